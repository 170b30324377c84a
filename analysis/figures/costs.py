"""What a value costs and where it breaks: the gap to the training set, time against accuracy, divergence."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures import style
from analysis.numbers.frames import records

MOST_LABELS = 12  # points named in the scatter
NEAR = 0.8  # times that all lie above this share of the longest are not spread over the whole axis


def gap(table: pd.DataFrame, x_title: str, training: str, validation: str) -> Figure:
    """Training and validation accuracy of every value, joined by the gap between them (`summary.value_table`)."""
    table = table[table["n"] > 0]
    left = style.text_width(list(table["value"])) + 0.25
    figure, axes = style.canvas(height=0.3 * len(table) + 0.95, left=left, top=0.1, bottom=0.58)
    rows = range(len(table) - 1, -1, -1)
    axes.set_yticks(list(rows), list(table["value"]))
    ends: list[Line2D] = []
    for place, y, named in zip(table.index, rows, axes.get_yticklabels(), strict=True):
        validated, trained = table.loc[place, "val_acc"], table.loc[place, "tra_acc"]
        between = axes.plot([validated, trained], [y, y], color=style.GRID, linewidth=5, solid_capstyle="butt")
        ends = axes.plot([validated], [y], "o", color=style.ACCENT, markersize=6)
        ends += axes.plot([trained], [y], "o", color=style.INK, markersize=6, markerfacecolor=style.PAPER)
        style.of_value(place, *between, *ends, named)
    axes.set_ylim(-0.6, len(table) - 0.4)
    style.grid_along_x(axes)
    axes.margins(x=0.08)
    style.percents(axes.xaxis)
    style.titles(axes, x_title)
    style.legend(figure, axes, ends, [validation, training])
    return figure


def time_against_accuracy(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """Mean training time and accuracy by value, each with its interval (`summary.value_table`).

    The axes follow the means: intervals of two or three seeds can be many times wider and run out.
    """
    table = table[(table["n"] > 0) & table["time"].notna()]
    figure, axes = style.canvas(right=0.3)
    for place, line in zip(table.index, records(table), strict=True):
        style.of_value(place, axes.scatter(line["time"], line["val_acc"], color=style.ACCENT, s=42, linewidth=0))
    axes.margins(x=0.12, y=0.16)
    axes.autoscale_view()
    longest = float(table["time"].max())
    if table["time"].min() > NEAR * longest:  # differences of a few percent are the machine's, and should look small
        middle = (float(table["time"].min()) + longest) / 2
        axes.set_xlim(NEAR * middle, (2 - NEAR) * middle)
    limits = {"xlim": axes.get_xlim(), "ylim": axes.get_ylim()}
    for place, line in zip(table.index, records(table), strict=True):
        x, y = [line["time"]] * 2, [line["val_acc"]] * 2
        cross = axes.plot([line["time_low"], line["time_high"]], y, color=style.FAINT, linewidth=1, zorder=0)
        cross += axes.plot(x, [line["val_acc_low"], line["val_acc_high"]], color=style.FAINT, linewidth=1, zorder=0)
        style.of_value(place, *cross)
    axes.set(**limits)
    _name(figure, axes, table.nlargest(MOST_LABELS, "val_acc", keep="first"))
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    return figure


def _name(figure: Figure, axes: Axes, table: pd.DataFrame) -> None:
    """Names beside the points, each in the first of eight places where it covers neither a point nor a name."""
    trans = axes.transData
    points = [trans.transform(pair) for pair in zip(table["time"], table["val_acc"], strict=True)]
    scale = 72 / figure.dpi
    dots = [(x * scale - 4, y * scale - 4, x * scale + 4, y * scale + 4) for x, y in points]
    taken = list(dots)
    limit = figure.get_figwidth() * 72
    for (x, y), name, place in zip(points, table["value"], table.index, strict=True):
        width = style.text_width([name], 8.5) * 72
        for dx, dy in (
            (-width / 2, 7),
            (-width / 2, -14),
            (6, 4),
            (-width - 6, 4),
            (6, -11),
            (-width - 6, -11),
            (-width / 2, 18),
            (-width / 2, -25),
        ):
            left, low = x * scale + dx, y * scale + dy
            box = (left, low, left + width, low + 9)
            if left > 40 and box[2] < limit and not any(_overlap(box, other) for other in taken):
                said = axes.annotate(
                    name, tuple(trans.inverted().transform((x, y))), (dx, dy), textcoords="offset points", fontsize=8.5
                )
                style.of_value(place, said)
                taken.append(box)
                break


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shares(table: pd.DataFrame, x_title: str, y_title: str) -> Figure:
    """The share of a value's runs that diverged, with the counts above the bars."""
    figure, axes = style.canvas()
    share = table["diverged"] / table["runs"]
    sns.barplot(x=table["value"], y=share, color=style.WARN, alpha=0.8, saturation=1, width=0.5, errorbar=None, ax=axes)
    bars = zip(axes.patches, axes.get_xticklabels(), share, table["diverged"], table["runs"], strict=True)
    for place, (bar, named, height, k, n) in enumerate(bars):
        at = (place, height)
        said = axes.annotate(f"{k} / {n}", at, (0, 3), textcoords="offset points", ha="center", fontsize=8.5)
        style.of_value(place, bar, named, said)
    axes.set_ylim(0, 1.08)
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    return figure
