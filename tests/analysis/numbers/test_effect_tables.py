"""How far values lie from the reference, as a table. The range of a dimension is in `test_statistics`."""

import pytest

from analysis.numbers import effect_tables
from tests.support.synthetic_evidence import LOW, NONE, evidence
from tests.support.synthetic_records import Synthetic


def test_a_forest_has_a_line_for_each_value_that_is_compared_in_points() -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (-2.0, -2.1, -1.9), "sigmoid": None, "elu": (1.0, None, None)})
    table = effect_tables.forest_table(evidence(made)).set_index("label")
    assert list(table.index) == ["tanh", "elu"]
    assert table["difference"].tolist() == pytest.approx([-2, 1])
    assert (table["low"].iloc[0] < -2, table["high"].iloc[0] > -2) == (True, True)
    assert list(table["verdict"]) == ["worse", "single"]
    assert table.loc["elu", ["low", "high"]].isna().all()


def test_dimensions_are_ranked_by_how_far_they_move_the_accuracy_of_values_that_learn() -> None:
    made = Synthetic()
    made.study("l2", {0.0: NONE, 0.001: (1.0, 1.1, 0.9)})
    made.study("activation", {"relu": NONE, "tanh": (-4.0, -4.1, -3.9), "sigmoid": LOW})
    made.study("loss", {"categorical_crossentropy": NONE, "mean_squared_error": LOW})  # one value learned
    made.study(("l2", "learning_rate"), {(0.0, 0.001): NONE, (0.1, 0.01): NONE}, kind="probe")
    table = effect_tables.effect_range_table([evidence(made, place) for place in range(4)])
    assert list(table["dimension"]) == ["activation", "l2"]
    assert table["mean"].tolist() == pytest.approx([4, 1])
    assert (table["seeds"] == 3).all()
    assert ((table["low"] < table["mean"]) & (table["mean"] < table["high"])).all()


def test_without_studies_the_table_is_empty() -> None:
    assert effect_tables.effect_range_table([]).empty
