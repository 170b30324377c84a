"""The best model on the test set: recall by class and reliability. (Its confusion matrix is an `effects.heatmap`.)"""

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from studies.system import formats


def recall(table: pd.DataFrame, x_title: str) -> Figure:
    """The share of each class that was recognised: columns label, recall."""
    labels = style.names(table["label"])
    left = style.text_width(labels) + 0.25
    figure, axes = style.canvas(height=0.28 * len(table) + 0.8, left=left, right=0.65, top=0.1, bottom=0.58)
    axes.barh(range(len(table)), table["recall"], color=style.ACCENT, alpha=0.75, height=0.6)
    axes.set_yticks(range(len(table)), labels)
    axes.set_ylim(len(table) - 0.5, -0.5)
    for place, share in enumerate(table["recall"]):
        axes.annotate(
            formats.percent(share), (share, place), (4, 0), textcoords="offset points", va="center", fontsize=8.5
        )
    axes.set_xlim(0, 1)
    style.grid_along_x(axes)
    style.percents(axes.xaxis)
    style.titles(axes, x_title)
    return figure


def reliability(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """Accuracy by the model's own confidence: columns confidence, accuracy, count. On the diagonal it is honest."""
    table = table[table["count"] > 0].sort_values("confidence")
    figure, axes = style.canvas()
    axes.plot([0, 1], [0, 1], color=style.FAINT, linewidth=0.8, linestyle="--")
    sizes = 20 + 160 * table["count"] / max(float(table["count"].max()), 1.0)
    axes.plot(table["confidence"], table["accuracy"], color=style.ACCENT, linewidth=1.4)
    axes.scatter(table["confidence"], table["accuracy"], s=sizes, color=style.ACCENT, alpha=0.8, linewidth=0)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    style.percents(axes.xaxis)
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    return figure
