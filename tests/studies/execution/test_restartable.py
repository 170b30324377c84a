"""How often what dies is made anew."""

from typing import NoReturn

import pytest

from studies.execution import restartable
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


def test_a_process_that_cannot_be_forked_is_tried_again_and_a_fault_of_the_program_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts = 0

    def forks(failure: Exception) -> None:
        def fork() -> NoReturn:
            nonlocal starts
            starts += 1
            raise failure

        monkeypatch.setattr(restartable, "fork_server", fork)

    forks(BlockingIOError(11, "Resource temporarily unavailable"))
    with pytest.raises(UsageError, match="end as soon as they are started"):
        restartable.Restartable(1).submit(len, "abc")
    assert starts == MAX_STARTS
    forks(TypeError("an argument is missing"))
    with pytest.raises(TypeError, match="an argument is missing"):
        restartable.Restartable(1).submit(len, "abc")
    assert starts == MAX_STARTS + 1


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
