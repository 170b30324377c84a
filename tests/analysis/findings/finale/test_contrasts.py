"""The contrasts of a finale, seed by seed, also where a part of it has no result. Rules on them are in `test_rules`."""

from typing import Any

import numpy as np
import pytest

from analysis.findings.finale import contrasts
from analysis.findings.finale.contrasts import Finale
from tests.support.synthetic_evidence import NONE, evidence
from tests.support.synthetic_records import Synthetic

NAMES = ("activation", "batch_size")
BOTH, REFERENCE, TANH, SMALL = ("tanh", 16), ("relu", 32), ("tanh", 32), ("relu", 16)


def of(effects: dict[Any, Any], seeds: tuple[int, ...] = (0, 1, 2), **change: Any) -> Finale | None:
    made = Synthetic()
    made.study(NAMES, effects, seeds, kind="finale", **change)
    return contrasts.finale(evidence(made))


def points(number: float) -> float:
    return round(100 * number, 6)


def test_the_sum_is_of_single_gains_and_the_excess_what_all_gain_beyond_it() -> None:
    found = of({REFERENCE: NONE, BOTH: (5.0, 6.0, 7.0), TANH: (1.0, 2.0, 3.0), SMALL: (2.0, 2.0, 2.0)})
    assert found is not None
    assert [points(one.estimate.mean) for one in (found.together, found.total, found.excess)] == [6, 4, 2]
    assert found.excess.estimate.sd == pytest.approx(0, abs=1e-9)  # of each seed 2 points
    assert [(one.name, one.value, one.single, one.without) for one in found.parts] == [
        ("activation", "tanh", "tanh, 32", "relu, 16"),
        ("batch_size", "16", "relu, 16", "tanh, 32"),
    ]
    assert [points(one.alone.estimate.mean) for one in found.parts] == [2, 2]
    assert [points(one.worth.estimate.mean) for one in found.parts] == [4, 4]


def test_a_part_without_a_result_is_not_known_and_neither_is_the_sum() -> None:
    found = of({REFERENCE: NONE, BOTH: (5.0, 6.0, 7.0), TANH: (1.0, 2.0, 3.0), SMALL: None})
    assert found is not None
    assert (found.together.estimate.n, found.total.estimate.n, found.excess.estimate.n) == (3, 0, 0)
    tanh, small = found.parts
    assert (tanh.alone.estimate.n, tanh.worth.estimate.n, tanh.verdict) == (3, 0, "none")
    assert (small.alone.estimate.n, small.worth.estimate.n) == (0, 3)


def test_only_seeds_that_have_both_are_compared() -> None:
    found = of({REFERENCE: (0.0, 0.0, None), BOTH: (None, 3.0, 3.0), TANH: NONE, SMALL: NONE})
    assert found is not None
    assert (found.together.estimate.n, points(found.together.estimate.mean)) == (1, 3)
    assert np.isnan(found.together.p)


@pytest.mark.parametrize(
    "effects",
    [
        {REFERENCE: NONE, BOTH: None, TANH: NONE, SMALL: NONE},
        {REFERENCE: None, BOTH: NONE, TANH: NONE, SMALL: NONE},
        {REFERENCE: (0.0, None, None), BOTH: (None, 0.0, 0.0), TANH: NONE, SMALL: NONE},
    ],
    ids=["no combination", "no baseline", "no seed has both"],
)
def test_there_is_none_before_the_combination_and_the_baseline_have_a_result(effects: dict[Any, Any]) -> None:
    assert of(effects) is None


def test_around_a_baseline_of_its_own_its_values_are_no_part_of_the_combination() -> None:
    made = Synthetic()
    made.study(NAMES, {TANH: NONE, BOTH: (2.0, 2.1, 1.9)}, kind="finale", base=0.6)
    made.studies[0]["base"] = {"activation": "tanh"}
    assert contrasts.combination(made.studies[0]) == {"batch_size": 16}
    assert contrasts.all_together(made.studies[0]) == "tanh, 16"
