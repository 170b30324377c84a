"""When a run was trained, by the clock on the wall. Pure.

A record keeps its beginnings: how many epochs were stored when training began, and when that was.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Begun = Mapping[int, float]  # stored epochs -> seconds since 1970


def begun(record: Mapping[str, Any], seconds: Sequence[float]) -> Begun:
    """A record's beginnings. An old one has none: it began as long before its last word as its epochs took."""
    try:
        return {int(stored): float(when) for stored, when in record["begun"]}
    except (KeyError, TypeError, ValueError, OverflowError):
        return {0: _updated(record) - sum(seconds)}


def ends(beginnings: Begun, seconds: Sequence[float]) -> list[float]:
    """When each epoch ended, from what each took; one after the other, whatever the clock did meanwhile."""
    ended: list[float] = []
    now = min(beginnings.values(), default=0.0)
    for stored, took in enumerate(seconds):
        now = max(now, beginnings.get(stored, now)) + took
        ended.append(now)
    return ended


def _updated(record: Mapping[str, Any]) -> float:
    try:
        return datetime.fromisoformat(record["updated"]).timestamp()
    except (KeyError, TypeError, ValueError, OverflowError):
        return 0.0
