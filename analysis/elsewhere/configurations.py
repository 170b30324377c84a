"""What varies in foreign results, and a row for each training. Pure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.elsewhere.found import Trained
from hypermodels.dimensions import Dimension, Value
from studies.system.formats import brief

LOG_FROM = 50  # a number that spans such a factor is drawn on a logarithmic axis
MOST_CONSTANT = 6  # hyperparameters in the name of a configuration that is the only one
ONLY = "–"  # the value of a configuration of which the source says no more than its seeds
SCORE = "score"  # the metric's column


def varying(runs: Sequence[Trained]) -> tuple[Dimension, ...]:
    """The hyperparameters that have more than one value, in the source's order; where none has, the first few."""
    names = list(dict.fromkeys(name for run in runs for name in run.values))
    values_by_name = {name: list(dict.fromkeys(run.values.get(name, "none") for run in runs)) for name in names}
    several = [name for name, values in values_by_name.items() if len(values) > 1] or names[:MOST_CONSTANT]
    return tuple(_dimension(f"d{place}", name, values_by_name[name]) for place, name in enumerate(several))


def _dimension(column: str, title: str, values: Sequence[Value]) -> Dimension:
    """A row like those of our own table, with a scale that is guessed from the numbers."""
    numeric = all(isinstance(value, int | float) for value in values)
    if not numeric:
        said = tuple(dict.fromkeys(written(value) for value in values))
        return Dimension(column, column, title, said, said[0], "categorical", "")
    numbers = sorted(float(value) for value in values)
    scale = "log" if numbers[0] > 0 and numbers[-1] / numbers[0] >= LOG_FROM else "linear"
    return Dimension(column, column, title, tuple(numbers), float(values[0]), scale, "")


def written(value: Value) -> str:
    """A value as people write it."""
    if isinstance(value, float):
        plain = value == 0 or 1e-6 <= abs(value) < 1e6
        return brief(np.format_float_positional(value, trim="-") if plain else f"{value:g}")
    return str(value)


def rows_of(runs: Sequence[Trained], dimensions: Sequence[Dimension]) -> pd.DataFrame:
    rows = []
    for run in runs:
        own = [run.values.get(one.title, "none") for one in dimensions]
        named = [written(value) for value in own]
        several = len(dimensions) > 1
        value = (
            ", ".join(f"{d.title}={v}" for d, v in zip(dimensions, named, strict=True)) if several else "".join(named)
        )
        cells = [v if d.kind is not str else w for d, v, w in zip(dimensions, own, named, strict=True)]
        rows.append(
            [
                run.trial,
                value or (run.trial if run.seed is None else ONLY),
                run.seed,
                run.state,
                run.epochs,
                run.score,
                *cells,
            ]
        )
    columns = ["trial", "value", "seed", "state", "epoch", SCORE, *(one.name for one in dimensions)]
    return pd.DataFrame(rows, columns=columns).astype({SCORE: float, "seed": object})


def order(rows: pd.DataFrame, dimensions: Sequence[Dimension]) -> list[str]:
    """Numbers rising, names and combinations as the source has them."""
    ordered = rows.sort_values(dimensions[0].name, kind="stable") if _is_number(dimensions) else rows
    return list(dict.fromkeys(ordered["value"]))


def _is_number(dimensions: Sequence[Dimension]) -> bool:
    return len(dimensions) == 1 and dimensions[0].kind is not str
