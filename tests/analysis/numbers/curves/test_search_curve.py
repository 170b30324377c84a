"""What a search of fewer trials would have been expected to find, against every draw."""

import itertools

import numpy as np
import pytest

from analysis.numbers.curves import search_curve


def test_the_expected_best_is_that_of_all_draws_with_replacement() -> None:
    values = [0.3, 0.5, 0.1, 0.4]
    table = search_curve.expected_best(values)
    for trials in (1, 2, 3):
        best = [max(draw) for draw in itertools.product(values, repeat=trials)]
        assert table["best"].iloc[trials - 1] == pytest.approx(np.mean(best))
        assert table["best_sd"].iloc[trials - 1] == pytest.approx(np.std(best))
    assert search_curve.enough(table, 0.01) == 4
    assert search_curve.enough(table, 0.02) == 3
    assert search_curve.enough(table, 1.0) == 1


def test_one_trial_finds_itself_and_none_finds_nothing() -> None:
    table = search_curve.expected_best([0.3])
    assert table.to_dict("list") == {"trials": [1], "best": [0.3], "best_sd": [0.0]}
    assert search_curve.enough(table, 0.0) == 1
    assert search_curve.expected_best([]).empty


def test_equal_trials_are_enough_with_one_and_have_no_spread() -> None:
    table = search_curve.expected_best([0.5] * 100)
    assert table["best"].to_numpy() == pytest.approx(0.5)
    assert table["best_sd"].to_numpy() == pytest.approx(0, abs=1e-7)
    assert search_curve.enough(table, 1e-9) == 1
