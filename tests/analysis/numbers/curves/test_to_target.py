"""How long until an accuracy: who never got there counts as later than all others."""

import numpy as np
import pytest

from analysis.numbers.curves import to_target
from tests.analysis.numbers.curves.histories import along


def test_runs_that_never_got_there_count_as_later_than_all_others() -> None:
    found = to_target.target_table(along(a=[[0.1, 0.5], [0.5, 0.6], [0.1, 0.2]], b=[[0.1, 0.2], [0.5, 0.5]]), 0.5, 95)
    assert found["reached"].tolist() == [2, 1]
    assert found["epochs"].tolist()[0] == 2
    assert found["updates"].tolist()[0] == 20  # ten steps of ten pictures, the last of five
    assert found["seconds"].tolist()[0] == 4.0
    assert np.isnan(found["epochs"].iloc[1])  # half never did


def test_the_target_is_a_whole_percent_that_the_reference_reached() -> None:
    assert to_target.target(along(a=[[0.1, 0.537], [0.2, 0.545]]), "a") == pytest.approx(0.54)
    assert to_target.earlier(along(a=[[0.5], [0.1]], b=[[0.1], [0.1]]), 0.5, "a", "b") == (1, 2)


def test_without_a_reference_or_any_accuracy_there_is_no_target() -> None:
    assert np.isnan(to_target.target(along(a=[[0.5]]), "none"))
    assert np.isnan(to_target.target(along(a=[[float("nan")]]), "a"))
    assert to_target.target(along(a=[[0.29, float("nan")]]), "a") == pytest.approx(0.29)


def test_an_accuracy_that_fell_again_was_reached_and_one_that_nobody_reached_has_no_time() -> None:
    found = to_target.target_table(along(a=[[0.6, 0.1]], b=[[float("nan")]]), 0.5, 0)
    assert found["reached"].tolist() == [1, 0]
    assert found["epochs"].iloc[0] == 1
    assert np.isnan(found["epochs"].iloc[1])
    assert found["updates"].isna().all()  # how many pictures there were is not known


def test_who_came_earlier_is_counted_over_the_seeds_that_both_have() -> None:
    histories = along(a=[[0.5], [0.1, 0.5], [0.5]], b=[[0.1, 0.5], [0.1, 0.5]])
    assert to_target.earlier(histories, 0.5, "a", "b") == (1, 2)
    assert to_target.earlier(histories, 0.5, "b", "a") == (0, 2)
    assert to_target.earlier(histories, 0.5, "a", "none") == (0, 0)
