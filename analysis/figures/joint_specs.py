"""The figures of several dimensions at once: a probe's grid, a search."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from analysis.figures import effects, tuning
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.tuning import Mark
from analysis.findings.behind.curve_rules import expected_best_table
from analysis.findings.finale.contrasts import all_together, finale
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import places, probe_table, trial_table
from analysis.numbers.statistics import Comparison
from analysis.numbers.summary import POINT
from analysis.text.text import Text
from studies.plan import own_networks
from studies.plan.labels import label
from studies.system.formats import brief, percent

MOST_MARKS = 10  # values along an axis: a study tries fewer, a search that draws numbers has one a trial


def joint_specs(evidence: Evidence, ranked: pd.DataFrame, text: Text) -> Iterator[FigureSpec]:
    """The figures of a probe, a search or a finale, and a tuned study's ladder; `ranked` is the search's
    `permutation_importance_table`."""
    if evidence.results.empty:
        return
    if evidence.study["kind"] == "finale":
        yield from _finale_specs(evidence, text)
    elif evidence.study["kind"] == "tune":
        yield from _tune_specs(evidence, ranked, text)
    elif evidence.ladder is not None:
        yield _ladder(evidence, evidence.ladder, text)
    elif len(evidence.study["dimensions"]) == 2:
        means, (rows, columns) = probe_table(evidence), evidence.study["dimensions"]
        said = "; ".join(
            f"{value} {percent(mean)}"
            for value, mean in zip(evidence.results["value"], evidence.results["val_acc"], strict=True)
        )
        yield FigureSpec(
            "probe",
            text.caption("probe"),
            said,
            partial(effects.heatmap, means, text.title(columns), text.title(rows)),
        )


def _ladder(evidence: Evidence, table: pd.DataFrame, text: Text) -> FigureSpec:
    values = list(dict.fromkeys((*evidence.values, *table["value"])))
    known = records(table[table["chosen"]])
    said = "; ".join(f"{row['value']} {label('learning_rate', row['rate'])}, {percent(row['mean'])}" for row in known)
    x, y = text.title("learning_rate"), text.word("val_accuracy")
    ordered = evidence.numbers is not None
    drawn = table.dropna(subset="mean")
    return FigureSpec("ladder", text.caption("ladder"), said, lambda: tuning.ladder(drawn, values, ordered, x, y))


def _tune_specs(evidence: Evidence, ranked: pd.DataFrame, text: Text) -> Iterator[FigureSpec]:
    table = trial_table(evidence)
    names = [name for name in evidence.study["dimensions"] if table[name].nunique() > 1]
    best = table["val_acc"].max()
    x, y = text.word("trial"), text.word("val_accuracy")
    yield FigureSpec(
        "history",
        text.caption("history"),
        f"{len(table)}: {percent(best)}",
        lambda: tuning.search_history(table, x, y),
    )
    if len(expected := expected_best_table(evidence)):
        trials = text.word("trials")
        yield FigureSpec(
            "expected_best",
            text.caption("expected_best"),
            "; ".join(f"{row['trials']} {percent(row['best'])}" for row in records(expected)),
            lambda: tuning.expected_best(expected, trials, y),
        )
    if len(ranked):
        drawn = ranked.assign(label=[text.title(name) for name in ranked["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(drawn))
        yield FigureSpec(
            "tune-importance",
            text.caption("tune-importance"),
            said,
            partial(effects.ranking, drawn, text.word("r2_axis")),
        )
    if len(names) > 1 and len(table) > 1:
        rows = own_networks.table(evidence.study)
        placed = table.assign(**{name: places(rows[name], table[name]) for name in names})
        titles = [text.title(name) for name in names]
        marks = {name: _marks(name, table[name], placed[name]) for name in names}
        yield FigureSpec(
            "parallel",
            text.caption("parallel"),
            evidence.study["name"],
            lambda: tuning.parallel(placed, names, titles, marks),
            True,
        )


def _marks(name: str, values: "pd.Series[float]", places: "pd.Series[float]") -> list[Mark]:
    """The values along an axis of the parallel coordinates, from below; of many numbers those nearest its quarters."""
    marks = sorted({(float(place), brief(label(name, value))) for value, place in zip(values, places, strict=True)})
    if len(marks) <= MOST_MARKS or isinstance(values.iloc[0], str):
        return marks
    return sorted({min(marks, key=lambda mark: abs(mark[0] - quarter / 4)) for quarter in range(5)})


def _finale_specs(evidence: Evidence, text: Text) -> Iterator[FigureSpec]:
    """One forest; nothing while the combination has no result."""
    found = finale(evidence)
    if found is None:
        return
    places = {value: place for place, value in zip(evidence.table.index, evidence.table["value"], strict=True)}
    lines = [effects.heading(text.word("finale_alone"))]
    named = [f"{text.title(one.name)} {one.value}" for one in found.parts]
    lines += [_line(name, one.alone, "", places.get(one.single)) for name, one in zip(named, found.parts, strict=True)]
    lines += [
        effects.heading(text.word("finale_together")),
        _line(text.word("finale_sum"), found.total, "", None),
        _line(text.word("finale_observed"), found.together, "", places.get(all_together(evidence.study))),
        effects.heading(text.word("finale_worth")),
    ]
    lines += [
        _line(name, one.worth, one.verdict, places.get(one.without))
        for name, one in zip(named, found.parts, strict=True)
    ]
    table = pd.DataFrame(lines)
    caption = text.caption("finale", band=f"{evidence.band:g}") + (text.word("arrow") if effects.cut(table) else "")
    band, points = evidence.band, text.word("points")
    yield FigureSpec("finale", caption, effects.said(table), lambda: effects.forest(table, band, points))


def _line(label: str, compared: Comparison, verdict: str, place: int | None) -> dict[str, Any]:
    found = compared.estimate
    limits = {"difference": found.mean / POINT, "low": found.low / POINT, "high": found.high / POINT}
    return {"label": label, **limits, "verdict": verdict, "heading": 0.0, "place": -1 if place is None else place}
