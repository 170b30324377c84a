"""A process that dies is made anew, and what is said where none can be started."""

import os
import signal
import time
from typing import NoReturn

import pytest
from pebble.pool.process import NoMessage, WorkerManager

from studies.execution.processes import restartable
from studies.execution.processes.deaths import MAX_STARTS, PROCESS_DIED
from studies.execution.processes.restartable import Restartable
from studies.system.errors import MachineError


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
    with pytest.raises(MachineError, match="started: Resource temporarily unavailable"):
        restartable.Restartable(1).submit(len, "abc")
    assert starts == MAX_STARTS
    forks(TypeError("an argument is missing"))
    with pytest.raises(TypeError, match="an argument is missing"):
        restartable.Restartable(1).submit(len, "abc")
    assert starts == MAX_STARTS + 1


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
