"""When the order of a study's values was that of the end, and which values still improve there. Pure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.numbers import statistics
from analysis.numbers.statistics import Estimate

LAST_SHARE = 4  # "at the end" is the last fourth of the epochs
FEWEST_POINTS = 3  # epochs that a slope is taken over, at least


def order_table(curve: pd.DataFrame) -> pd.DataFrame:
    """A row an epoch that all values reached: epoch, tau.

    Kendall's tau-b (Kendall 1945) of the values' mean accuracies there with those at the last such epoch.

    Args:
        curve: a row a value and epoch: value, epoch, mean (`curve_tables.curve_table`).
    """
    means = curve.pivot(index="epoch", columns="value", values="mean").dropna()
    if len(means) < 2 or means.shape[1] < 2:
        return pd.DataFrame({"epoch": [], "tau": []})
    last = means.iloc[-1].to_numpy(float)
    tau = [float(stats.kendalltau(row, last).statistic) for row in means.to_numpy(float)]
    return pd.DataFrame({"epoch": means.index.astype(int), "tau": tau})


def settled(table: pd.DataFrame, level: float = 1.0) -> int | None:
    """The first epoch from which on tau is never below `level`; None where even the last is."""
    below = np.flatnonzero(~(table["tau"].to_numpy(float) >= level - 1e-12))
    place = int(below[-1]) + 1 if len(below) else 0
    return int(table["epoch"].iloc[place]) if place < len(table) else None


def improvement(along: pd.DataFrame, value: str) -> Estimate:
    """How fast a value's validation accuracy still rises over its last epochs, an epoch, over seeds.

    The slope of each seed's least squares line; NaN limits with one seed, none over fewer than FEWEST_POINTS epochs.
    """
    own = along[along["value"] == value]
    table = own.pivot(index="epoch", columns="seed", values="val_accuracy").dropna()
    points = -(-len(table) // LAST_SHARE)
    if points < FEWEST_POINTS:
        return statistics.estimate([])
    end = table.iloc[-points:]
    return statistics.estimate(slopes(end.index.to_numpy(float), end.to_numpy(float)))


def slopes(x: Sequence[float] | np.ndarray, table: np.ndarray) -> np.ndarray:
    """The slope of each column of `table` (points, columns) over x, by least squares."""
    centred = np.asarray(x, float) - np.mean(x)
    found: np.ndarray = centred @ table / (centred @ centred)
    return found
