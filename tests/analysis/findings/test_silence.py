"""When a rule must be silent, or speak of a thing once. Effects are points, one number a seed."""

from typing import Any

import pytest

from analysis.figures.study_specs import study_specs
from analysis.findings.finding import Finding
from analysis.findings.rules import study_findings
from analysis.pages import contents
from analysis.text.text import Text
from hypermodels.dimensions import BY_NAME
from studies.system import formats
from tests.support.synthetic_evidence import LOW, NONE, evidence
from tests.support.synthetic_records import Synthetic


def findings(made: Synthetic, rule: str, place: int = 0) -> list[Finding]:
    return [one for one in study_findings(evidence(made, place)) if one.rule == rule]


def said(made: Synthetic, language: str = "en") -> str:
    return " ".join(Text(language).sentence(one) for one in study_findings(evidence(made)))


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_a_lead_that_counts_as_no_difference_is_no_edge(made: Synthetic) -> None:
    made.study("learning_rate", {0.0001: (-6.0, -6.2, -5.8), 0.001: NONE, 0.01: (3.4, -3.2, 0.1)})
    assert not findings(made, "edge")


def test_one_seed_leads_only_by_more_than_the_validation_pictures_leave_open() -> None:
    for pictures, found in ((50, 0), (5000, 1)):
        made = Synthetic(validation=pictures)
        made.study("learning_rate", {0.0001: (-6.0,), 0.001: (0.0,), 0.01: (4.0,)}, (0,))
        assert len(findings(made, "edge_single")) == found


def test_a_longest_training_that_overfits_is_no_edge_to_look_beyond(made: Synthetic) -> None:
    effects: dict[Any, Any] = {5: (0.0,) * 3, 10: (0.0,) * 3, 50: (0.0,) * 3}
    made.study("epochs", effects)
    assert findings(made, "edge")
    overfitted = Synthetic()
    overfitted.study("epochs", effects, curve={"overfit_from": 12})
    assert findings(overfitted, "overfitting")
    assert not findings(overfitted, "edge")


def test_nothing_lies_beyond_a_batch_of_all_pictures() -> None:
    for samples, found in ((250, 0), (None, 1)):
        made = Synthetic()
        study = made.study("batch_size", {64: (-9.0, -9.1, -9.2), 128: NONE, 256: (4.0, 4.1, 4.2)})
        study["dataset"]["samples"] = samples
        assert len(findings(made, "edge")) == found


def test_an_edge_advises_the_next_value_by_a_command_that_names_the_whole_study(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.003: (4.0, 4.2, 3.8), 0.01: (9.0, 9.2, 8.8)}, epochs=5)
    (edge,) = findings(made, "edge")
    assert edge.numbers["command"] == (
        "make study-lr MODEL=lenet DATASET=cifar10 PRECISION=float32 EPOCHS=5 SEEDS=3 VALUES=0.03"
    )
    assert "Next to try: 0.03." in Text().sentence(edge)


def test_what_200_seeds_leave_open_is_said_by_its_spread_not_by_the_edge_of_the_band(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "elu": (30.0, -30.0, 0.0)})
    (found,) = findings(made, "undecided_long")
    assert found.numbers["half_points"] == pytest.approx(1.971957 * 30 / 200**0.5, abs=1e-4)
    assert "varies by 30.0 points from seed to seed, so even 200 seeds would leave it open by ±4.2" in said(made)
    assert not findings(made, "seeds")


def test_no_study_could_have_shown_more_than_there_can_be(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 4.0), "elu": (10.0, 0.0)}, (0, 1))
    assert findings(made, "power_none")
    assert not findings(made, "power")
    assert "could miss any difference" in said(made)


def test_no_loss_lies_below_zero(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 30.0), "elu": NONE[:2]}, (0, 1))
    assert evidence(made).table["val_loss_low"].min() == 0


def test_names_that_hold_commas_are_kept_apart(made: Synthetic) -> None:
    probe(made, 0.0)
    assert "for 16, 0.0003; 16, 0.001; 16, 0.003;" in said(made)


def test_one_seed_is_remarked_once_a_study_however_many_values_it_has(made: Synthetic) -> None:
    probe(made, -52.0)
    rules = [one.rule for one in study_findings(evidence(made))]
    assert sorted(rules) == ["single", "stuck"]
    text = said(made)
    assert text.count("One seed") == 1
    assert "and 8 more" in text
    (single,) = findings(made, "single")
    assert single.numbers["command"].endswith("SEEDS=3 PROBE=1")
    assert "seed" not in " ".join(contents.limits(evidence(made), Text())).replace("whatever the seeds say", "")


def test_a_probe_has_a_verdict_for_its_best_combination_only(made: Synthetic) -> None:
    grid: dict[Any, Any] = {(rate, "adam"): (rate * 5000,) * 3 for rate in (0.0003, 0.001, 0.003)}
    made.study(("learning_rate", "optimizer"), grid, kind="probe")
    told = [one.value for one in study_findings(evidence(made)) if one.rule in ("clear_better", "clear_worse")]
    assert told == ["0.003, adam"]


def test_where_no_value_learned_the_answer_says_so_and_nothing_is_a_plateau(made: Synthetic) -> None:
    made.study("l2", {0.0: LOW, 0.001: LOW, 0.01: LOW})
    rules = [one.rule for one in study_findings(evidence(made))]
    assert rules[0] == "answer_chance"
    assert not {"plateau", "edge", "spread"} & set(rules)


def test_a_value_at_chance_in_one_run_has_no_average(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (-52.0,)}, (0,))
    assert "Not surely better than guessing: tanh (its only run). Guessing gives 10.0 %" in said(made)
    assert "average" not in said(made)


@pytest.mark.parametrize(
    ("dimension", "question"),
    [
        ("epochs", "How does the number of epochs change what LeNet-5 reaches on cifar10?"),
        ("l2", "How does L2 regularization change what LeNet-5 reaches on cifar10?"),
        ("loss", "How does the loss function change what LeNet-5 reaches on cifar10?"),
    ],
)
def test_a_question_is_a_sentence(made: Synthetic, dimension: str, question: str) -> None:
    study = made.study(dimension, {BY_NAME[dimension].baseline: NONE})
    assert contents.question(study, Text()) == question


def test_ties_are_no_half_seeds(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (0.0, -5.0, 5.0)})
    study = contents.study_view(evidence(made), [], [], [], Text())
    assert [row[-1].below for row in study["table"]["rows"]][-1].endswith("ahead in 1 of 3")


def probe(made: Synthetic, effect: float) -> None:
    grid = {(batch, rate): (effect,) for batch in (16, 32, 64, 128, 256) for rate in (0.0003, 0.001, 0.003)}
    made.study(("batch_size", "learning_rate"), grid, (0,), kind="probe")


def test_all_of_seven_pictures_right_is_not_known_to_nothing() -> None:
    made = Synthetic(validation=7)
    made.study("activation", {"relu": (0.0,), "tanh": (-2.0,)}, (0,), base=1.0)
    limit = contents.limits(evidence(made), Text())[0]
    assert limit.startswith("An accuracy of 100.0 % on 7 validation pictures may be 64.6 %")


def test_too_few_pictures_for_the_band_are_said_and_equal_seeds_are_no_measure_of_luck() -> None:
    for pictures, few in ((99, True), (100, False)):
        made = Synthetic(validation=pictures)
        made.study("activation", {"relu": NONE, "tanh": (-2.0, -2.1, -2.2)})
        said = " ".join(contents.limits(evidence(made), Text()))
        assert ("One of 99 validation pictures is 1.0 points" in said) == few
        assert not findings(made, "spread")


def test_captions_promise_no_interval_of_one_seed(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (-2.0,)}, (0,))
    captions = {one.name: one.caption for one in study_specs(evidence(made), Text())}
    for name in ("val_accuracy", "outcomes", "differences", "cost"):
        assert captions[name].endswith(" One seed has no interval.")
    several = Synthetic()
    several.study("activation", {"relu": NONE, "tanh": NONE})
    assert not any("One seed" in one.caption for one in study_specs(evidence(several), Text()))


def test_a_difference_in_a_sentence_is_written_as_in_a_table() -> None:
    assert Text().number("difference_points", -0.04) == formats.points(-0.04) == "−0.04"
    assert Text().number("difference_points", -0.06) == formats.points(-0.06) == "−0.1"
