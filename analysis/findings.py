"""What a study shows, by rule. A finding is data: its rule, its numbers and the figure that shows it.

The sentences, in either language, come from `analysis.sentences`. A number's name ends in its unit: `_acc` is an
accuracy (0..1), `_points` percentage points, `_seconds`, `_percent`, `_share` (0..1) and `_loss` speak for
themselves; the rest are counts, epochs and names. No rule claims a cause: each states what was measured.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis import statistics
from analysis.evidence import Evidence
from analysis.frames import Record, records
from analysis.summary import POINT, has_baseline

RISE = 5.0  # percent the validation loss must rise from its lowest mean to count as turned
FASTER = 0.9  # a value is faster when it takes at most this share of the time: timings of a shared machine vary


@dataclass(frozen=True)
class Finding:
    rule: str
    study: str
    value: str | None
    numbers: dict[str, Any]
    figure: str | None


Rule = Callable[[Evidence], Iterator[Finding]]


def study_findings(evidence: Evidence) -> list[Finding]:
    """All findings of a study, the answer first. A study without results has one finding that says why."""
    if evidence.results.empty:
        return [*nothing(evidence), *failed(evidence)]
    return [finding for rule in RULES for finding in rule(evidence)]


def nothing(evidence: Evidence) -> Iterator[Finding]:
    counts = evidence.rows["state"].value_counts()
    numbers = {state: int(counts.get(state, 0)) for state in ("failed", "running", "missing")}
    yield _finding(evidence, "nothing", None, numbers, None)


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
    yield _finding(evidence, rule, str(best["value"]), numbers, "outcomes")


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
            yield _finding(
                evidence, str(rule), row["value"], numbers, "differences" if row["pairs"] > 1 else "outcomes"
            )


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
    yield _finding(evidence, "edge" if lead.estimate.n > 1 else "edge_single", best[0], numbers, "outcomes")


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
        yield _finding(evidence, "plateau", order[best][0], numbers, "outcomes")


def overfitting(evidence: Evidence) -> Iterator[Finding]:
    """The mean validation loss turned and rose by RISE percent, while the training loss went on falling."""
    values = evidence.values
    if evidence.study["dimensions"] == ["epochs"]:
        values = values[-1:]  # the others are earlier points of the same runs
    for value in values if evidence.curves else ():
        validation = _mean_curve(evidence.curves["val_loss"], value)
        training = _mean_curve(evidence.curves["loss"], value).reindex(validation.index)
        if len(validation) < 3:
            continue
        turn, last = int(validation.index[int(validation.argmin())]), int(validation.index[-1])
        lowest, end = float(validation[turn]), float(validation[last])
        if lowest > 0 and 100 * (end / lowest - 1) >= RISE and training[last] < training[turn]:
            numbers = {
                "epoch": turn, "last": last, "lowest_loss": lowest, "end_loss": end,
                "rise_percent": 100 * (end / lowest - 1), "from_loss": float(training[turn]),
                "to_loss": float(training[last]),
            }  # fmt: skip
            yield _finding(evidence, "overfitting", value, numbers, "val_loss")


def divergence(evidence: Evidence) -> Iterator[Finding]:
    for value, rows in evidence.rows.groupby("value", sort=False):
        broken = rows.loc[rows["state"] == "diverged", "epoch"]
        if len(broken):
            numbers = {"k": len(broken), "n": len(rows), "first": int(broken.min()), "last": int(broken.max())}
            same = numbers["first"] == numbers["last"]
            figure = "divergence" if evidence.study["dimensions"] == ["learning_rate"] else "outcomes"
            yield _finding(evidence, "divergence" if same else "divergence_between", str(value), numbers, figure)


def stuck(evidence: Evidence) -> Iterator[Finding]:
    """Runs that finished and know no more than chance, as far as the validation set can tell."""
    pictures = int(evidence.study["dataset"].get("validation") or 0)
    floor = statistics.noise_floor(evidence.chance, pictures) if pictures else 0.0
    for value, rows in evidence.rows.groupby("value", sort=False):
        done = rows[rows["state"] == "completed"]
        lost = done[(done["val_acc"] - evidence.chance) <= floor]
        if len(lost):
            numbers = {
                "k": len(lost), "n": len(rows), "mean_acc": float(lost["val_acc"].mean()),
                "chance_acc": evidence.chance, "floor_points": floor / POINT,
            }  # fmt: skip
            yield _finding(evidence, "stuck", str(value), numbers, "outcomes")


def failed(evidence: Evidence) -> Iterator[Finding]:
    for value, rows in evidence.rows.groupby("value", sort=False):
        count = int((rows["state"] == "failed").sum())
        if count:
            yield _finding(evidence, "failed", str(value), {"k": count, "n": len(rows)}, None)


def unfinished(evidence: Evidence) -> Iterator[Finding]:
    """One finding for all values that still wait for runs: the table counts them."""
    waiting = evidence.rows["state"].isin(("running", "missing"))
    if waiting.any():
        numbers = {"k": int(waiting.sum()), "n": len(evidence.rows)}
        yield _finding(evidence, "unfinished", None, numbers, None)


def time(evidence: Evidence) -> Iterator[Finding]:
    """A value within the band of the best mean that was clearly faster, if there is one."""
    table = evidence.results
    best = records(table.nlargest(1, "val_acc"))[0]
    near = table[table["val_acc"] >= best["val_acc"] - evidence.band * POINT]
    fastest = records(near.nsmallest(1, "time"))[0]
    if evidence.study["kind"] != "tune" and fastest["time"] <= FASTER * best["time"]:
        numbers = {
            "best": best["value"], "best_acc": best["val_acc"], "best_seconds": best["time"],
            "fast_acc": fastest["val_acc"], "fast_seconds": fastest["time"],
            "less_points": (best["val_acc"] - fastest["val_acc"]) / POINT,
            "saved_percent": 100 * (1 - fastest["time"] / best["time"]),
        }  # fmt: skip
        yield _finding(evidence, "time", fastest["value"], numbers, "cost")


def spread(evidence: Evidence) -> Iterator[Finding]:
    """How far luck alone carries the reference: its seeds differ in nothing else."""
    rows = evidence.counted[evidence.counted["value"] == evidence.reference]
    if len(rows) > 1:
        reached = rows["val_acc"]
        numbers = {
            "n": len(rows), "low_acc": float(reached.min()), "high_acc": float(reached.max()),
            "range_points": float(reached.max() - reached.min()) / POINT,
        }  # fmt: skip
        yield _finding(evidence, "spread", evidence.reference, numbers, "outcomes")


def power(evidence: Evidence) -> Iterator[Finding]:
    """What the study could have seen: the median over its comparisons."""
    table = evidence.results
    if "smallest_detectable" in table and table["smallest_detectable"].notna().any():
        numbers = {
            "points": float(table["smallest_detectable"].median()), "n": int(table["pairs"].max()),
            "comparisons": int(table["p"].notna().sum()),
        }  # fmt: skip
        yield _finding(evidence, "power", None, {**numbers, "seen_points": numbers.pop("points")}, "differences")


def baseline(evidence: Evidence) -> Iterator[Finding]:
    if evidence.dimension is not None and not has_baseline(evidence.study):
        numbers = {"baseline": str(evidence.dimension.baseline)}
        yield _finding(evidence, "no_baseline", evidence.reference, numbers, None)


RULES: tuple[Rule, ...] = (
    answer, baseline, unfinished, failed, verdicts, edge, plateau, divergence, stuck, overfitting, time,
    spread, power,
)  # fmt: skip


def _finding(evidence: Evidence, rule: str, value: str | None, numbers: dict[str, Any], figure: str | None) -> Finding:
    return Finding(rule, evidence.study["name"], value, {name: _plain(one) for name, one in numbers.items()}, figure)


def _plain(number: Any) -> Any:
    """JSON's own types: no numpy, and None for what is not a number."""
    if isinstance(number, np.generic):
        number = number.item()
    return None if isinstance(number, float) and not math.isfinite(number) else number


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


def _mean_curve(table: pd.DataFrame, value: str) -> "pd.Series[float]":
    return table[table["value"] == value].set_index("epoch")["mean"]
