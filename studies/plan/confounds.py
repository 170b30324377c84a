"""What confounds a dimension: what a study of it alone cannot tell apart.

A study's record (`study.json`) keeps the English sentence, as the command said it. The report has the same warnings
in every language, by dimension: `CONFOUNDS` in `analysis/text/<language>.py`.
"""

CONFOUNDS = {
    "optimizer": (
        "Every optimizer runs at the baseline's learning rate, which suits some better than others: this "
        "compares them at that rate, not at each one's best."
    ),
    "batch_size": (
        "A larger batch makes fewer updates in the same epochs: differences mix the batch size with the number "
        "of updates."
    ),
    "loss": "Loss values of different loss functions are not comparable; compare accuracies.",
    "epochs": (
        "The values are points along the same runs, so they are not independent: a later point continues "
        "an earlier one."
    ),
}


def confounds(dimension: str) -> tuple[str, ...]:
    """The warnings that a study of `dimension` records: one sentence, or none."""
    return (CONFOUNDS[dimension],) if dimension in CONFOUNDS else ()
