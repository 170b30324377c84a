"""Joint tuning: how the search went, which configurations it tried, which dimensions mattered."""

from collections.abc import Sequence

import matplotlib
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures import style

PLATE = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.2, "alpha": 0.85}  # behind what lines would cross
MOST_TRIALS = 150  # lines drawn in the parallel coordinates: the best ones


def search_history(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """Accuracy by trial and the best so far: columns number, val_acc."""
    figure, axes = style.canvas()
    sns.scatterplot(table, x="number", y="val_acc", color=style.FAINT, s=24, linewidth=0, alpha=0.7, ax=axes)
    best = table["val_acc"].cummax()
    axes.step(table["number"], best, where="post", color=style.ACCENT, linewidth=1.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.yaxis.set_major_formatter(FuncFormatter(style.percent))
    style.titles(axes, x_title, y_title)
    return figure


def parallel(table: pd.DataFrame, names: Sequence[str], titles: Sequence[str], labels: dict[str, list[str]]) -> Figure:
    """A line a trial across its values, coloured by accuracy, the best drawn last and thick.

    Args:
        table: columns `names`, each as places 0..1 (`places`), and val_acc.
        labels: what stands along each axis, evenly spaced from 0 to 1.
    """
    table = table.nlargest(MOST_TRIALS, "val_acc").iloc[::-1]
    figure, axes = style.canvas(width=style.BROAD, height=3.9, left=0.5, right=0.9, bottom=0.25, top=0.75)
    colors = matplotlib.colormaps["viridis"](_unit(table["val_acc"].to_numpy(float)))
    for color, (_, line) in zip(colors, table.iterrows(), strict=True):
        axes.plot(range(len(names)), [line[name] for name in names], color=color, linewidth=1, alpha=0.7)
    axes.lines[-1].set(linewidth=2.8, color=style.WARN, alpha=1)
    axes.set(xlim=(0, max(len(names) - 1, 1)), ylim=(-0.04, 1.04), yticks=[], xticks=[])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    for place, (name, title) in enumerate(zip(names, titles, strict=True)):
        axes.axvline(place, color=style.FAINT, linewidth=0.8)
        axes.text(place, 1.13 + 0.09 * (place % 2), title, ha="center", fontsize=8.5, color=style.FAINT)
        shown = labels[name]
        for step, text in enumerate(shown):
            y = step / max(len(shown) - 1, 1)
            axes.text(place + 0.04, y, text, fontsize=7.5, va="center", bbox=PLATE)
    return figure


def _unit(values: np.ndarray) -> np.ndarray:
    span = float(values.max() - values.min()) or 1.0
    return (values - values.min()) / span
