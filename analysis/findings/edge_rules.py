"""Rules about the ends of a numeric study: whether the best value stands at its edge, and where it hardly matters."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.findings import advice
from analysis.findings.finding import Finding, finding
from analysis.findings.run_rules import overfitting
from analysis.numbers import statistics
from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import POINT
from studies.plan.study_record import training_pictures


@dataclass(frozen=True)
class TriedValue:
    """A value of the range: as it is written, as a number, and the mean validation accuracy (0..1) it reached."""

    value: str
    number: float
    accuracy: float


def edge(evidence: Evidence) -> Iterator[Finding]:
    """Says that the best value stands at the end of the range, far enough ahead of its neighbour to look beyond it.

    Silent where the lead is one that counts as no difference; where the best value did not learn in every seed; where
    nothing lies beyond (no L2 at all; a batch of all pictures); and where the longest training overfits.
    """
    order = places(evidence)
    if len(order) < 3:
        return
    best = max(order, key=lambda place: place.accuracy)
    neighbour = {order[0]: order[1], order[-1]: order[-2]}.get(best)
    value = _beyond(evidence, best, neighbour) if neighbour else None
    if neighbour is None or value is None or best.value not in set(evidence.learned["value"]):
        return
    lead = evidence.difference(best.value, neighbour.value).estimate
    if lead.mean > _no_difference(evidence, lead.n):
        numbers: dict[str, Any] = {
            "neighbour": neighbour.value,
            "best_acc": best.accuracy,
            "lead_points": lead.mean / POINT,
            "low_points": lead.low / POINT,
            "high_points": lead.high / POINT,
            "beyond": value,
            "side": "low" if best is order[0] else "high",
            "command": advice.study_command(evidence.study, advice.seeds_of(evidence.study, [best.value]), [value]),
        }
        yield finding(evidence, "edge" if lead.n > 1 else "edge_single", best.value, numbers, "outcomes")


def _no_difference(evidence: Evidence, seeds: int) -> float:
    """The largest lead (0..1) that counts as none: the band; with one seed, what the validation pictures leave open."""
    low, high = statistics.wilson(float(evidence.results["val_acc"].max()), evidence.pictures)
    return max(evidence.band * POINT, 0.0 if seeds > 1 or math.isnan(low) else (high - low) / 2)


def _beyond(evidence: Evidence, best: TriedValue, neighbour: TriedValue) -> str | None:
    dimension = evidence.dimension
    assert dimension is not None
    larger = best.number > neighbour.number
    if larger and dimension.name == "epochs" and any(one.value == best.value for one in overfitting(evidence)):
        return None
    pictures = training_pictures(evidence.study)
    if larger and dimension.name == "batch_size" and pictures and best.number >= pictures:
        return None
    value = advice.beyond(dimension, best.number, neighbour.number)
    return None if value in evidence.values else value  # it was asked for, and has no result yet


def plateau(evidence: Evidence) -> Iterator[Finding]:
    """Finds three or more neighbouring values, the best among them, that surely differ from it by less than the band.

    Silent where the best did not learn: values that all guess are alike.
    """
    order = places(evidence)
    if len(order) < 3:
        return
    best = max(range(len(order)), key=lambda place: order[place].accuracy)
    if order[best].value not in set(evidence.learned["value"]):
        return
    flat = [
        place == best or _within(evidence.difference(order[place].value, order[best].value), evidence.band)
        for place in range(len(order))
    ]
    first = last = best
    while first > 0 and flat[first - 1]:
        first -= 1
    while last < len(order) - 1 and flat[last + 1]:
        last += 1
    if last - first >= 2:
        accuracies = [place.accuracy for place in order[first : last + 1]]
        numbers = {
            "first": order[first].value,
            "last": order[last].value,
            "values": last - first + 1,
            "band": evidence.band,
            "range_points": (max(accuracies) - min(accuracies)) / POINT,
        }
        yield finding(evidence, "plateau", order[best].value, numbers, "outcomes")


def places(evidence: Evidence) -> list[TriedValue]:
    """The values with results of a numeric study, from the smallest; empty for names."""
    if evidence.numbers is None:
        return []
    means = dict(zip(evidence.results["value"], evidence.results["val_acc"], strict=True))
    pairs = zip(evidence.values, evidence.numbers, strict=True)
    return [TriedValue(value, number, float(means[value])) for value, number in pairs if value in means]


def _within(compared: statistics.Comparison, band: float) -> bool:
    found = compared.estimate
    return found.n > 1 and -band * POINT <= found.low and found.high <= band * POINT
