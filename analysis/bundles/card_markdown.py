"""The card of a bundle as a page to read, in Markdown."""

from analysis.bundles.card import Card
from hypermodels.dimensions import BY_NAME, identifying
from studies.system.escapes import markdown
from studies.system.formats import plain_percent


def page(card: Card) -> str:
    """The card as a Markdown page. Names come from strangers: each is escaped."""
    return "\n\n".join("\n".join(lines) for lines in (*_summary(card), _recalls(card), _confusion(card))) + "\n"


def _summary(card: Card) -> list[list[str]]:
    test, validation = card.test, card.validation
    seeds = ", ".join(f"seed {seed}: {plain_percent(accuracy, 2)}" for seed, accuracy in validation.seeds.items())
    of = f"the mean of {seeds}" if len(validation.seeds) > 1 else "of one seed"
    opened = "once" if test.times_opened == 1 else f"{test.times_opened} times"
    settings = [
        _row(BY_NAME[name].title if name in BY_NAME else name, value)
        for name, value in identifying(card.configuration).items()
    ]
    return [
        [f"# {markdown(card.title)} on {markdown(card.dataset)}"],
        [
            f"Run {markdown(card.run)} (seed {card.seed}) of the study {markdown(card.study)}{_around(card)}; "
            f"width {card.width:g}, {card.parameters:,} parameters, {card.size_bytes / 1e6:.1f} MB as ONNX. Trained on "
            f"{'all training' if card.samples is None else f'{card.samples:,}'} pictures in {markdown(card.precision)}."
        ],
        [
            f"- Test accuracy {plain_percent(test.accuracy, 2)} (95 % interval {plain_percent(test.low, 2)} to "
            f"{plain_percent(test.high, 2)}, {test.pictures:,} pictures, opened {opened})",
            f"- Validation accuracy {plain_percent(validation.mean, 2)}, {of}",
            f"- This model's validation accuracy minus its test accuracy: {100 * card.val_test_gap:+.2f} points",
            _reliance(card.confidence_threshold),
        ],
        [
            f"Takes float32 pictures `(N, {card.side}, {card.side}, 3)`, RGB, 0 to 255; gives a probability for each "
            "class."
        ],
        ["## Configuration"],
        ["| dimension | value |", "|---|---|", *settings],
        ["## Environment"],
        ["| | |", "|---|---|", *(_row(*pair) for pair in card.environment.items())],
        ["## Files"],
        ["| file | SHA-256 |", "|---|---|", *(_row(*pair) for pair in card.files.items())],
    ]


def _around(card: Card) -> str:
    """The baseline of its study, where that is not the table's."""
    values = " ".join(f"{name}={value}" for name, value in card.base.items())
    return f", around the baseline {markdown(values)}" if values else ""


def _reliance(threshold: float | None) -> str:
    if threshold is None:
        return "- Too few validation pictures for a confidence threshold"
    if threshold == 1:
        return "- No confidence is high enough to rely on: at none were 95 % of the validation answers right"
    return f"- An answer below {plain_percent(threshold, 0)} is not to be relied on"


def _recalls(card: Card) -> list[str]:
    rows = (_row(name, plain_percent(recall)) for name, recall in zip(card.classes, card.per_class_recall, strict=True))
    return ["## Recall of each class", "", "| class | recall |", "|---|---|", *rows]


def _confusion(card: Card) -> list[str]:
    rows = (_row(name, *counts) for name, counts in zip(card.classes, card.confusion_matrix, strict=True))
    return [
        "## Confusion",
        "",
        "Rows: the true class. Columns: the answer.",
        "",
        _row("", *card.classes),
        "|---" * (len(card.classes) + 1) + "|",
        *rows,
    ]


def _row(*cells: object) -> str:
    """A row of a Markdown table, whatever the cells hold."""
    return f"| {' | '.join(map(markdown, cells))} |"
