"""One thing a study shows, as data: the rule that found it, its numbers and the figure that shows it.

The sentences come from `analysis.text`, in every language. A number's name ends in its unit: `_acc` is an
accuracy (0..1), `_points` percentage points; `_seconds`, `_percent` and `_loss` speak for themselves; the rest are
counts, epochs and names. No rule claims a cause: each states what was measured.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.numbers.evidence import Evidence


@dataclass(frozen=True)
class Finding:
    """What `rule` found, about `value` where it is about one."""

    rule: str
    study: str  # empty for what a whole chapter shows
    value: str | None
    numbers: dict[str, Any]
    figure: str | None  # a specification's name, within its study


Rule = Callable[[Evidence], Iterator[Finding]]


def finding(evidence: Evidence, rule: str, value: str | None, numbers: dict[str, Any], figure: str | None) -> Finding:
    """A finding of the study that `evidence` is of."""
    return Finding(rule, evidence.study["name"], value, {name: plain(one) for name, one in numbers.items()}, figure)


def plain(number: Any) -> Any:
    """A number in JSON's own types: no numpy, and None for NaN and infinity."""
    if isinstance(number, np.generic):
        number = number.item()
    return None if isinstance(number, float) and not math.isfinite(number) else number
