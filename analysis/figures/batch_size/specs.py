"""Which figures a study of the batch size gets besides. Nothing is drawn here."""

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.figures import curves
from analysis.figures.batch_size import drawing
from analysis.figures.figure_spec import FigureSpec
from analysis.findings.behind.batch_rules import readings, steps_table
from analysis.numbers.curves.equal import with_updates
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.text.text import Text
from studies.plan.study_record import training_pictures
from studies.system.formats import duration, percent, plain_percent


def batch_specs(evidence: Evidence, said: str, text: Text) -> Iterator[FigureSpec]:
    """The curves by updates; the values at equal epochs, updates and time; updates to an accuracy.

    None by updates where the record does not say how many pictures a run trains on.

    Args:
        evidence: of a study of the batch size.
        said: what the curves end at.
    """
    if training_pictures(evidence.study):
        yield _updates(evidence, said, text)
    found = readings(evidence)
    if len(found) > 1:
        yield _equal(evidence, found, text)
    table, target = steps_table(evidence)
    if len(table) > 1:
        x, y, values = text.title("batch_size"), text.word("updates_to", target=percent(target)), evidence.values
        told = "; ".join(f"{row['value']} {row['updates']:,.0f}" for row in records(table))
        caption = text.caption("steps", target=percent(target))
        yield FigureSpec("steps", caption, told, lambda: drawing.steps(table, values, x, y))


def _updates(evidence: Evidence, said: str, text: Text) -> FigureSpec:
    table = with_updates(evidence.along, training_pictures(evidence.study))
    made = table.drop_duplicates(["value", "epoch"]).set_index(["value", "epoch"])["update"] / 1000
    means = evidence.curves["val_accuracy"].join(made, on=["value", "epoch"])
    x, y, values = text.word("update"), text.word("val_accuracy"), evidence.values
    return FigureSpec(
        "updates",
        text.caption("updates"),
        said,
        lambda: curves.curves(means, "val_accuracy", values, True, x, y, by="update"),
    )


def _equal(evidence: Evidence, found: Mapping[str, pd.DataFrame], text: Text) -> FigureSpec:
    places = {way: float(table["place"].iloc[0]) for way, table in found.items()}
    forms = {"epoch": "{:g}".format, "update": "{:,.0f}".format, "elapsed": duration}
    ways = {way: text.word(f"equal_{way}") for way in found}
    named = {text.word("equal_at", way=ways[way], place=forms[way](places[way])): found[way] for way in found}
    told = "; ".join(f"{name}: {_means(table)}" for name, table in named.items())
    x, y, values = text.title("batch_size"), text.word("val_accuracy"), evidence.values
    caption, missing = text.caption("equal", ways=text.together(ways.values())), _missing(evidence, found, ways, text)
    return FigureSpec(
        "equal",
        caption + text.caption("equal_missing", missing=missing) if missing else caption,
        told,
        lambda: drawing.equal(named, values, x, y),
    )


def _missing(evidence: Evidence, found: Mapping[str, pd.DataFrame], ways: Mapping[str, str], text: Text) -> str:
    """By way, the values that have no reading there; empty where all have one."""
    left = {way: [one for one in evidence.values if one not in set(table["value"])] for way, table in found.items()}
    named = [text.word("equal_at", way=ways[way], place=text.listed(values)) for way, values in left.items() if values]
    return text.listed(named)


def _means(table: pd.DataFrame) -> str:
    return ", ".join(f"{row['value']} {plain_percent(row['mean'])}" for row in records(table))
