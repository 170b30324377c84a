"""Rules about the studies of a chapter together. Effects are points, one number a seed."""

import pytest

from analysis.findings import chapter_rules
from analysis.numbers import effect_tables
from analysis.text.text import Text
from tests.support.synthetic_evidence import LOW, NONE, evidences, load
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_studies_on_two_baselines_are_not_set_side_by_side_in_silence(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE})
    made.study("optimizer", {"adam": NONE}, epochs=5)
    assert [(one.rule, one.numbers) for one in chapter_rules.two_baselines(made.studies)] == [
        ("two_baselines", {"name": "epochs", "values": "10, 5"})
    ]


def test_runs_of_two_machines_are_pointed_out(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE})
    next(iter(made.runs.values()))["environment"] = {"threads": 8}
    assert [one.numbers["name"] for one in chapter_rules.two_environments(made.studies, load(made).runs)] == ["threads"]


def test_values_that_did_not_learn_do_not_decide_which_dimension_matters_most(made: Synthetic) -> None:
    made.study("initializer", {"glorot_uniform": NONE, "he_normal": (0.4, 0.5, 0.6), "zeros": LOW})
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    made.study("optimizer", {"adam": NONE, "sgd": LOW})
    table = effect_tables.effect_range_table(evidences(made))
    assert list(table["dimension"]) == ["activation", "initializer"]
    (found,) = chapter_rules.largest_effect(table)
    assert (found.rule, found.value) == ("importance", "activation")


def test_dimensions_whose_intervals_overlap_share_the_first_place(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -6.0, -4.0)})
    made.study("loss", {"categorical_crossentropy": NONE, "mean_squared_error": (-4.0, -5.0, -3.0)})
    (found,) = chapter_rules.largest_effect(effect_tables.effect_range_table(evidences(made)))
    assert (found.rule, found.numbers["dimensions"]) == ("importance_shared", ["loss"])
    assert "not surely ahead of: Loss function." in Text().sentence(found)
    assert "损失函数" in Text("zh").sentence(found)


def test_a_dimension_with_one_seed_is_not_known_to_move_less(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    made.study("optimizer", {"adam": (0.0,), "sgd": (-2.0,)}, (0,))
    (found,) = chapter_rules.largest_effect(effect_tables.effect_range_table(evidences(made)))
    assert found.numbers["dimensions"] == ["optimizer"]


def test_runs_that_no_study_compares_may_come_from_different_machines(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": NONE})
    made.study("activation", {"relu": (1.0, 1.0, 1.0)}, name="other", optimizer="sgd")
    for run in made.studies[1]["trials"][0]["runs"]:
        made.runs[run]["environment"] = {"threads": 8}
    assert not list(chapter_rules.two_environments(made.studies, load(made).runs))
