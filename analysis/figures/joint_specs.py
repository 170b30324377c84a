"""The figures of several dimensions at once: a probe's grid, a search."""

from collections.abc import Iterator

import pandas as pd

from analysis.figures import effects, tuning
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.tuning import Mark
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import places, probe_table, trial_table
from analysis.text.text import Text
from studies.plan import own_networks
from studies.plan.labels import label
from studies.system.formats import brief, percent


def joint_specs(evidence: Evidence, ranked: pd.DataFrame, text: Text) -> Iterator[FigureSpec]:
    """The figures of a probe or a search; `ranked` is its `permutation_importance_table`."""
    if evidence.results.empty:
        return
    if evidence.study["kind"] == "tune":
        yield from _tune_specs(evidence, ranked, text)
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
            lambda: effects.heatmap(means, text.title(columns), text.title(rows)),
        )


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
    if len(ranked):
        drawn = ranked.assign(label=[text.title(name) for name in ranked["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(drawn))
        yield FigureSpec(
            "tune-importance",
            text.caption("tune-importance"),
            said,
            lambda: effects.ranking(drawn, text.word("r2_axis")),
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
    """Every value along its axis of the parallel coordinates, from below."""
    return sorted({(float(place), brief(label(name, value))) for value, place in zip(values, places, strict=True)})
