"""How far values lie from the reference and how far each dimension moves the accuracy, as tables in points. Pure."""

from collections.abc import Sequence

import pandas as pd

from analysis.numbers import statistics, summary
from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import POINT


def effect_range_table(evidences: Sequence[Evidence]) -> pd.DataFrame:
    """A row a dimension: dimension, seeds, mean, low, high, noise, all in points.

    Values that did not learn are left out: else the value that fails worst would rank its dimension. `noise` is what
    luck alone exceeds once in twenty: Tukey's smallest significant range.
    """
    rows = []
    for evidence in evidences:
        if evidence.dimension is None or len(evidence.learned) < 2:
            continue
        shared = summary.by_seed(evidence.rows)[list(evidence.learned["value"])].dropna()
        found = statistics.effect_range(shared.to_numpy(float))
        if found.n:
            limits = (found.low, found.high, found.high - found.mean)
            rows.append([evidence.dimension.name, found.n, found.mean, *limits])
    table = pd.DataFrame(rows, columns=["dimension", "seeds", "mean", "low", "high", "noise"])
    table[["mean", "low", "high", "noise"]] /= POINT
    return table.sort_values("mean", ascending=False, kind="stable")


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
