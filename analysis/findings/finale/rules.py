"""Rules about a finale: what the best values of the studies do together, and which of them earn their place."""

from collections.abc import Iterator
from typing import Any

from analysis.findings import advice
from analysis.findings.finale.choice import MEAN
from analysis.findings.finale.contrasts import CombinedValue, Finale, combination, finale
from analysis.findings.finding import Finding, finding
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.statistics import Comparison
from analysis.numbers.summary import POINT
from analysis.numbers.trials import value_label
from studies.plan import bases, own_networks
from studies.plan.labels import title

WORTH = {
    "better": "finale_keeps",
    "worse": "finale_harms",
    "equivalent": "finale_idle",
    "undecided": "finale_open",
    "single": "finale_once",
}


def finale_findings(evidence: Evidence) -> Iterator[Finding]:
    """All that a finale shows, its answer first. Silent while the combination or the baseline has no result."""
    found = finale(evidence)
    if found is None:
        return
    yield _answer(evidence, found)
    for part in found.parts:
        if part.verdict in WORTH:
            yield _worth(evidence, part)
    yield from _by_mean(evidence)
    yield from _same_seeds(evidence)
    yield _base(evidence)


def _answer(evidence: Evidence, found: Finale) -> Finding:
    excess = found.excess.estimate
    numbers: dict[str, Any] = {
        **_points("difference", found.together),
        "n": found.together.estimate.n,
        "sum_difference_points": found.total.estimate.mean / POINT,
        **_points("excess_difference", found.excess),
    }
    rule = "finale_adds"
    if excess.n < 2:
        rule = "finale_single"
    elif excess.high < 0 or excess.low > 0:
        rule = "finale_less" if excess.high < 0 else "finale_more"
    chosen = combination(evidence.study)
    return finding(evidence, rule, title(chosen, chosen), numbers, "finale")


def _worth(evidence: Evidence, part: CombinedValue) -> Finding:
    numbers = {"name": part.name, "setting": part.value, **_points("worth", part.worth), "p_holm": part.p_holm}
    return finding(evidence, WORTH[part.verdict], f"{part.name}={part.value}", numbers, "finale")


def _by_mean(evidence: Evidence) -> Iterator[Finding]:
    """Names the values that no clear verdict chose. Silent where each was chosen by one."""
    chosen = combination(evidence.study)
    by = evidence.study.get("chosen") or {}
    names = [title(chosen, [name]) for name in chosen if by.get(name) == MEAN]
    if names:
        yield finding(evidence, "finale_mean", None, {"names": names}, None)


def _same_seeds(evidence: Evidence) -> Iterator[Finding]:
    """Says that the seeds which chose the values judge them too. Silent where others judge."""
    study = evidence.study
    chose = sorted(set(study.get("chosen_on") or ()) & set(study["seeds"]))
    if chose:
        first = max(*study["seeds"], *(study.get("chosen_on") or ())) + 1
        fresh = list(range(first, first + len(study["seeds"])))
        numbers = {"seeds": chose, "command": advice.finale_command(study, fresh)}
        yield finding(evidence, "finale_seeds", None, numbers, None)


def _base(evidence: Evidence) -> Finding:
    """The best of a finale's configurations, in the words that make it a baseline."""
    label = records(evidence.results.nlargest(1, "val_acc"))[0]["value"]
    trials = (trial["values"] for trial in evidence.study["trials"])
    values = next(values for values in trials if value_label(evidence.study, values) == label)
    base = bases.beside(bases.departures(values, own_networks.baseline(evidence.study)), ())
    numbers = {"command": advice.chapter_command(evidence.study, base)}
    return finding(evidence, "finale_base" if base else "finale_table", bases.words(base), numbers, None)


def _points(name: str, compared: Comparison) -> dict[str, float]:
    found = compared.estimate
    return {
        f"{name}_points": found.mean / POINT,
        f"{name}_low_points": found.low / POINT,
        f"{name}_high_points": found.high / POINT,
    }
