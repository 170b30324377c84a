"""Where the values of a study ended: every seed as a point, the mean with its interval."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from analysis.figures import style
from analysis.numbers.frames import records
from analysis.numbers.reading import Row

MOST_POINTS = 30  # seeds drawn a value; the means and intervals use all
MEAN_PLACE = 0.2  # of a value's mean, right of its middle, in steps between values
SEEDS_WIDTH = 0.28  # of the room for a value's seeds, which begins as far to the left


def outcomes(
    results: pd.DataFrame,
    means: pd.DataFrame,
    values: Sequence[str],
    numbers: Sequence[float] | None,
    x_title: str,
    y_title: str,
    share: bool = True,
) -> Figure:
    """Final validation accuracy by value.

    Args:
        results: rows with `value`, `seed`, `val_acc`; only those with a result.
        means: a row a value: `value`, `n`, `val_acc`, `val_acc_low`, `val_acc_high` (`summary.value_table`).
        values: the labels, in order.
        numbers: the values on a logarithmic axis, 0 allowed (it stands one step left of the rest); None for names.
        share: False for another metric than an accuracy, which may lie outside 0 to 1.
    """
    shown = [value for value in values if (results["value"] == value).any()]
    places = dict(zip(values, positions(values, numbers), strict=True))
    drawn = results[results["value"].isin(shown)].groupby("value", sort=False).head(MOST_POINTS)
    wide = style.text_width(style.names(values))
    slanted = numbers is None and wide > 3.9 / max(len(values), 1)
    figure, axes = style.canvas(
        bottom=0.62 + (0.62 * wide if slanted else 0), height=style.HEIGHT + (0.5 if slanted else 0)
    )
    style.titles(axes, x_title, y_title)
    label_places(axes, values, [places[value] for value in values], slanted)
    axes.set_ylim(reach(results, share))
    if share:
        style.percents(axes.yaxis)
    step = float(min(np.diff(sorted(set(places.values()))), default=1.0))
    x = drawn["value"].map(places).astype(float) + step * spread(drawn)
    for value, rows in drawn["val_acc"].groupby(drawn["value"], sort=False):
        # No seed lies beyond the limits, but one at 100 % lies on them.
        dots = axes.scatter(x[rows.index], rows, color=style.ACCENT, alpha=0.75, s=26, linewidth=0, clip_on=False)
        style.of_value(values.index(str(value)), dots)
    for row in records(means[means["n"] > 1]):
        place = places[row["value"]] + MEAN_PLACE * step
        style.of_value(values.index(row["value"]), *_mean(axes, place, row))
    for place, named in enumerate(axes.get_xticklabels()):
        style.of_value(place, named)
    return figure


def _mean(axes: Axes, x: float, row: Row) -> list[Line2D]:
    low, high = axes.get_ylim()
    least, most = row["val_acc_low"], row["val_acc_high"]
    drawn = axes.plot([x, x], [max(least, low), min(most, high)], color=style.INK, linewidth=1.5, solid_capstyle="butt")
    drawn += axes.plot([x], [row["val_acc"]], "o", color=style.INK, markersize=5, clip_on=False)
    if least < low:
        drawn += style.beyond(axes, x, low, "v", style.INK)
    if most > high:
        drawn += style.beyond(axes, x, high, "^", style.INK)
    return drawn


def cut(results: pd.DataFrame, means: pd.DataFrame, share: bool = True) -> bool:
    """Whether an interval goes on beyond the axis."""
    low, high = reach(results, share)
    return bool((means["val_acc_low"] < low).any() or (means["val_acc_high"] > high).any())


def reach(results: pd.DataFrame, share: bool = True) -> tuple[float, float]:
    """The y axis follows the seeds; an interval of two that disagree would flatten them all."""
    low, high = float(results["val_acc"].min()), float(results["val_acc"].max())
    room = 0.25 * (high - low) or 0.02
    return (max(low - room, 0), min(high + room, 1)) if share else (low - room, high + room)


def positions(values: Sequence[str], numbers: Sequence[float] | None) -> list[float]:
    """Where the values stand: evenly for names, at log10 for numbers, so that equal ratios are equal steps.

    Zero has no logarithm: it stands as far left of the smallest number as the closest pair is apart.
    """
    if numbers is None:
        return [float(place) for place in range(len(values))]
    logs = sorted({float(np.log10(number)) for number in numbers if number > 0})
    step = min(np.diff(logs), default=1.0)
    lowest = min(logs, default=0.0)
    return [float(np.log10(number)) if number > 0 else lowest - step for number in numbers]


def spread(drawn: pd.DataFrame) -> "pd.Series[float]":
    """Shifts for the seeds of a value, in steps between values: side by side, left of the mean, which hides none.

    The same for a seed everywhere, so pairs can be followed.
    """
    order = drawn["seed"].rank(method="dense") - 1
    last = float(order.max())
    return order / last * SEEDS_WIDTH - MEAN_PLACE if last else order * 0.0


def label_places(axes: Axes, values: Sequence[str], places: Sequence[float], slanted: bool) -> None:
    axes.xaxis.set_major_locator(FixedLocator(list(places)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticklabels(
        style.names(values),
        rotation=35 if slanted else 0,
        ha="right" if slanted else "center",
        rotation_mode="anchor" if slanted else None,
    )
    room = 0.5 * float(min(np.diff(sorted(set(places))), default=1.0))
    axes.set_xlim(min(places) - room, max(places) + room)
