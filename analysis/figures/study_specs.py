"""The figures of a study of one dimension. Nothing is drawn here."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from matplotlib.figure import Figure

from analysis.figures import costs, curves, effects, outcomes
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.effect_tables import forest_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.formats import duration
from analysis.numbers.frames import records
from analysis.numbers.reading import Record
from analysis.text.words import title, word

SPEAK_OF_INTERVALS = ("val_accuracy", "val_loss", "accuracy", "outcomes", "differences", "cost")


def study_specs(evidence: Evidence, language: str) -> Iterator[FigureSpec]:
    """The figures of a study of one dimension, those of its own last.

    The captions speak of intervals; where no value has two seeds they say that there are none.
    """
    alone = len(evidence.results) > 0 and evidence.results["n"].max() == 1
    for spec in _specs(evidence, language):
        speaks = alone and spec.name in SPEAK_OF_INTERVALS
        yield replace(spec, caption=spec.caption + word("no_interval", language)) if speaks else spec


def _specs(evidence: Evidence, language: str) -> Iterator[FigureSpec]:
    dimension = evidence.dimension
    if dimension is None or evidence.rows.empty:
        return
    if not evidence.along.empty:
        yield from _curves(evidence, language)
    if evidence.results.empty:
        return
    yield _outcomes(evidence, language)
    if (evidence.table["pairs"] > 0).any():
        yield _differences(evidence, language)
    yield _gap(evidence, language)
    if evidence.times_comparable and evidence.results["time"].notna().any():
        yield _cost(evidence, language)
    if dimension.name == "learning_rate" and evidence.table["diverged"].any():
        yield _divergence(evidence, language)


def _curves(evidence: Evidence, language: str) -> Iterator[FigureSpec]:
    name = evidence.study["dimensions"][0]
    # The losses of different loss functions are different quantities: one axis would compare them.
    metrics = ("val_accuracy", "accuracy") if name == "loss" else ("val_accuracy", "val_loss")
    for metric in metrics:
        caption = word(f"caption_{'trajectory' if name == 'epochs' else 'curves'}", language)
        caption = caption.format(metric=word(metric, language))
        yield FigureSpec(metric, caption, _said(evidence, metric, language), _curve_drawing(evidence, metric, language))
    if name == "batch_size":
        yield FigureSpec(
            "updates",
            word("caption_updates", language),
            _said(evidence, "val_accuracy", language),
            _update_drawing(evidence, language),
        )


def _curve_drawing(evidence: Evidence, metric: str, language: str) -> Callable[[], Figure]:
    epoch, named = word("epoch", language), word(metric, language)
    if evidence.study["dimensions"] == ["epochs"]:
        table, points = evidence.curves[metric], [int(number) for number in evidence.numbers or ()]
        longest = table.nlargest(1, "epoch")["value"].squeeze() if len(table) else ""
        return lambda: curves.trajectory(table[table["value"] == longest], metric, points, epoch, named)
    ordered, table = evidence.numbers is not None, evidence.curves[metric]
    return lambda: curves.curves(table, metric, evidence.values, ordered, epoch, named)


def _update_drawing(evidence: Evidence, language: str) -> Callable[[], Figure]:
    dataset = evidence.study["dataset"]
    pictures = dataset.get("samples") or dataset.get("train") or 0
    steps = {value: -(-pictures // int(value)) for value in evidence.values}  # a last, smaller batch is one too
    table = evidence.curves["val_accuracy"]
    table = table.assign(update=table["epoch"] * table["value"].map(steps) / 1000)
    x, y = word("update", language), word("val_accuracy", language)
    return lambda: curves.curves(table, "val_accuracy", evidence.values, True, x, y, by="update")


def _outcomes(evidence: Evidence, language: str) -> FigureSpec:
    dimension, counted = evidence.dimension, evidence.counted
    assert dimension is not None
    numbers = evidence.numbers if dimension.scale == "log" else None
    x, y = title(dimension.name, language), word("val_accuracy", language)
    caption = word("caption_outcomes", language) + (word("arrow", language) if outcomes.cut(counted) else "")
    return FigureSpec(
        "outcomes",
        caption,
        _said(evidence, "val_accuracy", language),
        lambda: outcomes.outcomes(counted, evidence.values, numbers, x, y),
    )


def _differences(evidence: Evidence, language: str) -> FigureSpec:
    table = forest_table(evidence)
    said = "; ".join(f"{row['label']} {row['difference']:+.1f}{_limits(row)}" for row in records(table))
    caption = word("caption_differences", language).format(reference=evidence.reference, band=f"{evidence.band:g}")
    caption += word("arrow", language) if effects.cut(table) else ""
    return FigureSpec(
        "differences", caption, said, lambda: effects.forest(table, evidence.band, word("points", language))
    )


def _limits(row: Record) -> str:
    return f" ({row['low']:+.1f}, {row['high']:+.1f})" if math.isfinite(row["low"]) else ""


def _gap(evidence: Evidence, language: str) -> FigureSpec:
    said = "; ".join(
        f"{row['value']} {100 * (row['tra_acc'] - row['val_acc']):+.1f}" for row in records(evidence.results)
    )
    x, training, validation = (word(key, language) for key in ("accuracy_axis", "accuracy", "val_accuracy"))
    return FigureSpec(
        "gap", word("caption_gap", language), said, lambda: costs.gap(evidence.table, x, training, validation)
    )


def _cost(evidence: Evidence, language: str) -> FigureSpec:
    said = "; ".join(
        f"{row['value']} {duration(row['time'])}, {100 * row['val_acc']:.1f} %"
        for row in records(evidence.results.dropna(subset="time"))
    )
    x, y = word("seconds", language), word("val_accuracy", language)
    return FigureSpec(
        "cost", word("caption_cost", language), said, lambda: costs.time_against_accuracy(evidence.table, x, y)
    )


def _divergence(evidence: Evidence, language: str) -> FigureSpec:
    runs = evidence.rows.groupby("value", sort=False).size()
    table = evidence.table.assign(runs=evidence.table["value"].map(runs))
    said = "; ".join(f"{row['value']} {row['diverged']} / {row['runs']}" for row in records(table))
    x, y = title("learning_rate", language), word("diverged_share", language)
    return FigureSpec("divergence", word("caption_divergence", language), said, lambda: costs.shares(table, x, y))


def _said(evidence: Evidence, metric: str, language: str) -> str:
    """The last mean of every value: what the curves end at."""
    if evidence.results.empty:
        return word(metric, language)
    column = {"val_accuracy": "val_acc", "accuracy": "tra_acc", "val_loss": "val_loss"}[metric]
    form = "{:.3f}".format if "loss" in metric else "{:.1%}".format
    known = evidence.results.dropna(subset=column)  # a diverged loss is no number
    return "; ".join(f"{row['value']} {form(row[column])}" for row in records(known))
