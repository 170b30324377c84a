"""Means along the training, as tables: what the curves draw and the overfitting rule reads."""

import pandas as pd

from analysis.numbers import statistics
from studies.store.history import METRICS


def curve_table(frame: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Mean and t limits of `metric` by value and epoch: columns value, epoch, n, mean, low, high.

    Only epochs that every seed of a value reached: averaging the survivors of a divergence would bias the curve.

    Args:
        frame: `Evidence.along`: a row a value, run and epoch.
        metric: one of METRICS; means and limits are in its unit (accuracies are shares, 0..1).
    """
    finite = frame[frame[metric].notna() & frame[metric].abs().lt(float("inf"))]
    grouped = finite.groupby(["value", "epoch"], sort=False)[metric]
    table = grouped.agg(n="count", mean="mean", sd="std").reset_index()
    table = table[table["n"] == table.groupby("value")["n"].transform("max")]
    half = [
        statistics.quantile((1 + statistics.LEVEL) / 2, n - 1) * sd / n**0.5 if n > 1 else 0.0
        for n, sd in zip(table["n"], table["sd"], strict=True)
    ]
    return table.assign(low=table["mean"] - half, high=table["mean"] + half).sort_values(["value", "epoch"])


def curve_tables(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """`curve_table` of each of METRICS."""
    return {metric: curve_table(frame, metric) for metric in METRICS}
