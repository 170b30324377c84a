"""Where the values of a study ended: every seed as a point, the mean with its interval."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from analysis import statistics
from analysis.figures import style

MOST_POINTS = 30  # seeds drawn a value; the means and intervals use all


def outcomes(
    results: pd.DataFrame, values: Sequence[str], numbers: Sequence[float] | None, x_title: str, y_title: str
) -> Figure:
    """Final validation accuracy by value.

    Args:
        results: rows with `value`, `seed`, `val_acc`; only those with a result.
        values: the labels, in order.
        numbers: the values on a logarithmic axis, 0 allowed (it stands one step left of the rest); None for names.
    """
    shown = [value for value in values if (results["value"] == value).any()]
    places = dict(zip(values, positions(values, numbers), strict=True))
    drawn = results[results["value"].isin(shown)].groupby("value", sort=False).head(MOST_POINTS)
    wide = style.text_width(style.names(values))
    slanted = numbers is None and wide > 3.9 / max(len(values), 1)
    figure, axes = style.canvas(bottom=0.62 + (0.62 * wide if slanted else 0),
                                height=style.HEIGHT + (0.5 if slanted else 0))  # fmt: skip
    x = drawn["value"].map(places).astype(float) + spread(drawn, places)
    axes.scatter(x, drawn["val_acc"], color=style.ACCENT, alpha=0.45, s=26, linewidth=0)
    for value in shown:
        found = statistics.estimate(results.loc[results["value"] == value, "val_acc"])
        error = [[found.mean - found.low], [found.high - found.mean]] if found.n > 1 else None
        axes.errorbar(places[value], found.mean, error, fmt="o", color=style.INK, markersize=5,
                      linewidth=1.5, capsize=0)  # fmt: skip
    style.titles(axes, x_title, y_title)
    label_places(axes, values, [places[value] for value in values], slanted)
    limit_to(axes, drawn["val_acc"])
    return figure


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


def spread(drawn: pd.DataFrame, places: dict[str, float]) -> "pd.Series[float]":
    """Side-by-side shifts for the seeds of a value: the same for a seed everywhere, so pairs can be followed."""
    distances = np.diff(sorted(set(places.values())))
    width = 0.28 * float(min(distances, default=1.0))
    order = drawn["seed"].rank(method="dense") - 1
    last = float(order.max())
    return (order / last - 0.5) * width if last else order * 0.0


def label_places(axes: Axes, values: Sequence[str], places: Sequence[float], slanted: bool) -> None:
    axes.xaxis.set_major_locator(FixedLocator(list(places)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticklabels(
        style.names(values), rotation=35 if slanted else 0, ha="right" if slanted else "center",
        rotation_mode="anchor" if slanted else None,
    )  # fmt: skip
    room = 0.5 * float(min(np.diff(sorted(set(places))), default=1.0))
    axes.set_xlim(min(places) - room, max(places) + room)


def limit_to(axes: Axes, shown: "pd.Series[float]") -> None:
    """The y axis follows the points; an interval of two seeds that disagree would flatten them all."""
    low, high = float(shown.min()), float(shown.max())
    room = 0.25 * (high - low) or 0.02
    axes.set_ylim(max(low - room, 0), min(high + room, 1))
    axes.yaxis.set_major_formatter(FuncFormatter(style.percent))
