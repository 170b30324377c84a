"""How numbers and times are written: one form for each use. Pure.

On pages a number and its `%` stand apart, and a minus is the long one.
"""

import math
import re


def clock(seconds: float) -> str:
    """`1:02:03` or `2:03`: what is left of a running command (progress line, status)."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def rough_duration(seconds: float) -> str:
    """`41 s`, `12 min` or `3.2 h`: what a command will take (plan, budget), as exact as a forecast is."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def duration(seconds: float) -> str:
    """`0.8 s`, `42 s`, `3 min 20 s`, `2 h 05 min`: a measured time (the report's tables, sentences and figures)."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    if whole < 7200:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 run`, `3 runs`, `2 studies`: so many of a thing, in a command's line."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(share: float, digits: int = 1) -> str:
    """`62.1 %` for 0.621: an accuracy or another share on a page, in a figure, in the window."""
    return f"{_rounded(share, digits)} %"


def plain_percent(share: float, digits: int = 1) -> str:
    """`62.1%` for 0.621: the same in plain text (a command's line, a card's Markdown, words for a screen reader)."""
    return f"{_rounded(share, digits)}%"


def _rounded(share: float, digits: int) -> str:
    """A share in percent. What is not all is not rounded to all: 0.998 is 99.8, with no digit asked for too."""
    text = f"{100 * share:.{digits}f}"
    if share < 1 and float(text) == 100:
        fine = 10 ** max(digits, 1)
        return f"{math.floor(100 * fine * share) / fine:.{max(digits, 1)}f}"
    return text


def tick(share: float, _position: object = None) -> str:
    """`62.5 %` or `60 %` for a share: along the axis of a figure, where Matplotlib passes the tick's position too."""
    return f"{100 * share:.4g} %"


def points(difference: float) -> str:
    """`+0.4` or `−7.2`: a difference in percentage points, with its sign; `−0.03` where one digit would hide that."""
    digits = 2 if 0 < abs(difference) < 0.05 else 1
    return f"{difference:+z.{digits}f}".replace("-", "−")


def loss(value: float) -> str:
    """`1.204`: a loss in the report's tables. The end of its interval may lie below 0."""
    return f"{value:.3f}".replace("-", "−")


def probability(p: float) -> str:
    """`= 0.013` or `< 0.001`: a p-value after the letter p."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def brief(value: str) -> str:
    """The text of a value with three digits of the numbers that a search has drawn (0.0031622776 becomes 0.00316)."""
    return re.sub(r"\d+\.\d{6,}(e-?\d+)?", lambda number: f"{float(number[0]):.3g}", value)


def unbroken(page: str) -> str:
    """The page, with a number on one line with its sign and with what equals it: `62 %`, `n = 3`."""
    return re.sub(r"\b([np]) = (?=\d)", "\\1\u00a0=\u00a0", page.replace(" %", "\u00a0%"))
