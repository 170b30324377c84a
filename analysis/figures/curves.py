"""Metrics along the training: one line a value, its mean over seeds with the Student-t band."""

from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.curve_tables import complete, curve_table
from analysis.figures import style

MOST_LINES = 9  # beyond it lines hide one another; the table has them all


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
    style.titles(axes, x_title, y_title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    _limit(axes, table[table["value"].isin(shown)], "loss" not in metric)
    style.legend(figure, axes, lines, shown)
    return figure


def trajectory(frame: pd.DataFrame, metric: str, points: Sequence[int], x_title: str, y_title: str) -> Figure:
    """The epochs study: one mean curve with its band, and the epochs at which it is read off."""
    table = complete(curve_table(frame.assign(value=""), metric)).sort_values("epoch")
    figure, axes = style.canvas()
    sns.lineplot(table, x="epoch", y="mean", color=style.ACCENT, errorbar=None, ax=axes)
    axes.fill_between(table["epoch"], table["low"], table["high"], color=style.ACCENT, alpha=0.16, linewidth=0)
    marks = table[table["epoch"].isin(points)]
    axes.plot(marks["epoch"], marks["mean"], "o", color=style.INK, markersize=5)
    for epoch, mean in zip(marks["epoch"], marks["mean"], strict=True):
        axes.annotate(
            style.percent(mean) if "loss" not in metric else f"{mean:.3f}", (epoch, mean), (0, 8),
            textcoords="offset points", ha="center", fontsize=8.5,
        )  # fmt: skip
    style.titles(axes, x_title, y_title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.margins(x=0.06)
    _limit(axes, table, "loss" not in metric)
    return figure


def _limit(axes: Axes, table: pd.DataFrame, accuracy: bool) -> None:
    """The y axis follows the means: the band of two seeds that disagree would flatten every line."""
    if table.empty:
        return
    low, high = table["mean"].min(), table["mean"].max()
    if not accuracy:  # a loss on its way to infinity would flatten the others as well
        high = min(high, 3 * table["mean"].quantile(0.9))
    room = 0.16 * (high - low) or 0.02
    axes.set_ylim(max(low - room, 0), min(high + room, 1.0) if accuracy else high + room)
    if accuracy:
        axes.yaxis.set_major_formatter(FuncFormatter(style.percent))
