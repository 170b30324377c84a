"""The cells of the tables beside the original, in one language. Pure."""

import math
from collections.abc import Callable

from analysis.numbers.statistics import Estimate
from analysis.text.text import Text
from studies.system.formats import percent, points
from tools.chapter6.judged import Judged
from tools.chapter6.words import Words


def verdict(one: Judged, said: Words, text: Text) -> str:
    """The word, and why."""
    if one.verdict == "reference":
        return said["reference"]
    cause = said[f"cause_{one.published.cause}"] if one.published.cause else ""
    why = text.word("semicolon").join(filter(None, (said[f"reason_{one.reason}"], cause)))
    word = f"**{said[one.verdict]}**"
    return f"{word}: {why}" if why else word


def interval(ours: Estimate, said: Words) -> str:
    """A mean with its interval, where there is one."""
    if math.isnan(ours.low):
        return dash(ours.mean, percent)
    low, high = f"{100 * ours.low:.1f}", f"{100 * ours.high:.1f}"
    return said["interval"].format(mean=percent(ours.mean), low=low, high=high)


def between(one: Judged, said: Words) -> str:
    """Where one run more would lie, in points from the baseline."""
    if one.verdict == "reference" or math.isnan(one.low):
        return "–"
    return said["between"].format(low=points(one.low), high=points(one.high))


def dash(number: float, form: Callable[[float], str]) -> str:
    return "–" if math.isnan(number) else form(number)


def tau(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")
