"""Metrics along the training: one line a value, its mean over seeds with the Student-t band."""

from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import statistics
from analysis.figures import style

MOST_LINES = 9  # beyond it lines hide one another; the table has them all


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


def curves(
    frame: pd.DataFrame, metric: str, values: Sequence[str], ordered: bool, x_title: str, y_title: str,
    by: str = "epoch",
) -> Figure:  # fmt: skip
    """Lines of `metric` over `by`; `frame` has a row a value, run and epoch."""
    table = complete(curve_table(frame, metric, by))
    shown = [value for value in values if (table["value"] == value).any()][:MOST_LINES]
    figure, axes = style.canvas()
    colors = style.palette(len(shown), ordered)
    sns.lineplot(
        table, x=by, y="mean", hue="value", hue_order=shown, palette=colors, errorbar=None, legend=False, ax=axes
    )
    lines = list(axes.lines)
    for value, color in zip(shown, colors, strict=True):
        rows = table[table["value"] == value].sort_values(by)
        axes.fill_between(rows[by], rows["low"], rows["high"], color=color, alpha=0.14, linewidth=0)
        axes.plot(rows[by].iloc[-1:], rows["mean"].iloc[-1:], "o", color=color, markersize=4)
    axes.set(xlabel=x_title, ylabel=y_title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    _limit(axes, table[table["value"].isin(shown)], "loss" not in metric)
    style.legend(figure, axes, lines, shown)
    return figure


def _limit(axes: object, table: pd.DataFrame, accuracy: bool) -> None:
    """The y axis follows the means: the band of two seeds that disagree would flatten every line."""
    if table.empty:
        return
    low, high = table["mean"].min(), table["mean"].max()
    if not accuracy:  # a loss on its way to infinity would flatten the others as well
        high = min(high, 3 * table["mean"].quantile(0.9))
    room = 0.08 * (high - low) or 0.01
    axes.set_ylim(max(low - 2 * room, 0), min(high + 2 * room, 1.0) if accuracy else high + 2 * room)  # type: ignore[attr-defined]
    if accuracy:
        axes.yaxis.set_major_formatter(FuncFormatter(style.percent))  # type: ignore[attr-defined]
