"""Joint tuning: how the search went, which configurations it tried, which dimensions mattered."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

import matplotlib
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from analysis.figures import style
from analysis.figures.curves import MOST_LINES
from studies.plan.labels import label

PLATE = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.2, "alpha": 0.85}  # behind what lines would cross
SIZE, GAP = 7.5, 3.0  # points: of the names along an axis, and between the axis and them
LEAST = 40.0  # points between two axes at least, so that titles in two rows have room
LONGEST = 12  # letters in a line
CLOSEST = 0.055  # of the axis, between two names
MOST_TICKS = 7  # of an axis of learning rates
RIGHT, POINTS = 0.9, 72  # inches beside the last axis; points an inch
Mark = tuple[float, str]  # a place from 0 to 1, and the value there
MOST_TRIALS = 150  # lines drawn in the parallel coordinates: the best ones


def search_history(table: pd.DataFrame, x_title: str, y_title: str, share: bool = True, larger: bool = True) -> Figure:
    """Accuracy, or another metric, by trial and the best so far: columns number, val_acc."""
    figure, axes = style.canvas()
    sns.scatterplot(table, x="number", y="val_acc", color=style.FAINT, s=24, linewidth=0, alpha=0.7, ax=axes)
    best = table["val_acc"].cummax() if larger else table["val_acc"].cummin()
    axes.step(table["number"], best, where="post", color=style.ACCENT, linewidth=1.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    if share:
        style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    return figure


def expected_best(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """The expected best of so many trials, with a standard deviation to each side: columns trials, best, best_sd."""
    figure, axes = style.canvas()
    low, high = table["best"] - table["best_sd"], (table["best"] + table["best_sd"]).clip(upper=1)
    axes.fill_between(table["trials"], low, high, color=style.ACCENT, alpha=0.14, linewidth=0)
    axes.plot(table["trials"], table["best"], color=style.ACCENT)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    return figure


def parallel(
    table: pd.DataFrame, names: Sequence[str], titles: Sequence[str], marks: Mapping[str, Sequence[Mark]]
) -> Figure:
    """A line a trial across its values, coloured by accuracy, the best drawn last and thick.

    Args:
        table: columns `names`, each as places 0..1, and val_acc.
        marks: the values along each axis, from below. Those too close to the one below are not named.
    """
    table = table.nlargest(MOST_TRIALS, "val_acc").iloc[::-1]
    figure, axes = style.canvas(width=style.BROAD, height=3.9, left=0.5, right=RIGHT, bottom=0.25, top=0.75)
    named = {name: [(place, _folded(text)) for place, text in _apart(marks[name])] for name in names}
    rooms = [max(_width(text) for _, text in named[name]) for name in names]
    across = _spread(rooms, (style.BROAD - 0.5 - RIGHT) * POINTS)
    colors = matplotlib.colormaps["viridis"](_unit(table["val_acc"].to_numpy(float)))
    for color, (_, line) in zip(colors, table.iterrows(), strict=True):
        axes.plot(across, [line[name] for name in names], color=color, linewidth=1, alpha=0.7)
    axes.lines[-1].set(linewidth=2.8, color=style.WARN, alpha=1)
    axes.set(xlim=(0, max(across[-1], 1)), ylim=(-0.04, 1.04), yticks=[], xticks=[])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    for number, (x, name, title) in enumerate(zip(across, names, titles, strict=True)):
        axes.axvline(x, color=style.FAINT, linewidth=0.8)
        axes.text(x, 1.13 + 0.09 * (number % 2), title, ha="center", fontsize=8.5, color=style.FAINT)
        for place, text in named[name]:
            axes.annotate(
                text, (x, place), (GAP, 0), textcoords="offset points", fontsize=SIZE, va="center", bbox=PLATE
            )
    return figure


def _spread(rooms: Sequence[float], width: float) -> list[float]:
    """Where the axes stand: each leaves room for its names before the next, and they share what is left over."""
    needed = [max(room + 3 * GAP, LEAST) for room in rooms[:-1]]
    left_over = max(0.0, width - sum(needed)) / max(len(needed), 1)
    return [0.0, *accumulate(room + left_over for room in needed)]


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks that do not cover the one below; the highest always."""
    shown: list[Mark] = []
    for place, text in marks:
        if not shown or place - shown[-1][0] >= CLOSEST:
            shown.append((place, text))
    if shown[-1] != marks[-1]:
        shown[-1] = marks[-1]
    return shown


def _folded(text: str) -> str:
    """A long name in two lines, parted near its middle where it has an underline."""
    parts = text.split("_")
    if len(text) <= LONGEST or len(parts) == 1:
        return text
    cut = min(range(1, len(parts)), key=lambda place: abs(len("_".join(parts[:place])) - len(text) / 2))
    return "_".join(parts[:cut]) + "_\n" + "_".join(parts[cut:])


def _width(text: str) -> float:
    """In points, of the longest line."""
    return max(float(TextPath((0, 0), line, size=SIZE).get_extents().width) for line in text.split("\n"))


def _unit(values: np.ndarray) -> np.ndarray:
    span = float(values.max() - values.min()) or 1.0
    unit: np.ndarray = (values - values.min()) / span
    return unit


def ladder(table: pd.DataFrame, values: Sequence[str], ordered: bool, x_title: str, y_title: str) -> Figure:
    """Accuracy by learning rate, a line a value, with a dot at the rate it chose (`tuned.choice.ladder_table`)."""
    shown = [value for value in values if (table["value"] == value).any()][:MOST_LINES]
    figure, axes = style.canvas()
    lines = []
    for value, color in zip(shown, style.palette(len(shown), ordered), strict=True):
        rows = table[table["value"] == value]
        chosen = rows[rows["chosen"]]
        lines += axes.plot(rows["rate"], rows["mean"], color=color)
        ticks = axes.plot(rows["rate"], rows["mean"], "|", color=color, markersize=5)
        dot = axes.plot(chosen["rate"], chosen["mean"], "o", color=color, markersize=6, clip_on=False)
        style.of_value(values.index(value), lines[-1], *ticks, *dot)
    axes.set_xscale("log")
    rates = sorted(set(table["rate"]))
    axes.xaxis.set_major_locator(FixedLocator(rates[:: -(-len(rates) // MOST_TICKS)]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda rate, _: label("learning_rate", float(f"{rate:.6g}"))))
    axes.xaxis.set_minor_locator(NullLocator())
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    style.legend(figure, axes, lines, shown, [values.index(value) for value in shown])
    return figure
