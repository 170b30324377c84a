"""When a run was trained, by the clock on the wall. Pure.

A record keeps its beginnings: how many epochs were stored when training began, and when that was.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from studies.system import form

Begun = Mapping[int, float]  # stored epochs -> seconds since 1970


def begun(record: Mapping[str, Any], seconds: Sequence[float]) -> Begun:
    """A record's beginnings. An old one has none: it began as long before its last word as its epochs took."""
    told = record.get("begun")
    if told and form.sequence(_is_one)(told):
        return {stored: float(when) for stored, when in told}
    return {0: _updated(record) - sum(seconds)}


def _is_one(beginning: Any) -> bool:
    """Whether it says how many epochs were stored, and when that was."""
    pair = form.sequence(form.number)(beginning) and len(beginning) == 2
    return pair and form.count(beginning[0])


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
