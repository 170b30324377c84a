"""Rules about the values of a study: which is best, which differ, what the study could have seen."""

import math
from collections.abc import Iterator
from typing import Any

from analysis import statistics
from analysis.evidence import Evidence
from analysis.finding import Finding, finding
from analysis.frames import Record, records
from analysis.summary import POINT, has_baseline


def answer(evidence: Evidence) -> Iterator[Finding]:
    """The question's answer in one finding: the best value, and how sure its lead over the reference is."""
    if evidence.dimension is None:
        return
    table = evidence.results
    best = records(table.nlargest(1, "val_acc"))[0]
    numbers: dict[str, Any] = {
        "best_acc": best["val_acc"], "low_acc": best["val_acc_low"], "high_acc": best["val_acc_high"],
        "n": int(best["n"]), "reference": evidence.reference, "band": evidence.band,
        **{verdict: int((table["verdict"] == verdict).sum()) for verdict in ("worse", "equivalent", "undecided")},
    }  # fmt: skip
    if best["verdict"] != "reference":
        numbers |= _difference(best)
    rules = {
        "reference": "answer_reference", "better": "answer_better", "equivalent": "answer_equal",
        "undecided": "answer_open", "worse": "answer_open", "single": "answer_single", "none": "answer_alone",
    }  # fmt: skip
    rule = rules[best["verdict"]]
    if len(table) == 1:
        rule = "answer_alone"
    elif rule == "answer_reference" and (table["pairs"].max() < 2):
        rule = "answer_single"
    yield finding(evidence, rule, str(best["value"]), numbers, "outcomes")


def baseline(evidence: Evidence) -> Iterator[Finding]:
    if evidence.dimension is not None and not has_baseline(evidence.study):
        numbers = {"baseline": str(evidence.dimension.baseline)}
        yield finding(evidence, "no_baseline", evidence.reference, numbers, None)


def verdicts(evidence: Evidence) -> Iterator[Finding]:
    """clear, equivalent, undecided or single: a finding a value other than the reference."""
    names = {"better": "clear_better", "worse": "clear_worse"}
    for row in records(evidence.results) if "verdict" in evidence.results else ():
        if row["verdict"] in ("better", "worse", "equivalent", "undecided", "single"):
            numbers = {**_difference(row), "reference": evidence.reference, "band": evidence.band}
            if row["verdict"] == "undecided":
                more = row["seeds_to_decide"]
                numbers["seeds"] = int(more) if more is not None and math.isfinite(more) else None
            rule = names.get(row["verdict"], row["verdict"])
            if rule == "undecided" and numbers["seeds"] is None:
                rule = "undecided_long"
            figure = "differences" if row["pairs"] > 1 else "outcomes"
            yield finding(evidence, str(rule), row["value"], numbers, figure)


def edge(evidence: Evidence) -> Iterator[Finding]:
    """The best mean stands at the end of the range, and its lead over its neighbour is not surely negligible."""
    order = _ordered(evidence)
    if len(order) < 3:
        return
    best = max(order, key=lambda pair: pair[2])
    place = order.index(best)
    dimension = evidence.dimension
    assert dimension is not None
    if 0 < place < len(order) - 1 or (place == 0 and best[1] <= dimension.low):
        return
    neighbour = order[1] if place == 0 else order[-2]
    lead = evidence.difference(best[0], neighbour[0])
    if lead.estimate.n > 1 and lead.estimate.high <= evidence.band * POINT:
        return
    numbers = {
        "neighbour": neighbour[0], "best_acc": best[2], "lead_points": lead.estimate.mean / POINT,
        "low_points": lead.estimate.low / POINT, "high_points": lead.estimate.high / POINT,
        "side": "low" if place == 0 else "high",
    }  # fmt: skip
    yield finding(evidence, "edge" if lead.estimate.n > 1 else "edge_single", best[0], numbers, "outcomes")


def plateau(evidence: Evidence) -> Iterator[Finding]:
    """Three or more neighbouring values, the best among them, that differ from it by less than the band for sure."""
    order = _ordered(evidence)
    if len(order) < 3:
        return
    best = max(range(len(order)), key=lambda place: order[place][2])
    flat = [
        place == best or _within(evidence.difference(order[place][0], order[best][0]), evidence.band)
        for place in range(len(order))
    ]
    first = last = best
    while first > 0 and flat[first - 1]:
        first -= 1
    while last < len(order) - 1 and flat[last + 1]:
        last += 1
    if last - first >= 2:
        accuracies = [order[place][2] for place in range(first, last + 1)]
        numbers = {
            "first": order[first][0], "last": order[last][0], "values": last - first + 1, "band": evidence.band,
            "range_points": (max(accuracies) - min(accuracies)) / POINT,
        }  # fmt: skip
        yield finding(evidence, "plateau", order[best][0], numbers, "outcomes")


def spread(evidence: Evidence) -> Iterator[Finding]:
    """How far luck alone carries the reference: its seeds differ in nothing else."""
    rows = evidence.counted[evidence.counted["value"] == evidence.reference]
    if len(rows) > 1:
        reached = rows["val_acc"]
        numbers = {
            "n": len(rows), "low_acc": float(reached.min()), "high_acc": float(reached.max()),
            "range_points": float(reached.max() - reached.min()) / POINT,
        }  # fmt: skip
        yield finding(evidence, "spread", evidence.reference, numbers, "outcomes")


def power(evidence: Evidence) -> Iterator[Finding]:
    """What the study could have seen: the median over its comparisons."""
    table = evidence.results
    if "smallest_detectable" in table and table["smallest_detectable"].notna().any():
        numbers = {
            "points": float(table["smallest_detectable"].median()), "n": int(table["pairs"].max()),
            "comparisons": int(table["p"].notna().sum()),
        }  # fmt: skip
        yield finding(evidence, "power", None, {**numbers, "seen_points": numbers.pop("points")}, "differences")


def _difference(row: Record) -> dict[str, Any]:
    return {
        "difference_points": row["difference"], "difference_low_points": row["difference_low"],
        "difference_high_points": row["difference_high"], "p_holm": row["p_holm"], "pairs": int(row["pairs"]),
        "won": None if math.isnan(row["won"]) else row["won"] * row["pairs"],
    }  # fmt: skip


def _ordered(evidence: Evidence) -> list[tuple[str, float, float]]:
    """(value, number, mean accuracy) of a numeric study's values with results, rising; empty for names."""
    if evidence.numbers is None:
        return []
    means = dict(zip(evidence.results["value"], evidence.results["val_acc"], strict=True))
    pairs = zip(evidence.values, evidence.numbers, strict=True)
    return [(value, number, float(means[value])) for value, number in pairs if value in means]


def _within(compared: statistics.Comparison, band: float) -> bool:
    found = compared.estimate
    return found.n > 1 and -band * POINT <= found.low and found.high <= band * POINT
