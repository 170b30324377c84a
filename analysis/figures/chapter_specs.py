"""The figures of a section's studies together: all effects in one forest, which dimension moves most."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.figures import effects
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.effect_tables import forest_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.text.text import Text


def chapter_specs(evidences: Sequence[Evidence], table: pd.DataFrame, text: Text) -> Iterator[FigureSpec]:
    """The chapter's forest and ranking, where there is more than one study to set side by side."""
    studied = [one for one in evidences if one.dimension is not None and not one.results.empty]
    compared = [one for one in studied if (one.table["pairs"] > 0).any()]
    if compared:
        parts = [part for one in compared for part in _with_heading(one, evidences.index(one), text)]
        lines = pd.concat(parts, ignore_index=True)
        points, band = text.word("points"), compared[0].band
        caption = text.caption("effects") + (text.word("arrow") if effects.cut(lines, True) else "")
        said = effects.said(lines)
        yield FigureSpec("effects", caption, said, lambda: effects.forest(lines, band, points, broad=True), True)
    if len(table) > 1:
        ranked = table.assign(label=[text.title(name) for name in table["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(ranked))
        caption, axis = text.caption("importance"), text.word("range_axis")
        yield FigureSpec("importance", caption, said, lambda: effects.ranking(ranked, axis, broad=True), True)


def _with_heading(evidence: Evidence, study: int, text: Text) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The forest's lines of the study in this place of its section, with its name above them."""
    assert evidence.dimension is not None
    title = text.title(evidence.dimension.name)
    label = title if evidence.ladder is None else text.word("tuned", dimension=title)
    lines = forest_table(evidence)
    above = pd.DataFrame([{**effects.heading(label), "study": study}])
    return above, lines.assign(heading=0.0, place=lines.index, study=study)
