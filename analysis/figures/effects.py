"""Differences to the reference, and how much each dimension moves: forests, a ranking, a heatmap."""

import math
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from analysis.figures import style
from analysis.numbers.frames import records

ROW = 0.27  # inches a line of a forest
BROADER = 1.25  # limits of a logarithmic axis, where room is less


def forest(table: pd.DataFrame, band: float, x_title: str, broad: bool = False) -> Figure:
    """Paired differences in points with intervals, the equivalence band behind them.

    A broad forest has a chapter's effects, from tenths to tens of points: its axis is linear only near zero.

    Args:
        table: a row a line: label, difference, low, high, verdict; a row without difference is a heading. Its index, or
            its columns place and study, say which value it is of (`style.of_value`).
    """
    labels = style.names(table["label"])
    left = max(0.6, style.text_width(labels) + 0.25)
    width = style.BROAD if broad else style.WIDTH
    figure, axes = style.canvas(height=ROW * len(table) + 0.85, left=left, top=0.1, bottom=0.6, width=width)
    rows = np.arange(len(table))[::-1]
    axes.axvspan(-band, band, color=style.ACCENT, alpha=0.12, linewidth=0)
    axes.axvline(0, color=style.FAINT, linewidth=0.8)
    axes.set_xlim(reach(table))
    if broad:
        _stretch(axes, 2 * band)
    axes.set_yticks(rows, labels)
    for (place, line), y, label in zip(table.iterrows(), rows, axes.get_yticklabels(), strict=True):
        if math.isfinite(line["difference"]):
            drawn = _interval(axes, line["difference"], line["low"], line["high"], y, _color(line["verdict"]))
            style.of_value(line.get("place", place), *drawn, label, study=line.get("study"))
    axes.set_ylim(-0.6, len(table) - 0.4)
    style.grid_along_x(axes)
    style.titles(axes, x_title)
    for label, heading in zip(axes.get_yticklabels(), table["difference"].isna(), strict=True):
        label.set_fontweight("bold" if heading and len(table) > 1 and "heading" in table else "normal")
    return figure


def heading(words: str) -> dict[str, Any]:
    """A forest's line that names those below it."""
    nan = float("nan")
    return {"label": words, "difference": nan, "low": nan, "high": nan, "verdict": "", "heading": 1.0, "place": -1}


def said(table: pd.DataFrame) -> str:
    """A forest's differences in words, for those who cannot see it; headings have none."""
    return "; ".join(f"{row['label']} {row['difference']:+.1f}" for row in records(table.dropna(subset="difference")))


def _color(verdict: str) -> str:
    return {"better": style.ACCENT, "worse": style.WARN}.get(verdict, style.INK)


def _interval(axes: Axes, mean: float, low: float, high: float, y: float, color: str) -> list[Line2D]:
    left, right = axes.get_xlim()
    drawn: list[Line2D] = []
    if math.isfinite(low):
        drawn += axes.plot([low, high], [y, y], color=color, linewidth=1.6, solid_capstyle="butt")
    if low < left:
        drawn += style.beyond(axes, left, y, "<", color)
    if high > right:
        drawn += style.beyond(axes, right, y, ">", color)
    face = color if math.isfinite(low) else "none"
    return drawn + axes.plot([mean], [y], "o", color=color, markersize=5.5, markerfacecolor=face)


def cut(table: pd.DataFrame, broad: bool = False) -> bool:
    """Whether an interval of the forest goes on beyond its axis."""
    low, high = (BROADER * limit if broad else limit for limit in reach(table))
    return bool((table["low"] < low).any() or (table["high"] > high).any())


def reach(table: pd.DataFrame) -> tuple[float, float]:
    """The x axis follows the differences; intervals of two or three seeds can be many times wider and run out."""
    means = table["difference"].dropna()
    if means.empty:
        return -1.0, 1.0
    ends = pd.concat([table["low"], table["high"]]).dropna()
    low, high = min(means.min(), 0.0), max(means.max(), 0.0)
    reach = 1.2 * max(high - low, 2.0)
    inside = ends[(ends > low - reach) & (ends < high + reach)]
    low, high = min(low, inside.min() if len(inside) else low), max(high, inside.max() if len(inside) else high)
    room = 0.06 * (high - low) + 0.4
    return low - room, high + room


def _stretch(axes: Axes, linear: float) -> None:
    """Linear up to +-`linear` points, logarithmic beyond, with ticks that say so."""
    low, high = axes.get_xlim()
    limits = (BROADER * low, BROADER * high)
    axes.set_xscale("symlog", linthresh=linear, linscale=0.9)
    axes.set_xlim(limits)
    fine, coarse = (1, 2, 5, 10, 20, 50, 100), (1, 3, 10, 30, 100)
    steps = [step for step in (coarse if max(-low, high) > 40 else fine) if step >= linear / 2]
    ticks = [tick for tick in (*(-step for step in reversed(steps)), 0, *steps) if limits[0] <= tick <= limits[1]]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tick, _: f"{tick:+g}".replace("-", "−") if tick else "0"))


def ranking(table: pd.DataFrame, x_title: str, broad: bool = False) -> Figure:
    """Bars with intervals, the largest first: columns label, mean, low, high and, as a mark, `noise`."""
    table = table.sort_values("mean", ascending=False, kind="stable")
    left = style.text_width(list(table["label"])) + 0.25
    width = style.BROAD if broad else style.WIDTH
    figure, axes = style.canvas(height=0.34 * len(table) + 0.85, left=left, top=0.1, bottom=0.6, width=width)
    sns.barplot(
        table, x="mean", y="label", color=style.ACCENT, alpha=0.75, saturation=1, width=0.55, errorbar=None, ax=axes
    )
    for y, (_, line) in enumerate(table.iterrows()):
        if math.isfinite(line["low"]):
            axes.plot([line["low"], line["high"]], [y, y], color=style.INK, linewidth=1.4)
        if math.isfinite(line.get("noise", math.nan)):
            axes.plot([line["noise"]] * 2, [y - 0.36, y + 0.36], color=style.WARN, linewidth=1.6)
    style.grid_along_x(axes)
    axes.set_xlim(left=min(0.0, float(table["mean"].min()) * 1.1))
    style.titles(axes, x_title)
    return figure


def heatmap(
    table: pd.DataFrame,
    x_title: str,
    y_title: str,
    scale: float = 100.0,
    form: str = ".1f",
    broad: bool = False,
) -> Figure:
    """A number a cell, in `scale` of the table's; empty cells have no result."""
    width = style.BROAD if broad else style.WIDTH
    rows, columns = style.names(table.index), style.names(table.columns)
    left = style.text_width(rows) + 0.3
    slanted = style.text_width(columns) > (width - left - 0.2) / max(len(columns), 1)
    bottom = 0.55 + (0.8 * style.text_width(columns) if slanted else 0)
    figure, axes = style.canvas(height=0.36 * len(table) + 0.4 + bottom, left=left, bottom=bottom, width=width)
    sns.heatmap(
        table.astype(float) * scale,
        annot=True,
        fmt=form,
        cmap="viridis",
        cbar=False,
        ax=axes,
        linewidths=1,
        linecolor=style.PAPER,
        annot_kws={"fontsize": 8.5},
        xticklabels=columns,
        yticklabels=rows,
    )
    axes.tick_params(left=False, bottom=False)
    axes.set_yticklabels(axes.get_yticklabels(), rotation=0)
    axes.set_xticklabels(
        axes.get_xticklabels(),
        rotation=40 if slanted else 0,
        ha="right" if slanted else "center",
        rotation_mode="anchor" if slanted else None,
    )
    axes.grid(visible=False)
    style.titles(axes, x_title, y_title)
    return figure
