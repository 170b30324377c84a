"""What a finale shows, and what it combines. Effects are points, one number a seed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.figures.joint_specs import joint_specs
from analysis.findings.finale.choice import choose
from analysis.findings.finale.contrasts import combination, finale
from analysis.findings.finale.rules import finale_findings
from analysis.findings.finding import Finding
from analysis.numbers.moderation import Prior
from analysis.text.text import Text
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context
from tests.support.synthetic_evidence import LOW, NONE, evidence
from tests.support.synthetic_records import CLASSES, Synthetic

CONTEXT = Context("lenet", "m1", 1.0, DatasetRef("cifar10", "d1", tuple(CLASSES), (45000, 5000, 10000)), "float32")
NAMES = ("learning_rate", "batch_size", "l2")
JITTER = (0.0, 0.1, -0.1)


def around(points: float) -> tuple[float, ...]:
    return tuple(points + one for one in JITTER)


def a_finale(whole: float, without: tuple[float, float, float], **change: Any) -> Synthetic:
    """Three values that gain 2, 3 and 0 points alone; together `whole`, and without one of them `without`."""
    made = Synthetic()
    effects = {
        (0.001, 32, 0.0): NONE,
        (0.003, 16, 0.001): around(whole),
        (0.003, 32, 0.0): (2.1, 2.0, 1.9),
        (0.001, 16, 0.0): (2.9, 3.0, 3.1),
        (0.001, 32, 0.001): (0.0, 0.1, 0.0),
        (0.001, 16, 0.001): around(without[0]),
        (0.003, 32, 0.001): around(without[1]),
        (0.003, 16, 0.0): around(without[2]),
    }
    made.study(NAMES, effects, kind="finale", **change)
    return made


def told(made: Synthetic) -> dict[str, Finding]:
    return {one.rule: one for one in finale_findings(evidence(made))}


def test_single_gains_are_added_up_seed_by_seed_and_held_against_the_gain_together() -> None:
    found = finale(evidence(a_finale(5.0, (3.0, 2.0, 5.0))))
    assert found is not None
    assert found.together.estimate.mean == pytest.approx(0.05)
    assert found.total.estimate.mean == pytest.approx(0.0503, abs=1e-4)
    assert [one.name for one in found.parts] == list(NAMES)
    assert [round(100 * one.alone.estimate.mean, 1) for one in found.parts] == [2.0, 3.0, 0.0]
    assert [round(100 * one.worth.estimate.mean, 1) for one in found.parts] == [2.0, 3.0, 0.0]


def test_a_sum_of_gains_borrows_no_spread_from_comparisons_of_two_values() -> None:
    own = evidence(a_finale(5.0, (3.0, 2.0, 5.0)))
    lent = replace(own, prior=Prior(variance=1e-8, freedom=2.5))
    found, borrowing = finale(own), finale(lent)
    assert found is not None
    assert borrowing is not None
    assert (borrowing.excess, borrowing.total) == (found.excess, found.total)
    assert borrowing.together.estimate.freedom == found.together.estimate.freedom + 2.5


@pytest.mark.parametrize(("whole", "rule"), [(5.0, "finale_adds"), (3.0, "finale_less"), (7.0, "finale_more")])
def test_the_gain_together_equals_the_sum_or_surely_does_not(whole: float, rule: str) -> None:
    found = next(finale_findings(evidence(a_finale(whole, (3.0, 2.0, 5.0)))))
    assert (found.rule, found.figure) == (rule, "finale")
    assert found.value == "learning_rate=0.003 batch_size=16 l2=0.001"


def test_each_value_earns_its_place_adds_nothing_or_does_harm() -> None:
    found = told(a_finale(5.0, (3.0, 7.0, 5.0)))
    assert found["finale_keeps"].numbers["name"] == "learning_rate"
    assert found["finale_harms"].numbers["name"] == "batch_size"
    assert found["finale_idle"].numbers["name"] == "l2"


def test_a_finale_ends_in_the_words_of_its_best_configuration() -> None:
    *_, last = finale_findings(evidence(a_finale(5.0, (3.0, 7.0, 5.0))))
    assert (last.rule, last.value) == ("finale_base", "learning_rate=0.003 l2=0.001")
    assert "BASE='learning_rate=0.003 l2=0.001'" in last.numbers["command"]


def test_values_chosen_by_mean_and_seeds_that_choose_and_judge_are_said() -> None:
    made = a_finale(5.0, (3.0, 2.0, 5.0), chosen={"learning_rate": "clear", "l2": "mean"}, chosen_on=[0, 1, 2])
    found = told(made)
    assert found["finale_mean"].numbers["names"] == ["l2=0.001"]
    assert "SEEDS=3,4,5 ONLY=1" in found["finale_seeds"].numbers["command"]
    made.studies[0]["chosen_on"] = [7, 8]
    assert "finale_seeds" not in told(made)


def test_one_seed_says_what_happened_once() -> None:
    made = Synthetic()
    two = {("relu", 32): (0.0,), ("tanh", 16): (3.0,), ("tanh", 32): (1.0,), ("relu", 16): (1.0,)}
    made.study(("activation", "batch_size"), two, (0,), kind="finale")
    found = told(made)
    assert {"finale_single", "finale_once"} <= set(found)


def test_nothing_is_said_before_the_combination_has_a_result() -> None:
    made = Synthetic()
    made.study(("activation", "batch_size"), {("relu", 32): NONE, ("tanh", 16): None}, kind="finale")
    assert list(finale_findings(evidence(made))) == []
    assert list(joint_specs(evidence(made), pd.DataFrame(), Text())) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_figure_shows_single_gains_their_sum_and_what_each_is_worth(language: str) -> None:
    (spec,) = joint_specs(evidence(a_finale(5.0, (3.0, 7.0, 5.0))), pd.DataFrame(), Text(language))
    assert spec.name == "finale"
    assert spec.alt.count(";") == 7  # three alone, sum and gain, three taken away
    assert spec.draw() is not None


def test_the_clearly_better_value_is_chosen_or_the_best_mean_and_none_that_is_equivalent(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("learning_rate", {0.001: NONE, 0.003: (3.0, 3.1, 2.9), 0.01: (3.2, 9.0, -4.0)})
    made.study("batch_size", {32: NONE, 16: (2.0, -1.5, 1.8)})
    made.study("l2", {0.0: NONE, 0.001: (0.1, 0.1, 0.1)})
    made.study("activation", {"relu": NONE, "tanh": (-2.0, -2.1, -2.0)})
    made.study("initializer", {"glorot_uniform": NONE, "he_normal": LOW})
    made.study("optimizer", {"adam": NONE, "nadam": (5.0, 5.0, 5.1)}, name="around", learning_rate=0.003)
    made.studies[-1]["base"] = {"learning_rate": 0.003}
    made.study(NAMES[:2], {(0.001, 32): NONE, (0.01, 16): (9.0, 9.0, 9.0)}, kind="finale")  # one that was broken off
    made.write(tmp_path)
    found = choose(tmp_path, CONTEXT, (), 10)
    assert [(one.dimension, one.value, one.by) for one in found] == [
        ("learning_rate", 0.003, "clear"),
        ("batch_size", 16, "mean"),
    ]
    assert found[0].seeds == (0, 1, 2)
    around_own = choose(tmp_path, CONTEXT, (("learning_rate", 0.003),), 10)
    assert [one.dimension for one in around_own] == ["optimizer"]
    assert choose(tmp_path, CONTEXT, (), 20) == []


def test_a_combination_is_read_from_the_trials() -> None:
    made = a_finale(5.0, (3.0, 2.0, 5.0))
    assert combination(made.studies[0]) == {"learning_rate": 0.003, "batch_size": 16, "l2": 0.001}
