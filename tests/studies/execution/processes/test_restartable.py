"""A process that dies is made anew, and what is said where none can be started."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import psutil
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


@pytest.fixture
def left() -> Iterator[Restartable]:
    """A process with a thread, one of two, that was asked something and left."""
    one = Restartable(1, 2, first=quickly)
    one.start()
    one.submit(quickly).result(timeout=60)
    one.leave()
    yield one
    restartable.end_those_left()
    one.join()


def says(word: str) -> int:
    print(word, flush=True)
    return os.getpid()


def test_a_process_that_was_left_is_taken_over_by_one_alike_and_writes_to_its_log(
    left: Restartable, tmp_path: Path
) -> None:
    pid = left.submit(os.getpid).result(timeout=60)
    alike, log = Restartable(1, 2, log=tmp_path / "log"), tmp_path / "log"
    alike.start()
    assert alike.submit(says, "hello").result(timeout=60) == pid
    assert log.read_text() == "hello\n"
    restartable.end_those_left()  # it is nobody's that was left any more
    assert alike.submit(os.getpid).result(timeout=60) == pid
    alike.stop()
    alike.join()


def test_one_of_other_threads_or_beside_others_is_another_and_what_nobody_takes_ends(left: Restartable) -> None:
    pid = left.submit(os.getpid).result(timeout=60)
    for other in (Restartable(2, 2), Restartable(1, 1), Restartable(1, 2, {"CUDA_VISIBLE_DEVICES": "0"})):
        assert other.submit(os.getpid).result(timeout=60) != pid
        other.stop()
        other.join()
    restartable.end_those_left()
    assert not psutil.pid_exists(pid)


def test_one_that_died_since_it_was_left_is_not_taken_over(left: Restartable) -> None:
    pid = left.submit(os.getpid).result(timeout=60)
    os.kill(pid, signal.SIGKILL)
    alike = Restartable(1, 2)
    alike.start()
    assert alike.submit(os.getpid).result(timeout=60) != pid
    alike.stop()
    alike.join()
