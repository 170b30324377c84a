"""What transfers, dimension by dimension: the best values, their verdicts, and what one's best would cost in the other.

A best value transfers where the other part says so, not where the names agree: its own best is the same value
and the verdicts of one of the two set it apart, or it lies within the band of the other's best. It does not where its
whole interval lies below the other's best. All else is open. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.numbers.effect_tables import effect_range_table
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.summary import POINT

TRANSFERS, FAILS, OPEN, UNKNOWN = "transfers", "fails", "open", "unknown"
CLEAR = {"better": 1, "worse": -1, "equivalent": 0}


@dataclass(frozen=True)
class Side:
    """A dimension in one part: its best value, what that reached (0..1), its verdict, and how far the dimension moved
    the accuracy (points, with limits; NaN where fewer than two values learned)."""

    best: str
    accuracy: float
    verdict: str
    seeds: int
    effect: tuple[float, float, float]


@dataclass(frozen=True)
class Shared:
    """A dimension that both parts studied.

    Attributes:
        cost: the first's best against the second's own best, in the second, in points with limits; NaN where the second
            does not have it, or has it once.
        transfers: TRANSFERS, FAILS, OPEN, or UNKNOWN where the second does not have the value.
        agree: the values on which both verdicts are clear and the same.
        differ: the values on which both are clear and not the same.
        common: the values that both have, but for references.
    """

    dimension: str
    first: Side
    second: Side
    cost: tuple[float, float, float]
    transfers: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    common: tuple[str, ...]


def shared(first: Sequence[Evidence], second: Sequence[Evidence]) -> list[Shared]:
    """Every dimension that both parts have results of, in the first's order."""
    ones, others = _by_dimension(first), _by_dimension(second)
    effects = [_effects(part) for part in (first, second)]
    return [_compared(name, ones[name], others[name], effects) for name in ones if name in others]


def _by_dimension(evidences: Iterable[Evidence]) -> dict[str, Evidence]:
    return {one.dimension.name: one for one in evidences if one.dimension is not None and not one.results.empty}


def _effects(evidences: Sequence[Evidence]) -> dict[str, tuple[float, float, float]]:
    table = effect_range_table(evidences)
    return {row["dimension"]: (row["mean"], row["low"], row["high"]) for row in records(table)}


def _compared(name: str, one: Evidence, other: Evidence, effects: Sequence[dict[str, Any]]) -> Shared:
    sides = [_side(evidence, known.get(name)) for evidence, known in zip((one, other), effects, strict=True)]
    verdicts = [_verdicts(evidence) for evidence in (one, other)]
    common = [value for value in verdicts[0] if value in verdicts[1]]
    clear = [value for value in common if all(each[value] in CLEAR for each in verdicts)]
    agree = [value for value in clear if verdicts[0][value] == verdicts[1][value]]
    cost, transfers = _cost(other, sides[0].best, sides[1].best)
    if sides[0].best == sides[1].best and not any(map(_established, sides, verdicts)):
        transfers = OPEN  # the highest of means that nothing tells apart is nobody's best
    differ = [value for value in clear if value not in agree]
    return Shared(name, sides[0], sides[1], cost, transfers, tuple(agree), tuple(differ), tuple(common))


def _established(side: Side, verdicts: Mapping[str, str]) -> bool:
    """Whether the part's best is clearly better than the reference; or it is the reference, and a value is worse."""
    return side.verdict == "better" or (side.verdict == "reference" and "worse" in verdicts.values())


def _side(evidence: Evidence, effect: tuple[float, float, float] | None) -> Side:
    best = records(evidence.results.nlargest(1, "val_acc"))[0]
    nothing = (float("nan"),) * 3
    verdict = str(best.get("verdict", "none"))
    return Side(str(best["value"]), float(best["val_acc"]), verdict, int(best["n"]), effect or nothing)


def _verdicts(evidence: Evidence) -> dict[str, str]:
    """By value that is not the reference."""
    if "verdict" not in evidence.results:
        return {}
    told = dict(zip(evidence.results["value"], evidence.results["verdict"], strict=True))
    return {str(value): str(verdict) for value, verdict in told.items() if verdict != "reference"}


def _cost(evidence: Evidence, value: str, best: str) -> tuple[tuple[float, float, float], str]:
    """What `value` costs against the evidence's own best, and whether that is none."""
    nothing = (float("nan"),) * 3
    if value == best:
        return (0.0, 0.0, 0.0), TRANSFERS
    if value not in set(evidence.results["value"]):
        return nothing, UNKNOWN
    found = evidence.difference(value, best).estimate
    if found.n < 2:
        return nothing, OPEN
    cost = (found.mean / POINT, found.low / POINT, found.high / POINT)
    if cost[1] >= -evidence.band:
        return cost, TRANSFERS
    return cost, FAILS if cost[2] < 0 else OPEN


def flat(found: Sequence[Shared], names: tuple[str, str]) -> pd.DataFrame:
    """The same as a table for a file; `names` are those of the parts."""
    rows = []
    for one in found:
        row: dict[str, Any] = {"dimension": one.dimension}
        for name, side in zip(names, (one.first, one.second), strict=True):
            row |= {f"{name} best": side.best, f"{name} val_acc": side.accuracy, f"{name} verdict": side.verdict}
            row |= {f"{name} effect{end}": e for end, e in zip(("", "_low", "_high"), side.effect, strict=True)}
        row |= {f"difference{end}": cost for end, cost in zip(("", "_low", "_high"), one.cost, strict=True)}
        row |= {"transfers": one.transfers, "common": len(one.common)}
        rows.append({**row, "agree": ", ".join(one.agree), "differ": ", ".join(one.differ)})
    return pd.DataFrame(rows)
