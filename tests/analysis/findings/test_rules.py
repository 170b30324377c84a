"""Records with a known truth give exactly the findings they should. Effects are points, one number a seed."""

import math

import pytest

from analysis.findings.finding import Finding
from analysis.findings.rules import study_findings
from analysis.numbers.evidence import gather
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, evidence, load
from tests.support.synthetic_records import Synthetic, chapter

TEACHING = {"spread", "power"}  # always there with two seeds or more
WAY = {"lottery", "fastest", "order", "improving"}  # what the curves know is tried by itself (test_curve_rules)


def found(made: Synthetic, place: int = 0) -> list[tuple[str, str | None]]:
    """Rule and value of every finding but those that are always there, and those about the way to the end."""
    return [(one.rule, one.value) for one in study_findings(evidence(made, place)) if one.rule not in TEACHING | WAY]


def one(made: Synthetic, rule: str) -> Finding:
    (finding,) = [each for each in study_findings(evidence(made)) if each.rule == rule]
    return finding


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_a_true_difference_is_clear(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    assert found(made) == [("answer_reference", "relu"), ("clear_worse", "tanh")]


def test_a_better_value_is_the_answer(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "elu": (5.0, 5.2, 4.8)})
    assert found(made) == [("answer_better", "elu"), ("clear_better", "elu")]
    numbers = one(made, "clear_better").numbers
    assert numbers["difference_points"] == pytest.approx(5.0)
    assert numbers["difference_low_points"] == pytest.approx(5.0 - 4.302653 * 0.2 / math.sqrt(3), abs=1e-5)
    assert numbers["ahead"] == 3


def test_no_difference_is_equivalent(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "elu": (0.1, -0.1, 0.15)})
    assert found(made) == [("answer_equal", "elu"), ("equivalent", "elu")]


def test_what_is_too_noisy_is_undecided_and_says_how_many_seeds_would_decide(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "elu": (4.0, -1.0, 3.0)})
    assert found(made) == [("answer_open", "elu"), ("undecided", "elu"), ("seeds", None)]
    assert one(made, "undecided").numbers["seeds"] == 12
    assert one(made, "seeds").numbers["command"].startswith("make study-activation MODEL=lenet DATASET=cifar10")
    assert "SEEDS=12" in one(made, "seeds").numbers["command"]


def test_holms_adjustment_can_leave_undecided_what_one_comparison_would_call_clear(made: Synthetic) -> None:
    difference = (-2.0, -3.0, -2.5)  # p = 0.013
    made.study("activation", {"relu": NONE, "tanh": difference})
    assert ("clear_worse", "tanh") in found(made)
    wide = Synthetic()
    others = dict.fromkeys(("sigmoid", "elu", "gelu", "silu"), (-3.0, 1.0, -1.0))
    wide.study("activation", {"relu": NONE, "tanh": difference, **others})
    assert ("undecided", "tanh") in found(wide)


def test_the_best_value_at_the_edge_of_the_range_is_pointed_out(made: Synthetic) -> None:
    made.study("learning_rate", {0.0001: (-6.0, -6.2, -5.8), 0.001: NONE, 0.01: (4.0, 4.2, 3.8)})
    assert ("edge", "0.01") in found(made)
    assert one(made, "edge").numbers["side"] == "high"


def test_no_l2_at_all_is_not_an_edge(made: Synthetic) -> None:
    made.study("l2", {0.0: NONE, 0.001: (-4.0, -4.2, -3.8), 0.01: (-9.0, -9.2, -8.8)})
    assert "edge" not in dict(found(made))


def test_neighbours_that_surely_differ_by_less_than_the_band_are_a_plateau(made: Synthetic) -> None:
    made.study(
        "batch_size",
        {16: (-0.1, 0.1, 0.0), 32: NONE, 64: (0.0, 0.1, 0.05), 128: (-8.0, -8.1, -7.9)},
    )
    plateau = one(made, "plateau")
    assert (plateau.numbers["first"], plateau.numbers["last"], plateau.numbers["values"]) == ("16", "64", 3)


def test_a_validation_loss_that_turns_is_overfitting(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE}, curve={"overfit_from": 4})
    overfitting = one(made, "overfitting")
    assert overfitting.numbers["epoch"] in (4, 5)
    assert overfitting.numbers["to_loss"] < overfitting.numbers["from_loss"]


def test_divergence_is_counted_with_its_epochs_and_kept_in_the_table(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE})
    made.study("learning_rate", {0.001: NONE, 0.01: (-30.0, -30.0, -30.0)}, curve={"diverge_at": 3})
    made.studies.pop(0)
    numbers = one(made, "divergence").numbers
    assert (numbers["counts"], numbers["first"]) == ([("0.01", 3, 3)], 3)
    assert evidence(made).table.set_index("value").loc["0.01", "val_acc"] == pytest.approx(0.1)


def test_a_diverged_run_whose_accuracy_is_no_number_counts_with_chance(made: Synthetic) -> None:
    made.study("learning_rate", {0.01: (0.0,)}, seeds=(0,), curve={"diverge_at": 2})
    (rows,) = made.histories.values()
    rows[-1][2] = math.nan
    result = load(made).results.iloc[0]
    assert (result["state"], result["val_acc"]) == ("diverged", pytest.approx(0.1))
    assert math.isnan(result["val_loss"])


def test_runs_that_only_guess_are_stuck(made: Synthetic) -> None:
    made.study("initializer", {"glorot_uniform": NONE, "zeros": (-52.0, -52.0, -51.9)})
    stuck = one(made, "stuck")
    assert stuck.numbers["counts"] == [("zeros", 3, 3)]


def test_one_seed_gives_no_verdict_and_says_so(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (-5.0,)}, seeds=(0,))
    assert found(made) == [("answer_single", "relu"), ("single", None)]
    assert one(made, "single").numbers["names"] == ["tanh"]
    table = evidence(made).table
    assert table[["val_acc_low", "difference_low", "p"]].isna().all(axis=None)


def test_values_without_a_seed_of_the_reference_are_not_called_the_only_ones(made: Synthetic) -> None:
    study = made.study("activation", {"relu": NONE, "tanh": NONE, "elu": (1.0, 1.1, 0.9)})
    for run in study["trials"][0]["runs"]:
        made.runs[run].update(status="running")
        made.histories[run] = []
    said = one(made, "answer_unpaired")
    assert (said.value, said.numbers["reference"], said.numbers["n"]) == ("elu", "relu", 3)


def test_a_study_whose_runs_all_failed_says_so_and_nothing_else(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": NONE})
    for run, record in made.runs.items():
        record.update(status="failed", cause="ResourceExhaustedError: out of memory")
        made.histories[run] = []
    assert found(made) == [("nothing", None), ("failed", None)]
    assert one(made, "failed").numbers["counts"] == [("relu", 3, 3), ("tanh", 3, 3)]


def test_a_study_that_still_runs_counts_what_is_missing(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": NONE, "elu": None})
    run = made.studies[0]["trials"][1]["runs"][0]
    made.runs[run]["status"] = "running"
    del made.histories[run][4:]
    unfinished = one(made, "unfinished")
    assert (unfinished.numbers["k"], unfinished.numbers["n"]) == (4, 9)
    assert list(evidence(made).table["n"]) == [3, 2, 0]


def test_a_run_longer_than_asked_is_read_off_where_asked(made: Synthetic) -> None:
    made.study("epochs", {5: (0.0,), 10: (0.0,), 20: (0.0,)}, seeds=(0,))
    assert len(made.runs) == 1
    assert list(load(made).results["epoch"]) == [5, 10, 20]


def test_a_run_that_failed_later_still_counts_where_it_was_asked(made: Synthetic) -> None:
    made.study("epochs", {5: (0.0,), 10: (0.0,)}, seeds=(0,))
    next(iter(made.runs.values()))["status"] = "failed"
    assert set(load(made).results["state"]) == {"completed"}


def test_without_the_baseline_differences_are_taken_to_the_first_value(made: Synthetic) -> None:
    made.study("activation", {"tanh": NONE, "sigmoid": (-5.0, -5.2, -4.8)})
    assert found(made) == [("answer_reference", "tanh"), ("no_baseline", "tanh"), ("clear_worse", "sigmoid")]


def test_a_baseline_asked_twice_counts_once(made: Synthetic) -> None:
    study = made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    study["trials"].append({**study["trials"][0], "trial": "02"})
    assert found(made) == [("answer_reference", "relu"), ("clear_worse", "tanh")]
    assert list(evidence(made).table["n"]) == [3, 3]


def test_a_faster_value_as_good_as_the_best_is_named(made: Synthetic) -> None:
    made.study("batch_size", {32: (0.0, 0.1, 0.0)})
    made.study("batch_size", {32: (0.0, 0.1, 0.0), 256: (-0.3, -0.2, -0.3)}, curve={"seconds": 1.0})
    made.studies.pop(0)
    time = one(made, "time")
    assert (time.value, time.numbers["best"]) == ("256", "32")
    assert time.numbers["saved_percent"] == pytest.approx(75, abs=2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_of_a_chapter_has_a_sentence_that_shows_its_numbers(language: str) -> None:
    whole = chapter()
    loaded = load(whole)
    rules = set()
    for study in whole.studies:
        for finding in study_findings(gather(loaded, study)):
            text = Text(language).sentence(finding)
            rules.add(finding.rule)
            assert "{" not in text
            assert "nan" not in text
    assert {"clear_worse", "undecided", "divergence", "stuck", "overfitting", "spread", "power"} <= rules
