"""Means along the training, as tables: what the curves draw and the overfitting rule reads."""

import pandas as pd

from analysis import statistics


def curve_table(frame: pd.DataFrame, metric: str, by: str = "epoch") -> pd.DataFrame:
    """Mean and t limits of `metric` by value and `by`: columns value, `by`, n, mean, low, high."""
    finite = frame[frame[metric].notna() & frame[metric].abs().lt(float("inf"))]
    grouped = finite.groupby(["value", by], sort=False)[metric]
    table = grouped.agg(n="count", mean="mean", sd="std").reset_index()
    half = [
        statistics.quantile((1 + statistics.LEVEL) / 2, n - 1) * sd / n**0.5 if n > 1 else 0.0
        for n, sd in zip(table["n"], table["sd"], strict=True)
    ]
    return table.assign(low=table["mean"] - half, high=table["mean"] + half)


def complete(table: pd.DataFrame) -> pd.DataFrame:
    """The rows where all of a value's seeds are: a mean over the survivors of a divergence would be another mean."""
    return table[table["n"] == table.groupby("value")["n"].transform("max")]
