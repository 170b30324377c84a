"""A study's table from tiny frames: what its values reached, and how they compare. Effects are points by seed."""

import math

import pandas as pd
import pytest

from analysis.numbers import summary, trials
from analysis.numbers.moderation import ALONE, Prior
from studies.plan import looks
from studies.plan.study_record import StudyRecord
from tests.support.synthetic_evidence import NONE, load
from tests.support.synthetic_records import Synthetic


def table(made: Synthetic, band: float = 1.0, prior: Prior = ALONE) -> pd.DataFrame:
    study, rows = rows_of(made)
    return summary.with_comparisons(summary.value_table(study, rows), study, rows, band, prior).set_index("value")


def number(found: pd.DataFrame, value: str, column: str) -> float:
    return float(found[column].to_numpy(float)[list(found.index).index(value)])


def rows_of(made: Synthetic) -> tuple[StudyRecord, pd.DataFrame]:
    loaded = load(made)
    return loaded.studies[0], summary.distinct(loaded.studies[0], loaded.results)


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_accuracies_are_shares_and_differences_are_points(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)}, base=0.62)
    found = table(made)
    assert number(found, "tanh", "val_acc") == pytest.approx(0.57)
    assert number(found, "tanh", "val_acc_sd") == pytest.approx(0.002)
    assert number(found, "tanh", "difference") == pytest.approx(-5.0)
    assert number(found, "tanh", "difference_sd") == pytest.approx(0.2)
    assert number(found, "tanh", "noise_floor") == pytest.approx(
        100 * 1.959964 * math.sqrt(0.57 * 0.43 / 5000), rel=1e-6
    )
    assert number(found, "tanh", "time") == pytest.approx(40, rel=0.03)  # seconds: ten epochs of four


def test_the_references_own_row_has_no_comparison(made: Synthetic) -> None:
    made.study("activation", {"tanh": NONE, "relu": NONE})
    row = table(made).loc["relu"]
    assert (row["verdict"], row["pairs"]) == ("reference", 0)
    assert math.isnan(number(table(made), "relu", "difference"))


def test_the_reference_is_the_baseline_or_else_the_first_value_and_a_search_has_none(made: Synthetic) -> None:
    assert trials.reference(made.study("activation", {"tanh": NONE, "relu": NONE})) == "relu"
    assert trials.reference(made.study("activation", {"tanh": NONE, "elu": NONE})) == "tanh"
    search = made.study(("l2", "batch_size"), {(0.0, 32): NONE}, kind="tune", tuner="random")
    assert trials.reference(search) is None
    assert summary.comparisons(search, load(made).results) == {}


def test_numbers_rise_and_names_stay_in_the_order_they_were_asked(made: Synthetic) -> None:
    made.study("learning_rate", {0.01: NONE, 0.0001: NONE, 0.001: NONE})
    assert list(table(made).index) == ["0.0001", "0.001", "0.01"]
    names = Synthetic()
    names.study("activation", {"tanh": NONE, "elu": NONE, "relu": NONE})
    assert list(table(names).index) == ["tanh", "elu", "relu"]


def test_seeds_are_paired_and_a_seed_that_one_of_two_lacks_is_no_pair(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 10.0, -10.0), "elu": (2.0, 12.0, -8.0)})
    run = made.studies[0]["trials"][1]["runs"][2]
    del made.runs[run]
    row = table(made).loc["elu"]
    assert (row["n"], row["pairs"], row["ahead"], row["missing"]) == (2, 2, 2, 1)
    assert row["difference"] == pytest.approx(2.0)
    assert row["difference_sd"] == pytest.approx(0.0, abs=1e-9)


def test_holms_adjustment_counts_the_comparisons_of_the_study(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-2.0, -3.0, -2.5), "elu": (1.0, -1.0, 3.0)})
    found, first_look = table(made), looks.ERROR / looks.next_look((), 3).spends
    assert number(found, "tanh", "p_holm") == pytest.approx(2 * first_look * number(found, "tanh", "p"))
    assert number(found, "elu", "p_holm") == pytest.approx(
        max(first_look * number(found, "elu", "p"), number(found, "tanh", "p_holm"))
    )


def test_what_the_chapter_knows_of_a_spread_adds_freedom_to_a_comparison(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    alone, known = table(made), table(made, prior=Prior(variance=0.01**2, freedom=2.0))
    assert (number(alone, "tanh", "freedom"), number(known, "tanh", "freedom")) == (2, 4)
    assert number(known, "tanh", "difference_sd") > number(alone, "tanh", "difference_sd")
    assert number(alone, "tanh", "val_acc_sd") == number(known, "tanh", "val_acc_sd")


def test_a_diverged_run_has_a_result_and_no_time(made: Synthetic) -> None:
    made.study("learning_rate", {0.01: (0.0,)}, (0,), curve={"diverge_at": 2})
    row = table(made).loc["0.01"]
    assert (row["n"], row["diverged"], row["val_acc"]) == (1, 1, pytest.approx(0.1))
    assert math.isnan(number(table(made), "0.01", "time"))


def test_a_probes_rows_name_each_dimension(made: Synthetic) -> None:
    made.study(("learning_rate", "optimizer"), {(0.001, "adam"): NONE, (0.01, "sgd"): NONE}, kind="probe")
    assert list(table(made).loc["0.01, sgd", ["learning_rate", "optimizer"]]) == [0.01, "sgd"]


@pytest.mark.parametrize(
    ("n", "low", "high", "adjusted", "said"),
    [
        (0, math.nan, math.nan, math.nan, "none"),
        (1, math.nan, math.nan, math.nan, "single"),
        (3, -0.9, -0.1, 0.001, "equivalent"),  # real, and surely too small to matter
        (3, 1.5, 3.0, 0.01, "better"),
        (3, -3.0, -1.5, 0.01, "worse"),
        (3, -3.0, -1.5, 0.06, "undecided"),  # Holm takes it back
        (3, -2.0, 3.0, 0.6, "undecided"),
    ],
)
def test_a_verdict_asks_first_whether_a_difference_matters(
    n: int, low: float, high: float, adjusted: float, said: str
) -> None:
    assert summary.verdict(n, low, high, adjusted, band=1.0) == said


def test_two_seeds_are_shown_within_what_an_accuracy_can_be(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 0.0), "tanh": (-20.0, 20.0)}, (0, 1), base=0.5)
    found = table(made)
    assert [number(found, "tanh", f"val_acc{end}") for end in ("_low", "_high")] == [0.0, 1.0]
    assert [number(found, "tanh", f"difference{end}") for end in ("_low", "_high")] == [-100.0, 100.0]
    assert 0 < number(found, "relu", "val_acc_high") - number(found, "relu", "val_acc_low") < 0.002  # 5,000 pictures


def test_two_values_that_only_guess_are_not_equivalent(made: Synthetic) -> None:
    still = (-52.0, -52.0, -52.0)  # 10 % of ten classes, with every seed
    made.study("activation", {"relu": still, "tanh": still, "elu": NONE})
    said = table(made)["verdict"].to_dict()
    assert (said["tanh"], said["relu"], said["elu"]) == ("unlearned", "reference", "better")


def test_a_value_that_learned_with_one_seed_has_a_verdict_as_usual(made: Synthetic) -> None:
    made.study("activation", {"relu": (-52.0, -52.0, -52.0), "tanh": (-52.0, -52.0, 0.0)})
    assert table(made).loc["tanh", "verdict"] == "undecided"


def test_equivalent_is_said_of_values_that_learned(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (0.0, 0.01, -0.01)})
    assert table(made).loc["tanh", "verdict"] == "equivalent"


def test_a_study_without_rows_has_a_table_without_values(made: Synthetic) -> None:
    study = made.study("activation", {"relu": NONE, "tanh": NONE})
    rows = summary.distinct(study, load(made).results.head(0))
    empty = summary.value_table(study, rows)
    assert list(empty) == ["value", "n"]
    assert summary.comparisons(study, rows) == {}
    assert summary.with_comparisons(empty, study, rows, 1.0) is empty
