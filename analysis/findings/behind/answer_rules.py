"""Rules about what was said of every validation picture. All are silent for runs that were stored without answers."""

import math
from collections.abc import Iterator
from typing import Any

from analysis.findings.finding import Finding, finding
from analysis.numbers import statistics
from analysis.numbers.answers import agreement as agreements
from analysis.numbers.answers import changes, recall
from analysis.numbers.answers.two_way import over_seeds_and_pictures
from analysis.numbers.columns import CLEAR
from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import POINT


def other_pictures(evidence: Evidence) -> Iterator[Finding]:
    """Says which clear differences are sure over other pictures as well as other seeds, and which are not.

    One finding for those that are, one for those that are not. Silent where no difference is clear.
    """
    if evidence.dimension is None or evidence.reference is None or "verdict" not in evidence.results:
        return
    clear = list(evidence.results.loc[evidence.results["verdict"].isin(CLEAR), "value"])
    found = {value: difference(evidence, value) for value in clear}
    told = {value: one for value, one in found.items() if math.isfinite(one.low)}
    holding = [value for value, one in told.items() if one.low > 0 or one.high < 0]
    for rule, values in (
        ("pictures_hold" if len(holding) > 1 else "pictures_hold_one", holding),
        ("pictures_open", [value for value in told if value not in holding]),
    ):
        if not values:
            continue
        value = min(values, key=lambda one: abs(told[one].mean))  # the one that is nearest to nothing
        one = told[value]
        numbers: dict[str, Any] = {
            "names": values,
            "reference": evidence.reference,
            "pictures": len(evidence.answers.labels),
            "difference_points": one.mean / POINT,
            "difference_low_points": one.low / POINT,
            "difference_high_points": one.high / POINT,
        }
        yield finding(evidence, rule, value, numbers, "differences")


def difference(evidence: Evidence, value: str) -> statistics.Estimate:
    """`value` against the reference over other seeds and other pictures, in accuracy (0..1)."""
    assert evidence.reference is not None
    return over_seeds_and_pictures(evidence.answers.difference(value, evidence.reference), evidence.prior)


def classes(evidence: Evidence) -> Iterator[Finding]:
    """Names the class whose recall a value changes most surely otherwise than the average class'.

    Among the values that learned. Silent where no class differs for sure (Holm over classes and values).
    """
    learned, reference = list(evidence.learned["value"]), evidence.reference
    if evidence.dimension is None or reference is None or reference not in learned:
        return
    found = recall.class_changes(evidence.answers, learned, reference, evidence.study.get("classes") or ())
    sure = [one for one in found if one.p < statistics.ALPHA]
    if sure:
        top = max(sure, key=lambda one: abs(one.mean - one.overall))
        numbers = {
            "reference": evidence.reference,
            "class": top.name,
            "class_difference_points": top.mean / POINT,
            "all_difference_points": top.overall / POINT,
            "apart_difference_points": (top.mean - top.overall) / POINT,
            "apart_low_difference_points": top.low / POINT,
            "apart_high_difference_points": top.high / POINT,
            "sure": len(sure),
            "tests": top.tests,
        }
        yield finding(evidence, "classes", top.value, numbers, "class_recall")


def alone(evidence: Evidence) -> Iterator[Finding]:
    """Finds the pictures that all seeds of one value name rightly and no other run does, or the other way round.

    One finding of either kind, of the value with most of them. Among the values that learned, of studies whose values
    are different runs. Silent where exchanging runs among values would give as many once in twenty, Holm-adjusted.
    """
    if not _of_different_runs(evidence):
        return
    values = list(evidence.learned["value"])
    found = changes.changes(evidence.answers, values)
    adjusted = statistics.holm([one.p for one in found])
    sure = [one for one, p in zip(found, adjusted, strict=True) if p < statistics.ALPHA]
    for rule, right in (("only_right", True), ("only_wrong", False)):
        own = [one for one in sure if one.right is right and (right or len(values) > 2)]  # of two, each says both
        if own:
            most = max(own, key=lambda one: len(one.places))
            numbers = {
                "n": len(most.places),
                "pictures": len(evidence.answers.labels),
                "expected": float(f"{most.expected:.2g}"),
                "places": [str(place) for place in most.places],
            }
            yield finding(evidence, rule, most.value, numbers, None)


def agreement(evidence: Evidence) -> Iterator[Finding]:
    """Says how alike two seeds of a value answer, and two values.

    Among the values that learned, of studies whose values are different runs. Silent without two seeds.
    """
    if not _of_different_runs(evidence):
        return
    found = agreements.agreement(evidence.answers, list(evidence.learned["value"]))
    if found is None:
        return
    numbers = {"within_acc": found.within, "between_acc": found.between, "n": found.runs, "p_holm": found.p}
    rule = "agreement_less" if found.p < statistics.ALPHA else "agreement_same"
    yield finding(evidence, rule, None, numbers, None)


def _of_different_runs(evidence: Evidence) -> bool:
    """Whether the study's values are not points along the same runs."""
    return evidence.dimension is not None and not evidence.one_trajectory
