"""The figures of a section's studies together: all effects in one forest, which dimension moves most."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.figures import effects
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.effect_tables import forest_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.text.words import title, word


def chapter_specs(evidences: Sequence[Evidence], table: pd.DataFrame, language: str) -> Iterator[FigureSpec]:
    """The chapter's forest and ranking, where there is more than one study to set side by side."""
    studied = [one for one in evidences if one.dimension is not None and not one.results.empty]
    compared = [one for one in studied if (one.table["pairs"] > 0).any()]
    if compared:
        lines = pd.concat([part for one in compared for part in _with_heading(one, language)], ignore_index=True)
        said = "; ".join(
            f"{row['label']} {row['difference']:+.1f}" for row in records(lines.dropna(subset="difference"))
        )
        points, band = word("points", language), compared[0].band
        caption = word("caption_effects", language) + (word("arrow", language) if effects.cut(lines, True) else "")
        yield FigureSpec("effects", caption, said, lambda: effects.forest(lines, band, points, broad=True), True)
    if len(table) > 1:
        ranked = table.assign(label=[title(name, language) for name in table["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(ranked))
        caption, axis = word("caption_importance", language), word("range_axis", language)
        yield FigureSpec("importance", caption, said, lambda: effects.ranking(ranked, axis, broad=True), True)


def _with_heading(evidence: Evidence, language: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    assert evidence.dimension is not None
    nan = float("nan")
    heading = {"label": title(evidence.dimension.name, language), "difference": nan, "low": nan, "high": nan}
    return pd.DataFrame([{**heading, "verdict": "", "heading": 1.0}]), forest_table(evidence).assign(heading=0.0)
