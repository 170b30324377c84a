"""The figures of a foreign study: those of our own, where its source tells enough for them."""

from collections.abc import Iterator

import pandas as pd

from analysis.elsewhere.compared import Compared
from analysis.elsewhere.configurations import SCORE, written
from analysis.elsewhere.sentences import number, point_word
from analysis.figures import curves, effects, outcomes, tuning
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.tuning import Mark
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import importance_table, places
from analysis.text.text import Text
from studies.system.formats import brief

MOST_VALUES = 12  # dots side by side; beyond it the search's own figures say more


def foreign_specs(compared: Compared, band: float, text: Text) -> Iterator[FigureSpec]:
    """Curves, outcomes and differences of configurations; of a search its history, importance and coordinates."""
    if compared.counted.empty:
        return
    named = compared.found.metric.name
    if len(compared.curves):
        yield _curves(compared, named, text)
    if len(compared.table) <= MOST_VALUES:
        yield _outcomes(compared, named, text)
    if compared.judged:
        yield _differences(compared, band, text)
    if len(compared.table) > 2 and not compared.repeated:
        yield from _search(compared, named, text)


def _said(compared: Compared, table: pd.DataFrame) -> str:
    return "; ".join(f"{row['value']} {number(row[SCORE], compared.share)}" for row in records(table))


def _curves(compared: Compared, named: str, text: Text) -> FigureSpec:
    values, ordered = list(compared.table["value"]), _numbers(compared) is not None
    caption = text.word("from_curves", metric=named)
    if len(values) > curves.MOST_LINES:
        values, ordered = list(compared.best_first["value"]), False
        caption += text.word("from_best_lines", n=curves.MOST_LINES)
    kind = "accuracy" if compared.share else curves.ANY
    x = text.word("epoch")
    table = compared.curves
    return FigureSpec(
        "val_accuracy",
        caption,
        _said(compared, compared.best_first.head(curves.MOST_LINES)),
        lambda: curves.curves(table, kind, values, ordered, x, named),
    )


def _numbers(compared: Compared) -> list[float] | None:
    """The values as numbers, where one hyperparameter of numbers varies."""
    if len(compared.dimensions) != 1 or compared.dimensions[0].kind is str:
        return None
    return [float(one) for one in compared.table[compared.dimensions[0].name]]


def _outcomes(compared: Compared, named: str, text: Text) -> FigureSpec:
    done = compared.counted.rename(columns={SCORE: "val_acc"})
    ends = ("", "_low", "_high")
    means = compared.table.rename(columns={f"{SCORE}{end}": f"val_acc{end}" for end in ends})
    if not compared.paired:
        done = done.assign(seed=done.groupby("value").cumcount())
    log = compared.dimensions[0].scale == "log" if compared.dimensions else False
    numbers = _numbers(compared) if log else None
    values, share = list(compared.table["value"]), compared.share
    x = compared.dimensions[0].title if len(compared.dimensions) == 1 else ""
    caption = text.word("from_outcomes", metric=named)
    caption += text.word("arrow") if outcomes.cut(done, means, share) else ""
    return FigureSpec(
        "outcomes",
        caption,
        _said(compared, compared.table.dropna(subset=SCORE)),
        lambda: outcomes.outcomes(done, means, values, numbers, x, named, share),
    )


def _differences(compared: Compared, band: float, text: Text) -> FigureSpec:
    told = compared.table[compared.table["pairs"] > 0]
    lines = pd.DataFrame(
        {
            "label": told["value"],
            "difference": told["difference"],
            "low": told["difference_low"],
            "high": told["difference_high"],
            "verdict": told["verdict"],
        }
    )
    unit = text.word(point_word(compared))
    caption = text.word("from_differences", reference=compared.reference, band=f"{band:g}", unit=unit)
    caption += text.word("arrow") if effects.cut(lines) else ""
    said = "; ".join(f"{row['label']} {row['difference']:+.1f}" for row in records(lines))
    axis = text.word("from_difference_axis", unit=unit)
    return FigureSpec("differences", caption, said, lambda: effects.forest(lines, band, axis))


def _search(compared: Compared, named: str, text: Text) -> Iterator[FigureSpec]:
    larger, share = compared.found.metric.larger, compared.share
    done = compared.counted.rename(columns={SCORE: "val_acc"})
    done = done.assign(number=range(1, len(done) + 1))
    trial = text.word("trial")
    yield FigureSpec(
        "history",
        text.word("from_history", metric=named),
        f"{len(done)}",
        lambda: tuning.search_history(done, trial, named, share, larger),
    )
    upward = done.assign(val_acc=done["val_acc"] if larger else -done["val_acc"])
    ranked = importance_table(upward, compared.dimensions)
    titles = {one.name: one.title for one in compared.dimensions}
    if len(ranked):
        drawn = ranked.assign(label=[titles[name] for name in ranked["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(drawn))
        axis = text.word("r2_axis")
        yield FigureSpec("tune-importance", text.caption("tune-importance"), said, lambda: effects.ranking(drawn, axis))
    several = [one for one in compared.dimensions if done[one.name].nunique() > 1]
    if len(several) > 1 and len(done) > 1:
        placed = upward.assign(**{one.name: places(one, done[one.name]) for one in several})
        marks = {one.name: _marks(done[one.name], placed[one.name]) for one in several}
        names, axes = [one.name for one in several], [one.title for one in several]
        caption = text.word("from_parallel", metric=named)
        yield FigureSpec(
            "parallel", caption, compared.found.name, lambda: tuning.parallel(placed, names, axes, marks), True
        )


def _marks(values: "pd.Series[float]", places: "pd.Series[float]") -> list[Mark]:
    return sorted({(float(place), brief(written(value))) for value, place in zip(values, places, strict=True)})
