"""How far values lie from the reference and how far each dimension moves the accuracy, as tables in points. Pure."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.numbers import statistics, summary
from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import POINT


def effect_range_table(evidences: Sequence[Evidence]) -> pd.DataFrame:
    """A row a dimension: dimension, seeds, mean, low, high, noise, all in points.

    Values that did not learn are left out: else the value that fails worst would rank its dimension. So are tuned
    studies, in which the learning rate varies too. `noise` is what
    luck alone exceeds once in twenty: Tukey's smallest significant range.
    """
    rows = []
    for evidence in evidences:
        if evidence.dimension is None or evidence.ladder is not None or len(evidence.learned) < 2:
            continue
        shared = summary.by_seed(evidence.rows)[list(evidence.learned["value"])].dropna()
        found = effect_range(shared.to_numpy(float))
        if found.n:
            limits = (found.low, found.high, found.high - found.mean)
            rows.append([evidence.dimension.name, found.n, found.mean, *limits])
    table = pd.DataFrame(rows, columns=["dimension", "seeds", "mean", "low", "high", "noise"])
    table[["mean", "low", "high", "noise"]] /= POINT
    return table.sort_values("mean", ascending=False, kind="stable")


def effect_range(table: NDArray[np.float64]) -> statistics.Estimate:
    """Best mean minus worst mean of accuracies, `table` (seeds, values), with Tukey's simultaneous interval.

    Best and worst are picked after looking, so an ordinary t-interval would promise too much; Tukey's holds for every
    pair at once. Seeds are the blocks of a randomised block design (Montgomery, Design and Analysis, 4.1). It takes
    the spread to be equal across values.
    """
    seeds, values = table.shape
    if values < 2 or seeds < 1:
        return statistics.Estimate(seeds, math.nan, math.nan, math.nan, math.nan)
    means = table.mean(axis=0)
    spread = float(means.max() - means.min())
    if seeds < 2:
        return statistics.Estimate(seeds, spread, math.nan, math.nan, math.nan)
    residual = table - means - table.mean(axis=1, keepdims=True) + table.mean()
    freedom = (seeds - 1) * (values - 1)
    sd = math.sqrt(float((residual**2).sum()) / freedom)
    half = _tukey(values, freedom) * sd / math.sqrt(seeds)
    return statistics.cut(statistics.Estimate(seeds, spread, spread - half, spread + half, sd), statistics.SHARE)


@lru_cache(maxsize=256)
def _tukey(values: int, freedom: int) -> float:
    from scipy import stats  # half a second, which who only exports a model need not wait for

    return float(stats.studentized_range.ppf(statistics.LEVEL, values, freedom))


def forest_table(evidence: Evidence) -> pd.DataFrame:
    """The lines of a study's forest: label, difference, low, high, verdict."""
    table = evidence.table[evidence.table["pairs"] > 0]
    return pd.DataFrame(
        {
            "label": table["value"],
            "difference": table["difference"],
            "low": table["difference_low"],
            "high": table["difference_high"],
            "verdict": table["verdict"],
        }
    )
