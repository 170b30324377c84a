"""The figure of two parts: every value that both compared, one line for each of them."""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.figures import effects
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.effect_tables import forest_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.text.text import Text
from analysis.transfer.table import Shared


def transfer_specs(
    found: Sequence[Shared], parts: Sequence[Sequence[Evidence]], names: tuple[str, str], band: float, text: Text
) -> Iterator[FigureSpec]:
    """A forest with a heading a dimension, and below it each value in both parts. Nothing where none is shared."""
    lines = [line for one in found for line in _lines(one, parts, names, text)]
    table = pd.DataFrame(lines)
    if table.empty or not table["difference"].notna().any():
        return
    said = "; ".join(f"{row['label']} {row['difference']:+.1f}" for row in records(table.dropna(subset="difference")))
    caption = text.word("transfer_figure") + (text.word("arrow") if effects.cut(table, True) else "")
    points = text.word("points")
    yield FigureSpec("effects", caption, said, lambda: effects.forest(table, band, points, broad=True), True)


def _lines(
    one: Shared, parts: Sequence[Sequence[Evidence]], names: tuple[str, str], text: Text
) -> Iterator[dict[str, object]]:
    nan = float("nan")
    heading = {"label": text.title(one.dimension), "difference": nan, "low": nan, "high": nan, "verdict": ""}
    yield {**heading, "heading": 1.0, "place": -1, "study": -1}
    tables = [_by_value(evidences, one.dimension) for evidences in parts]
    for place, value in enumerate(one.common):
        for side, (name, table) in enumerate(zip(names, tables, strict=True)):
            if value in table:
                yield {**table[value], "label": f"{value} · {name}", "heading": 0.0, "place": place, "study": side}


def _by_value(evidences: Sequence[Evidence], dimension: str) -> dict[str, dict[str, object]]:
    own = next(one for one in evidences if one.dimension is not None and one.dimension.name == dimension)
    return {str(row["label"]): dict(row) for row in records(forest_table(own))}
