"""How alike runs of two seeds answer: of one value, and of two."""

import pytest

from analysis.numbers.answers.agreement import MOST_RUNS, agreement
from tests.analysis.numbers.answers.four_pictures import CATS, DOGS, of


def test_runs_of_a_value_agree_more_than_runs_of_two() -> None:
    found = agreement(of(a=[CATS] * 6, b=[DOGS] * 6), ("a", "b"))
    assert found is not None
    assert (found.within, found.between, found.runs) == (1.0, 0.0, 12)
    assert found.p < 0.05


def test_that_the_runs_of_a_seed_are_alike_hides_and_makes_no_difference_between_values() -> None:
    by_seed = [CATS, DOGS] * 3
    found = agreement(of(a=by_seed, b=by_seed), ("a", "b"))
    assert found is not None
    assert (found.within, found.between, found.p) == (pytest.approx(0.4), pytest.approx(0.4), 1.0)
    assert agreement(of(a=by_seed, b=by_seed), ("a", "b")) == found  # its chance is always the same


def test_it_is_silent_where_no_exchange_within_seeds_could_be_clear() -> None:
    assert agreement(of(a=[CATS] * 5, b=[DOGS] * 5), ("a", "b")) is None  # 16 ways: p is 0.06 at least
    assert agreement(of(a=[CATS] * 3, b=[DOGS] * 3), ("a", "b")) is None
    assert agreement(of(a=[CATS] * 3, b=[DOGS] * 3, c=[CATS] * 3), ("a", "b", "c")) is not None  # 36 ways


def test_agreement_needs_two_values_of_two_seeds_and_no_more_runs_than_pairs_can_be_looked_at() -> None:
    for answers in (of(a=[CATS, DOGS]), of(a=[CATS], b=[DOGS]), of(), of(a=[CATS] * MOST_RUNS, b=[DOGS])):
        assert agreement(answers, ("a", "b")) is None
