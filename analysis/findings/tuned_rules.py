"""Rules about a tuned study: which rate each value chose, and what that changes beside the study at one rate."""

from collections.abc import Iterator
from typing import Any

from analysis.findings import advice
from analysis.findings.finding import Finding, finding
from analysis.numbers.columns import ON_DIFFERENCES
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.summary import POINT
from analysis.numbers.tuned.choice import RATE, at_the_end, chosen_rates
from hypermodels.dimensions import BY_NAME
from studies.plan import bases, own_networks
from studies.plan.labels import label
from studies.plan.study_record import choosing


def tuned_findings(evidence: Evidence) -> Iterator[Finding]:
    """All that a tuned study shows beside its answer and its verdicts. Silent for every other kind.

    Where no value learned it advises neither a longer ladder nor a baseline.
    """
    if evidence.ladder is None:
        return
    yield from _chosen(evidence)
    yield from _waiting(evidence)
    yield from _unjudged(evidence)
    learned = not evidence.all_at_chance  # luck chose the rates of values that guess, and the best of them
    if learned:
        yield from _edge(evidence)
    yield from _order(evidence)
    if learned:
        yield from _base(evidence)


def _chosen(evidence: Evidence) -> Iterator[Finding]:
    """Names the rate of each value, and the seeds that chose them. Silent before any is chosen."""
    rates = _rates(evidence)
    if rates:
        pairs = [f"{value} {rate}" for value, rate in rates.items()]
        numbers = {"values": pairs, "seeds": sorted(choosing(evidence.study)), "judge": list(evidence.study["seeds"])}
        yield finding(evidence, "rate_chosen", None, numbers, "ladder")


def _waiting(evidence: Evidence) -> Iterator[Finding]:
    """Names the values without a rate, for their ladders are not whole."""
    (name,), rates = evidence.study["dimensions"], _rates(evidence)
    values = (label(name, trial["values"][name]) for trial in evidence.study["trials"])
    left = [value for value in values if value not in rates]
    if left:
        assert evidence.ladder is not None
        own = evidence.ladder[evidence.ladder["value"].isin(left)]
        choose, judge = int(own["waiting"].sum()), list(evidence.study["seeds"])
        numbers = {
            "names": left,
            "runs": choose + len(left) * len(judge),
            "choose": choose,
            "judge": judge,
            "command": advice.study_command(evidence.study),
        }
        yield finding(evidence, "rate_waiting", None, numbers, "ladder")


def _unjudged(evidence: Evidence) -> Iterator[Finding]:
    """Names the values with a rate that no run judges yet: the command ended between choosing and judging."""
    left = [value for value in _rates(evidence) if value not in evidence.values]
    if left:
        numbers = {
            "names": left,
            "runs": len(left) * len(evidence.study["seeds"]),
            "judge": list(evidence.study["seeds"]),
            "command": advice.study_command(evidence.study),
        }
        yield finding(evidence, "rate_unjudged", None, numbers, "ladder")


def _edge(evidence: Evidence) -> Iterator[Finding]:
    """Names the values whose rate lies at an end of their ladder: a better one may lie beyond it."""
    assert evidence.ladder is not None
    ends, further = at_the_end(evidence.ladder), dict[str, float]()
    for value, side in ends.items():
        tried = sorted(evidence.ladder.loc[evidence.ladder["value"] == value, "rate"])
        outer, inner = (tried[0], tried[1]) if side == "low" else (tried[-1], tried[-2])
        beyond = advice.beyond(BY_NAME[RATE], outer, inner)
        if beyond is not None:
            further[beyond] = float(beyond)
    if further:
        beyond_word = ",".join(sorted(further, key=lambda one: further[one]))
        rates, judge = _rates(evidence), advice.seeds_of(evidence.study, ends)
        choose = len(ends) * len(further) * len(choosing(evidence.study))
        numbers = {
            "names": [f"{value} {rates[value]}" for value in ends],
            "beyond": beyond_word,
            "values": list(ends),
            "runs": choose + len(ends) * len(judge),
            "choose": choose,
            "judge": judge,
            "command": advice.study_command(evidence.study, judge, ends, rates=beyond_word),
        }
        yield finding(evidence, "rate_edge", None, numbers, "ladder")


def _order(evidence: Evidence) -> Iterator[Finding]:
    """Sets the order of the values at their own rates beside that at the baseline's, with what the verdicts became.

    Of means: luck is in them, and the verdicts say how much. Silent where the study at one rate is not there, or has
    fewer than two of the values.
    """
    if evidence.plain is None:
        return
    before = {row["value"]: row for row in records(evidence.plain.results)}
    after = {row["value"]: row for row in records(evidence.results) if row["value"] in before}
    if len(after) < 2:
        return
    orders = [sorted(after, key=lambda value: -table[value]["val_acc"]) for table in (before, after)]
    gains = {value: (row["val_acc"] - before[value]["val_acc"]) / POINT for value, row in after.items()}
    most = max(gains, key=lambda value: gains[value])
    numbers: dict[str, Any] = {
        "rate": label(RATE, bases.of_study(evidence.study)[RATE]),
        "before": " > ".join(orders[0]),
        "after": " > ".join(orders[1]),
        "name": most,
        "gain_difference_points": gains[most],
    }
    yield finding(evidence, "rate_same_order" if orders[0] == orders[1] else "rate_order", most, numbers, "outcomes")
    pairs = [(value, before[value].get("verdict"), row.get("verdict")) for value, row in after.items()]
    for value, was, now in pairs:
        if was != now and {was, now} <= set(ON_DIFFERENCES):
            became = {"was_verdict": was, "now_verdict": now, "rate": numbers["rate"]}
            yield finding(evidence, "rate_verdict", value, became, "differences")


def _base(evidence: Evidence) -> Iterator[Finding]:
    """The best value with its rate, in the words that make it a baseline. Silent where that is the study's own.

    A ladder chose the rate on few seeds. Those that judge may say that the value did better at the baseline's.
    """
    reached = [(row["val_acc"], one, str(row["value"])) for one in _both(evidence) for row in records(one.results)]
    if evidence.results.empty:
        return
    _, where, best = max(reached, key=lambda one: float(one[0]))
    name = evidence.study["dimensions"][0]
    values = next(one["values"] for one in where.study["trials"] if label(name, one["values"][name]) == best)
    base = bases.beside(bases.departures(values, own_networks.baseline(evidence.study)), ())
    if base != bases.held(evidence.study):
        numbers = {"command": advice.chapter_command(evidence.study, base)}
        yield finding(evidence, "rate_base", bases.words(base), numbers, None)


def _both(evidence: Evidence) -> list[Evidence]:
    """The study with each value's own rate, and that at one rate, where it is there."""
    return [evidence] if evidence.plain is None else [evidence, evidence.plain]


def _rates(evidence: Evidence) -> dict[str, str]:
    assert evidence.ladder is not None
    return {value: label(RATE, rate) for value, rate in chosen_rates(evidence.ladder).items()}
