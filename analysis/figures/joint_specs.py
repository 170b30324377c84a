"""The figures of several dimensions at once: a probe's grid, a search."""

from collections.abc import Iterator

import pandas as pd

from analysis.figures import effects, tuning
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.tuning import Mark
from analysis.numbers.evidence import Evidence
from analysis.numbers.formats import brief
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import places, probe_table, trial_table
from analysis.text.words import title, word
from hypermodels.dimensions import BY_NAME
from studies.plan.labels import label


def joint_specs(evidence: Evidence, ranked: pd.DataFrame, language: str) -> Iterator[FigureSpec]:
    if evidence.results.empty:
        return
    if evidence.study["kind"] == "tune":
        yield from _tune_specs(evidence, ranked, language)
    elif len(evidence.study["dimensions"]) == 2:
        means, (rows, columns) = probe_table(evidence), evidence.study["dimensions"]
        said = "; ".join(
            f"{value} {100 * mean:.1f} %"
            for value, mean in zip(evidence.results["value"], evidence.results["val_acc"], strict=True)
        )
        yield FigureSpec(
            "probe",
            word("caption_probe", language),
            said,
            lambda: effects.heatmap(means, title(columns, language), title(rows, language)),
        )


def _tune_specs(evidence: Evidence, ranked: pd.DataFrame, language: str) -> Iterator[FigureSpec]:
    table = trial_table(evidence)
    names = [name for name in evidence.study["dimensions"] if table[name].nunique() > 1]
    best = table["val_acc"].max()
    x, y = word("trial", language), word("val_accuracy", language)
    yield FigureSpec(
        "history",
        word("caption_history", language),
        f"{len(table)}: {100 * best:.1f} %",
        lambda: tuning.search_history(table, x, y),
    )
    if len(ranked):
        drawn = ranked.assign(label=[title(name, language) for name in ranked["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(drawn))
        yield FigureSpec(
            "tune-importance",
            word("caption_tune_importance", language),
            said,
            lambda: effects.ranking(drawn, word("r2_axis", language)),
        )
    if len(names) > 1 and len(table) > 1:
        placed = table.assign(**{name: places(BY_NAME[name], table[name]) for name in names})
        titles = [title(name, language) for name in names]
        marks = {name: _marks(name, table[name], placed[name]) for name in names}
        yield FigureSpec(
            "parallel",
            word("caption_parallel", language),
            evidence.study["name"],
            lambda: tuning.parallel(placed, names, titles, marks),
            True,
        )


def _marks(name: str, values: "pd.Series[float]", places: "pd.Series[float]") -> list[Mark]:
    """Every value along its axis of the parallel coordinates, from below."""
    return sorted({(float(place), brief(label(name, value))) for value, place in zip(values, places, strict=True)})
