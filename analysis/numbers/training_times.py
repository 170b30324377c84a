"""Training times: what a time is, and when times are compared. The only place that says so. Pure.

- An epoch's time is the median over a run's epochs: one that other work slowed down does not move it. The first epoch
  after training begins or goes on is left out, because the network is built and traced in it; it counts only where
  there is no other and the record keeps tracing apart.
- Times are compared only between runs trained alike: the same machine, versions, threads and number of workers, and
  equally many cores wanted by other work. A run that does not say all of that is compared with none; nor is one that
  went on later, because its record describes the last part alone.
- They are compared seed by seed, as ratios. A claim needs its whole 95 % interval to be faster than FASTER.
"""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.numbers import statistics

FASTER = 0.9  # the share of the other's time, at most, that counts as faster
ALIKE = ("cpu", "device", "tensorflow", "onednn", "threads", "workers")  # of a run's environment


def epoch_seconds(seconds: Sequence[float], begun: Container[int] = (0,), traced_apart: bool = False) -> float:
    """The usual seconds of an epoch; NaN where none of them counts.

    Args:
        seconds: of a run's epochs, in order.
        begun: how many epochs were stored each time that training began.
    """
    later = [took for stored, took in enumerate(seconds) if stored not in begun]
    counted = later or (seconds if traced_apart else ())
    return float(np.median(counted)) if len(counted) else math.nan


def conditions(record: Mapping[str, Any]) -> str | None:
    """What runs must share to be compared in time; None where the record does not say it all."""
    environment = record.get("environment") or {}
    known = {**{name: environment.get(name) for name in ALIKE}, "busy cores": _wanted_by_others(record)}
    beginnings = record.get("begun")
    if None in known.values() or (isinstance(beginnings, list) and len(beginnings) > 1):
        return None
    return "; ".join(f"{name} {value}" for name, value in known.items())


def _wanted_by_others(record: Mapping[str, Any]) -> int | None:
    """The whole cores that other work wanted: the machine's load, where it was higher, without our own threads."""
    try:
        own: int = record["environment"]["threads"] * record["environment"]["workers"]
        load: float = max(record["load"])
        return max(0, math.floor(load - own))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def comparable(found: "pd.Series[str]") -> bool:
    """Whether all these runs' conditions are known and the same."""
    return len(found) > 0 and bool(found.notna().all()) and found.nunique() == 1


@dataclass(frozen=True)
class Saving:
    """How much less time one value takes than another, in percent, with its 95 % interval over `seeds`."""

    percent: float
    low: float
    high: float
    seeds: int

    @property
    def is_sure(self) -> bool:
        """Whether the whole interval is faster than FASTER."""
        return self.seeds > 1 and self.low >= 100 * (1 - FASTER)


def saving(seconds: Sequence[float], others: Sequence[float]) -> Saving:
    """The times of a value against those of another, seed by seed (equal lengths, same order)."""
    found = statistics.paired(_logs(seconds), _logs(others)).estimate
    less, low, high = (100 * (1 - math.exp(ratio)) for ratio in (found.mean, found.high, found.low))
    return Saving(less, low, high, found.n)


def _logs(seconds: Sequence[float]) -> list[float]:
    return [math.log(one) if one > 0 else math.nan for one in seconds]
