"""The figures of a study of one dimension. Nothing is drawn here."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import costs, curves, effects, outcomes
from analysis.figures.batch_size.specs import batch_specs
from analysis.figures.figure_spec import FigureSpec
from analysis.findings.behind.curve_rules import order_table
from analysis.numbers.answers.recall import recall_table
from analysis.numbers.effect_tables import forest_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.reading import Row
from analysis.text.text import Text
from studies.system.formats import duration, percent, plain_percent

MOST_CLASSES, MOST_VALUES = 25, 12  # in the figure of recall by class
# Of a table a figure is given what it shows, so that it is drawn anew where that changed, and for nothing else.
MEANS, TIMES = ["value", "n", "val_acc", "val_acc_low", "val_acc_high"], ["time", "time_low", "time_high"]
SPEAK_OF_INTERVALS = ("val_accuracy", "val_loss", "accuracy", "outcomes", "differences", "cost")


def study_specs(evidence: Evidence, text: Text) -> Iterator[FigureSpec]:
    """The figures of a study of one dimension, those of its own last.

    The captions speak of intervals; where no value has two seeds they say that there are none.
    """
    alone = len(evidence.results) > 0 and evidence.results["n"].max() == 1
    for spec in _specs(evidence, text):
        speaks = alone and spec.name in SPEAK_OF_INTERVALS
        yield replace(spec, caption=spec.caption + text.word("no_interval")) if speaks else spec


def _specs(evidence: Evidence, text: Text) -> Iterator[FigureSpec]:
    dimension = evidence.dimension
    if dimension is None or evidence.rows.empty:
        return
    if evidence.curves:
        yield from _curves(evidence, text)
    if evidence.results.empty:
        return
    yield _outcomes(evidence, text)
    if (evidence.table["pairs"] > 0).any():
        yield _differences(evidence, text)
    yield _gap(evidence, text)
    if evidence.times_comparable and evidence.results["time"].notna().any():
        yield _cost(evidence, text)
    if dimension.name == "learning_rate" and evidence.table["diverged"].any():
        yield _divergence(evidence, text)
    if len(table := order_table(evidence)):
        yield _order(table, text)
    if len(shown := class_recall(evidence)):
        yield _class_recall(shown, text)


def _curves(evidence: Evidence, text: Text) -> Iterator[FigureSpec]:
    name = evidence.study["dimensions"][0]
    # The losses of different loss functions are different quantities: one axis would compare them.
    metrics: tuple[str, ...] = ("val_accuracy", "accuracy") if name == "loss" else ("val_accuracy", "val_loss")
    for metric in metrics:
        caption = text.caption("trajectory" if evidence.one_trajectory else "curves", metric=text.word(metric))
        if not evidence.one_trajectory and (evidence.curves[metric].groupby("value").size() == 1).any():
            caption += text.word("one_epoch_dot")
        yield FigureSpec(metric, caption, _said(evidence, metric, text), _curve_drawing(evidence, metric, text))
    if name == "batch_size":
        yield from batch_specs(evidence, _said(evidence, "val_accuracy", text), text)


def _curve_drawing(evidence: Evidence, metric: str, text: Text) -> Callable[[], Figure]:
    epoch, named = text.word("epoch"), text.word(metric)
    if evidence.one_trajectory:
        table, points = evidence.curves[metric], [int(number) for number in evidence.numbers or ()]
        longest = table.nlargest(1, "epoch")["value"].squeeze() if len(table) else ""
        return lambda: curves.trajectory(table[table["value"] == longest], metric, points, epoch, named)
    ordered, table, values = evidence.numbers is not None, evidence.curves[metric], evidence.values
    return lambda: curves.curves(table, metric, values, ordered, epoch, named)


def _outcomes(evidence: Evidence, text: Text) -> FigureSpec:
    dimension, counted = evidence.dimension, evidence.counted
    assert dimension is not None
    numbers = evidence.numbers if dimension.scale == "log" else None
    x, y, values = text.title(dimension.name), text.word("val_accuracy"), evidence.values
    means = evidence.results[MEANS]
    caption = text.caption("outcomes") + (text.word("arrow") if outcomes.cut(counted, evidence.results) else "")
    return FigureSpec(
        "outcomes",
        caption,
        _said(evidence, "val_accuracy", text),
        partial(outcomes.outcomes, counted[["value", "seed", "val_acc"]], means, values, numbers, x, y),
    )


def _differences(evidence: Evidence, text: Text) -> FigureSpec:
    table = forest_table(evidence)
    said = "; ".join(f"{row['label']} {row['difference']:+.1f}{_limits(row)}" for row in records(table))
    caption = text.caption("differences", reference=evidence.reference, band=f"{evidence.band:g}")
    caption += text.word("arrow") if effects.cut(table) else ""
    band, points = evidence.band, text.word("points")
    return FigureSpec("differences", caption, said, lambda: effects.forest(table, band, points))


def _limits(row: Row) -> str:
    return f" ({row['low']:+.1f}, {row['high']:+.1f})" if math.isfinite(row["low"]) else ""


def _gap(evidence: Evidence, text: Text) -> FigureSpec:
    said = "; ".join(
        f"{row['value']} {100 * (row['tra_acc'] - row['val_acc']):+.1f}" for row in records(evidence.results)
    )
    x, training, validation = (text.word(key) for key in ("accuracy_axis", "accuracy", "val_accuracy"))
    table = evidence.table[["value", "n", "val_acc", "tra_acc"]]
    return FigureSpec("gap", text.caption("gap"), said, lambda: costs.gap(table, x, training, validation))


def _cost(evidence: Evidence, text: Text) -> FigureSpec:
    said = "; ".join(
        f"{row['value']} {duration(row['time'])}, {percent(row['val_acc'])}"
        for row in records(evidence.results.dropna(subset="time"))
    )
    x, y, table = text.word("seconds"), text.word("val_accuracy"), evidence.table[[*MEANS, *TIMES]]
    return FigureSpec("cost", text.caption("cost"), said, lambda: costs.time_against_accuracy(table, x, y))


def _divergence(evidence: Evidence, text: Text) -> FigureSpec:
    runs = evidence.rows.groupby("value", sort=False).size()
    table = evidence.table.assign(runs=evidence.table["value"].map(runs))
    said = "; ".join(f"{row['value']} {row['diverged']} / {row['runs']}" for row in records(table))
    x, y = text.title("learning_rate"), text.word("diverged_share")
    return FigureSpec("divergence", text.caption("divergence"), said, lambda: costs.shares(table, x, y))


def _order(table: pd.DataFrame, text: Text) -> FigureSpec:
    said = "; ".join(f"{row['epoch']} {row['tau']:.2f}" for row in records(table))
    x, y = text.word("epoch"), text.word("tau")
    return FigureSpec("order", text.caption("order"), said, lambda: curves.order(table, x, y))


def class_recall(evidence: Evidence) -> pd.DataFrame:
    """The recall of each class by value (`recall.recall_table`); empty where there are more than a figure shows."""
    names = evidence.study.get("classes") or ()
    if len(names) > MOST_CLASSES or len(evidence.values) > MOST_VALUES:
        return pd.DataFrame()
    return recall_table(evidence.answers, evidence.values, names)


def _class_recall(table: pd.DataFrame, text: Text) -> FigureSpec:
    said = "; ".join(f"{name}: {', '.join(map(plain_percent, row))}" for name, row in table.iterrows())
    x, y = text.word("value"), text.word("true_class")
    return FigureSpec(
        "class_recall", text.caption("class_recall"), said, lambda: effects.heatmap(table, x, y, form=".0f")
    )


def _said(evidence: Evidence, metric: str, text: Text) -> str:
    """The last mean of every value: what the curves end at."""
    if evidence.results.empty:
        return text.word(metric)
    column = {"val_accuracy": "val_acc", "accuracy": "tra_acc", "val_loss": "val_loss"}[metric]
    form = "{:.3f}".format if "loss" in metric else plain_percent
    known = evidence.results.dropna(subset=column)  # a diverged loss is no number
    return "; ".join(f"{row['value']} {form(row[column])}" for row in records(known))
