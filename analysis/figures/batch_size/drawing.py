"""The batch size read at equal epochs, updates and time; and the updates that it takes to an accuracy."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator

from analysis.figures import style

APART = 0.12  # steps between two readings of one value


def equal(readings: Mapping[str, pd.DataFrame], values: Sequence[str], x_title: str, y_title: str) -> Figure:
    """A line a reading over the batch sizes, with the interval of each mean (`curves.equal.equal_table`)."""
    figure, axes = style.canvas()
    lines = []
    for number, (color, table) in enumerate(zip(style.palette(len(readings), False), readings.values(), strict=True)):
        shift = APART * (number - (len(readings) - 1) / 2)
        known = [value for value in values if (table["value"] == value).any()]
        rows = table.set_index("value").loc[known]
        x = [values.index(value) + shift for value in known]
        lines += axes.plot(x, rows["mean"], "o-", color=color, markersize=5)
        axes.vlines(x, rows["low"], rows["high"], color=color, linewidth=1, alpha=0.6)
    means = pd.concat([table["mean"] for table in readings.values()])
    room = 0.25 * float(means.max() - means.min()) or 0.02
    axes.set_ylim(max(float(means.min()) - room, 0.0), min(float(means.max()) + room, 1.0))
    axes.set_xticks(range(len(values)), list(values))
    style.percents(axes.yaxis)
    style.titles(axes, x_title, y_title)
    style.legend(figure, axes, lines, list(readings))
    return figure


def steps(table: pd.DataFrame, values: Sequence[str], x_title: str, y_title: str) -> Figure:
    """Updates to an accuracy by batch size, both logarithmic, and the line on which twice the batch needs half of them.

    Args:
        table: batch (ascending) and updates, of those that came there.
    """
    figure, axes = style.canvas(left=0.75)
    batches, updates = table["batch"].to_numpy(float), table["updates"].to_numpy(float)
    axes.plot(batches, updates[0] * batches[0] / batches, color=style.FAINT, linewidth=1, linestyle=(0, (4, 3)))
    axes.plot(batches, updates, color=style.ACCENT)
    for value, batch, count in zip(table["value"], batches, updates, strict=True):
        style.of_value(values.index(value), *axes.plot([batch], [count], "o", color=style.ACCENT, markersize=6))
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis, ticks in ((axes.xaxis, batches), (axes.yaxis, sorted(set(updates)))):
        axis.set_major_locator(FixedLocator(list(ticks)))
        axis.set_major_formatter(lambda number, _: f"{number:,.0f}")
        axis.set_minor_locator(NullLocator())
    style.titles(axes, x_title, y_title)
    return figure
