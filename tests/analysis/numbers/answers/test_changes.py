"""Pictures that one value alone names rightly, or wrongly, in every seed."""

import math

import pytest

from analysis.numbers.answers.changes import changes
from tests.analysis.numbers.answers.four_pictures import CATS, RIGHT, of


def test_pictures_that_one_value_alone_names_rightly_in_every_seed_are_its_own() -> None:
    answers = of(a=[[0, 0, 0, 0], [0, 0, 0, 1]], b=[[1, 0, 0, 0], [1, 0, 0, 0]])
    found = {(one.value, one.right): one for one in changes(answers, ("a", "b"))}
    assert found["a", True].places == found["b", False].places == (0,)
    assert found["a", False].places == found["b", True].places == ()
    assert found["a", True].expected == pytest.approx(1 / 6)  # of six ways to choose two of the four runs
    assert found["a", True].p == pytest.approx(1 - math.exp(-1 / 6))
    assert found["b", True].p == pytest.approx(1)


def test_one_seed_or_one_value_stands_nowhere_alone() -> None:
    assert changes(of(a=[RIGHT], b=[CATS]), ("a", "b")) == []
    assert changes(of(a=[RIGHT, RIGHT]), ("a", "b")) == []
    assert changes(of(), ("a", "b")) == []


def test_as_many_runs_as_anyone_trains_can_be_counted() -> None:
    """There are more ways to choose 600 of 1200 runs than a floating number counts."""
    found = changes(of(a=[RIGHT] * 600, b=[CATS] * 600), ("a", "b"))
    assert (found[0].value, found[0].right, found[0].places, found[0].expected) == ("a", True, (2, 3), 0.0)
