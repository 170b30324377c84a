"""What a probe and a search are said to have found. Effects are points, one number a seed."""

from typing import Any

import pandas as pd
import pytest

from analysis.findings.joint_rules import joint_findings
from analysis.numbers.joint_tables import permutation_importance_table
from tests.support.synthetic_evidence import LOW, NONE, evidence
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_a_probe_says_when_the_best_value_depends_on_the_other_dimension(made: Synthetic) -> None:
    effects: dict[Any, Any] = {
        (0.001, "adam"): NONE,
        (0.001, "sgd"): (-9.0, -9.0, -9.0),
        (0.01, "adam"): (-8.0, -8.0, -8.0),
        (0.01, "sgd"): (1.0, 1.0, 1.0),
    }
    made.study(("learning_rate", "optimizer"), effects, kind="probe")
    assert [(one.rule, one.value) for one in joint_findings(evidence(made), pd.DataFrame())] == [
        ("probe", "0.01, sgd"),
        ("probe_shift", None),
    ]


GRID: dict[Any, Any] = {
    (0.001, "adam"): (3.0, -3.0, 0.0),
    (0.001, "sgd"): (-2.0, 2.0, -0.5),
    (0.01, "adam"): (-8.0, -8.1, -7.9),
    (0.01, "sgd"): (1.0, 1.1, 0.9),
}


@pytest.mark.parametrize("seeds", [(0, 1, 2), (0,)])
def test_a_best_column_that_luck_may_have_moved_is_no_shift(made: Synthetic, seeds: tuple[int, ...]) -> None:
    made.study(
        ("learning_rate", "optimizer"), {key: one[: len(seeds)] for key, one in GRID.items()}, seeds, kind="probe"
    )
    assert "probe_shift" not in joint_rules_of(made)


def test_a_probe_whose_best_is_the_reference_names_it_once(made: Synthetic) -> None:
    made.study(("learning_rate", "optimizer"), {(0.001, "adam"): NONE, (0.001, "sgd"): LOW}, kind="probe")
    assert joint_rules_of(made) == ["probe_reference"]
    unfinished = Synthetic()
    unfinished.study(("learning_rate", "optimizer"), {(0.001, "adam"): None, (0.001, "sgd"): NONE}, kind="probe")
    assert joint_rules_of(unfinished) == ["probe_alone"]


@pytest.mark.parametrize(("reached", "rule"), [((0.0, 1.0), "tune_last"), ((1.0, 0.0), "tune"), ((1.0,), "tune_alone")])
def test_a_search_counts_only_trials_that_there_were(made: Synthetic, reached: tuple[float, ...], rule: str) -> None:
    tried = {(rate, "adam"): (effect,) for rate, effect in zip((0.001, 0.002), reached, strict=False)}
    made.study(("learning_rate", "optimizer"), tried, (0,), kind="tune", tuner="random")
    assert joint_rules_of(made) == [rule]


def joint_rules_of(made: Synthetic) -> list[str]:
    told = evidence(made)
    return [one.rule for one in joint_findings(told, permutation_importance_table(told))]
