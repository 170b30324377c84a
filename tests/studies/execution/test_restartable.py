"""How often what dies is made anew."""

import pytest

from studies.execution.restartable import MAX_STARTS, Attempts, insist
from studies.system.errors import UsageError


class Died(Exception):
    pass


class Mortal:
    """Dies so often, then lives."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths

    def attempt(self) -> str:
        if self.deaths:
            self.deaths -= 1
            raise Died
        return "alive"


def test_what_dies_is_tried_again() -> None:
    assert insist(Mortal(MAX_STARTS - 1).attempt, (Died,), "It always dies.") == "alive"


def test_what_dies_each_time_is_an_error_in_words() -> None:
    mortal = Mortal(100)
    with pytest.raises(UsageError, match="It always dies"):
        insist(mortal.attempt, (Died,), "It always dies.")
    assert mortal.deaths == 100 - MAX_STARTS


def test_what_fails_otherwise_is_not_tried_again() -> None:
    mortal = Mortal(2)
    with pytest.raises(Died):
        insist(mortal.attempt, (ValueError,), "It always dies.")
    assert mortal.deaths == 1


def test_only_deaths_in_a_row_count() -> None:
    attempts = Attempts()
    for _ in range(3):
        for _ in range(MAX_STARTS - 1):
            attempts.died("It always dies.")
        attempts.succeeded()
    for _ in range(MAX_STARTS - 1):
        attempts.died("It always dies.")
    with pytest.raises(UsageError, match="It always dies"):
        attempts.died("It always dies.")
