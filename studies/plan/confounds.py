"""What confounds a dimension: what a study of it alone cannot tell apart.

A study's record (`study.json`) keeps the English sentence, as the command said it. The report has the same warnings
in every language, by dimension: `CONFOUNDS` in `analysis/text/<language>.py`.
"""

from collections.abc import Iterable, Mapping, Sequence

from hypermodels.dimensions import Value
from hypermodels.schedules import horizon

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
    "epochs_scheduled": (
        "Each number of epochs is a run of its own, for its schedule ends at its last epoch: the values cost their "
        "sum, and a point along a longer run is none of them."
    ),
}


def confounded(dimensions: Sequence[str], trials: Iterable[Mapping[str, Value]]) -> str | None:
    """The key of `CONFOUNDS` for a study, from its trials' values; None where nothing confounds it."""
    if list(dimensions) == ["epochs"] and not one_trajectory(dimensions, trials):
        return "epochs_scheduled"
    return dimensions[0] if len(dimensions) == 1 and dimensions[0] in CONFOUNDS else None


def one_trajectory(dimensions: Sequence[str], trials: Iterable[Mapping[str, Value]]) -> bool:
    """Whether a study's trials are points along the same runs: only the epochs vary, and no schedule ends with them."""
    return list(dimensions) == ["epochs"] and all(horizon(values) is None for values in trials)
