"""What the best values of several studies do together, and what each of them is worth there. Pure.

All contrasts are taken seed by seed, as every comparison is. Differences are in shares of accuracy (0..1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.numbers import statistics, summary
from analysis.numbers.evidence import Evidence
from analysis.numbers.moderation import Prior
from analysis.numbers.statistics import Comparison
from analysis.numbers.summary import POINT
from analysis.numbers.trials import value_label
from hypermodels.dimensions import Value
from studies.plan import bases, looks
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord


@dataclass(frozen=True)
class CombinedValue:
    """One value of the combination.

    Attributes:
        value: as people write it.
        alone: the baseline with this value alone, against the baseline.
        worth: the combination against the combination without it.
        p_holm, verdict: of `worth`, among all parts: better where it earns its place.
        without: what the trial without it is called; `single` the trial of it alone.
    """

    name: str
    value: str
    alone: Comparison
    worth: Comparison
    p_holm: float
    verdict: str
    without: str
    single: str


@dataclass(frozen=True)
class Finale:
    """The combination against the baseline, the sum of the single gains, and what is between the two."""

    together: Comparison
    total: Comparison
    excess: Comparison
    parts: tuple[CombinedValue, ...]


def combination(study: StudyRecord) -> dict[str, Value]:
    """The values that a finale combines: of each dimension the one that is not the baseline's."""
    baseline = bases.of_study(study)
    return {
        name: trial["values"][name]
        for name in study["dimensions"]
        for trial in study["trials"]
        if trial["values"][name] != baseline[name]
    }


def all_together(study: StudyRecord) -> str:
    """What the trial of the combination is called."""
    return _called(study, combination(study))


def recommended(evidences: Iterable[Evidence]) -> dict[str, str]:
    """By dimension, the values of a finale that together are clearly better than the baseline; of several finales, of
    the one that came furthest. Nothing where none is."""
    found = []
    for evidence in (one for one in evidences if one.study["kind"] == "finale" and "verdict" in one.results):
        rows = evidence.results[evidence.results["value"] == all_together(evidence.study)]
        if (rows["verdict"] == "better").any():
            values = {name: label(name, value) for name, value in combination(evidence.study).items()}
            found.append((float(rows["val_acc"].iloc[0]), values))
    return max(found, key=lambda one: one[0], default=(0.0, {}))[1]


def finale(evidence: Evidence) -> Finale | None:
    """The contrasts of a finale; None while the combination or the baseline has no result."""
    study, seeds = evidence.study, summary.by_seed(evidence.rows)
    chosen, reference = combination(study), evidence.reference
    both = {all_together(study), str(reference)}
    if not both <= set(seeds.columns) or seeds[list(both)].dropna().empty:
        return None

    def gains(label_of: str, against: str) -> "pd.Series[float]":
        empty = pd.Series(np.nan, index=seeds.index)
        return seeds.get(label_of, empty) - seeds.get(against, empty)

    def compared(difference: "pd.Series[float]", prior: Prior = evidence.prior, most: float = 1.0) -> Comparison:
        return statistics.paired(list(difference), [0.0] * len(difference), prior, (-most, most))

    # A sum of several differences varies more than the comparisons of two values that a prior knows of.
    unlent = Prior(least=evidence.prior.least)

    whole = all_together(study)
    singles = {name: _called(study, {name: value}) for name, value in chosen.items()}
    without = {name: _called(study, {**chosen, name: _home(study, name)}) for name in chosen}
    together = gains(whole, str(reference))
    total = sum((gains(single, str(reference)) for single in singles.values()), pd.Series(0.0, index=seeds.index))
    worth = {name: compared(gains(whole, without[name])) for name in chosen}
    taken = looks.of_study(study)
    weighed = [one.p * looks.weight(looks.spent_at(taken, one.estimate.n)) for one in worth.values()]
    adjusted = dict(zip(worth, statistics.holm(weighed), strict=True))
    parts = tuple(
        CombinedValue(
            name,
            label(name, value),
            compared(gains(singles[name], str(reference))),
            worth[name],
            adjusted[name],
            _verdict(worth[name], adjusted[name], evidence.band),
            without[name],
            singles[name],
        )
        for name, value in chosen.items()
    )
    return Finale(
        compared(together),
        compared(total, unlent, len(parts)),
        compared(together - total, unlent, len(parts) + 1),
        parts,
    )


def _verdict(worth: Comparison, adjusted: float, band: float) -> str:
    found = worth.estimate
    return summary.verdict(found.n, found.low / POINT, found.high / POINT, adjusted, band)


def _called(study: StudyRecord, values: Mapping[str, Value]) -> str:
    """What the trial is called that departs from the baseline by `values` alone."""
    return value_label(study, {**bases.of_study(study), **values})


def _home(study: StudyRecord, name: str) -> Value:
    return bases.of_study(study)[name]
