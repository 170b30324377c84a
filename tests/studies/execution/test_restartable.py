"""How often what dies is made anew."""

import os
import signal
import time
from typing import NoReturn

import pytest
from pebble.pool.process import NoMessage, WorkerManager

from studies.execution import restartable
from studies.execution.restartable import MAX_STARTS, PROCESS_DIED, Attempts, Restartable, insist
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


def quickly() -> None:
    """What a fresh process does first."""


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("heard", range(4), ids="of {} messages".format)
def test_that_a_process_died_is_known_whatever_of_its_messages_was_read_before_the_death_was_seen(
    heard: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine the end of a process is seen before the last words in its pipe are read."""
    receive, read = WorkerManager.receive, 0

    def late(self: WorkerManager, timeout: float) -> object:
        nonlocal read
        if read >= heard:
            time.sleep(0.3)
        message = receive(self, timeout)
        read += not isinstance(message, NoMessage)
        return message

    monkeypatch.setattr(WorkerManager, "receive", late)
    one = Restartable(1, first=quickly)
    one.start()
    try:
        assert isinstance(one.submit(killed).exception(timeout=30), PROCESS_DIED)
    finally:
        one.stop()
        one.join()
