"""Metrics along the training: one line a value, its mean over seeds with the Student-t band."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.figures import style
from studies.system import formats

ANY = "any"  # a metric of which nothing is known: no share, and it may be negative
MOST_LINES = 9  # beyond it lines hide one another; the table has them all


def curves(
    table: pd.DataFrame,
    metric: str,
    values: Sequence[str],
    ordered: bool,
    x_title: str,
    y_title: str,
    by: str = "epoch",
) -> Figure:
    """Lines over `by`; `table` has a row a value and epoch (`curve_tables.curve_table`)."""
    shown = [value for value in values if (table["value"] == value).any()][:MOST_LINES]
    table = table[table["value"].isin(shown)]
    figure, axes = style.canvas()
    colors = style.palette(len(shown), ordered)
    lines: list[Line2D] = []
    for value, color in zip(shown, colors, strict=True):
        rows = table[table["value"] == value]
        # The table is aggregated already; seaborn's lineplot would do it again, at several times the cost.
        lines += axes.plot(rows[by], rows["mean"], color=color)
        style.of_value(values.index(value), lines[-1], *_band(axes, rows, by, color))
    _frame(axes, table, metric, x_title, y_title)
    style.legend(figure, axes, lines, shown, [values.index(value) for value in shown])
    return figure


def trajectory(table: pd.DataFrame, metric: str, points: Sequence[int], x_title: str, y_title: str) -> Figure:
    """The epochs study: one mean curve with its band, and the epochs at which it is read off."""
    figure, axes = style.canvas()
    axes.plot(table["epoch"], table["mean"], color=style.ACCENT)
    _band(axes, table, "epoch", style.ACCENT)
    marks = table[table["epoch"].isin(points)]
    for epoch, mean in zip(marks["epoch"], marks["mean"], strict=True):
        dot = axes.plot([epoch], [mean], "o", color=style.INK, markersize=5, clip_on=False)
        text = f"{mean:.3f}" if "loss" in metric else formats.percent(mean)
        said = axes.annotate(text, (epoch, mean), (0, 8), textcoords="offset points", ha="center", fontsize=8.5)
        style.of_value(points.index(epoch), *dot, said)
    axes.margins(x=0.08)
    _frame(axes, table, metric, x_title, y_title)
    return figure


def order(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """Kendall's tau of each epoch's order of values with that of the end: columns epoch, tau."""
    figure, axes = style.canvas()
    axes.axhline(1, color=style.FAINT, linewidth=0.8)
    axes.plot(table["epoch"], table["tau"], color=style.ACCENT)
    axes.plot(table["epoch"], table["tau"], "o", color=style.ACCENT, markersize=4, clip_on=False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.set_ylim(min(-0.05, float(table["tau"].min()) - 0.05), 1.05)
    style.titles(axes, x_title, y_title)
    return figure


def _band(axes: Axes, rows: pd.DataFrame, by: str, color: str) -> list[Artist]:
    """The interval, and a dot where the line ends."""
    band = axes.fill_between(rows[by], rows["low"], rows["high"], color=color, alpha=0.14, linewidth=0)
    return [band, *axes.plot(rows[by].iloc[-1:], rows["mean"].iloc[-1:], "o", color=color, markersize=4, clip_on=False)]


def _frame(axes: Axes, table: pd.DataFrame, metric: str, x_title: str, y_title: str) -> None:
    """Titles and limits: the y axis follows the means, or the band of two seeds that disagree would flatten all."""
    style.titles(axes, x_title, y_title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    if table.empty:
        return
    low, high = table["mean"].min(), table["mean"].max()
    if metric == ANY:
        axes.set_ylim(low - (0.16 * (high - low) or 0.02), high + (0.16 * (high - low) or 0.02))
        return
    if "loss" in metric:  # a loss on its way to infinity would flatten the others as well
        high = min(high, 3 * table["mean"].quantile(0.9))
    room = 0.16 * (high - low) or 0.02
    axes.set_ylim(max(low - room, 0), high + room)
    if "loss" not in metric:
        axes.set_ylim(top=min(high + room, 1.0))
        style.percents(axes.yaxis)
