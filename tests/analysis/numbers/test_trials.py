"""What the trials of a study are called, which of them the others are compared with, and which learned nothing."""

import pandas as pd
import pytest

from analysis.numbers import trials
from studies.plan.study_record import StudyRecord
from tests.support.synthetic_records import CLASSES, Synthetic


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def names(study: StudyRecord) -> list[str]:
    return [trials.value_label(study, trial["values"]) for trial in study["trials"]]


def test_a_value_is_called_by_what_varies_and_in_a_search_by_its_name_too(made: Synthetic) -> None:
    tried = {(0.001, "adam"): 0.0, (0.01, "sgd"): 0.0}
    assert names(made.study("learning_rate", {0.001: 0.0, 0.01: 0.0})) == ["0.001", "0.01"]
    assert names(made.study(("learning_rate", "optimizer"), tried, kind="probe")) == ["0.001, adam", "0.01, sgd"]
    assert names(made.study(("learning_rate", "optimizer"), tried, kind="tune")) == [
        "learning_rate=0.001, optimizer=adam, epochs=10",
        "learning_rate=0.01, optimizer=sgd, epochs=10",
    ]


def test_values_are_compared_with_the_baselines_else_with_the_first_and_in_a_search_with_none(made: Synthetic) -> None:
    assert trials.reference(made.study("activation", {"tanh": 0.0, "relu": 0.0})) == "relu"
    assert trials.reference(made.study("activation", {"tanh": 0.0, "elu": 0.0})) == "tanh"
    own: StudyRecord = {**made.study("activation", {"relu": 0.0, "tanh": 0.0}), "base": {"activation": "tanh"}}
    assert trials.reference(own) == "tanh"
    assert trials.reference(made.study("activation", {"tanh": 0.0, "relu": 0.0}, kind="tune", tuner="random")) is None


def test_a_value_learned_nothing_where_each_of_its_runs_diverged_or_only_guessed(made: Synthetic) -> None:
    study = made.study("learning_rate", {0.001: 0.0, 0.1: 0.0, 1.0: 0.0})
    chance = 1 / len(CLASSES)
    rows = pd.DataFrame(
        [
            ("0.001", "completed", 0.6),
            ("0.001", "diverged", chance),
            ("0.1", "completed", chance + 0.001),
            ("0.1", "diverged", chance),
            ("1", "running", float("nan")),
        ],
        columns=["value", "state", "val_acc"],
    )
    assert trials.unlearned(study, rows) == {"0.1"}
    assert list(trials.lost(study, rows)) == [False, True, True, True, False]
    assert 0.001 < trials.guessing(study) < 0.05
