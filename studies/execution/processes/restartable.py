"""A process that may die and is then made anew."""

import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pebble

from studies.execution.processes import deaths
from studies.execution.processes.deaths import PROCESS_DIED, insist
from studies.execution.processes.fork_server import ended, fork_server, sheltered, start, words, write_to
from studies.system.errors import MachineError

T = TypeVar("T")
# How a process fails to start: none can be forked, or it ends at once. Anything else is a fault of this program.
NOT_STARTED = (OSError, EOFError, RuntimeError, *PROCESS_DIED)
LOOK_SECONDS = 0.02  # between two looks of a pool at its process; pebble's 0.1 are waited for at each end
JOIN_SECONDS = 2.0  # that a process gets to end in
NO_START = "Worker processes end as soon as they are started"
DIES = "A helper process dies each time it is started"
_left: list["Restartable"] = []  # processes that nobody asks any more, for who starts one alike


class ProcessDies(MachineError):
    """A process started, and died each time at what it was asked. `how` says how: `ended with exit code 3`."""

    def __init__(self, sentence: str, how: str) -> None:
        super().__init__(sentence)
        self.how = how


class Restartable:
    """A process forked from the server with TensorFlow. It is asked one thing at a time, and made anew when it dies."""

    def __init__(
        self,
        threads: int,
        workers: int = 1,
        devices: Mapping[str, str] | None = None,
        log: Path | None = None,
        first: Callable[[], object] | None = None,
    ) -> None:
        """Nothing is started yet.

        Args:
            threads: TensorFlow's, in this process.
            workers: how many such processes share the machine.
            devices: what `machine.assigned_gpus` adds to its environment.
            log: the file that takes what its libraries write; without one their errors go where the server's go.
            first: what every fresh process does before anything else. What it raises is the next task's to raise again.
        """
        self._initial = (threads, workers, devices or {}, log)
        self._first = first
        self._pool: Future[pebble.ProcessPool] | None = None

    def with_threads(self, threads: int) -> None:
        """Have a process with so many of TensorFlow's threads from now on, which it takes when it starts."""
        if threads != self._initial[0]:
            self._initial = (threads, *self._initial[1:])
            self.restart()

    def start(self) -> None:
        """Start the process, beside the driver: the first one waits for the server's import of TensorFlow.

        One alike that was left is taken over instead: it holds what it was asked to load and build.
        """
        self._pool = self._taken_over() or sheltered(pebble.concurrent.thread(self._started))

    def leave(self) -> None:
        """Keep the process for who next starts one with as many threads, beside as many others, on the same devices.

        `end_those_left` ends what nobody takes.
        """
        if self._pool is not None:
            _left.append(self)

    def _taken_over(self) -> "Future[pebble.ProcessPool] | None":
        *kind, log = self._initial
        for one in [one for one in _left if [*one._initial[:-1]] == kind]:
            _left.remove(one)
            with contextlib.suppress(*NOT_STARTED, TimeoutError):
                if one.is_alive and one._pool is not None:
                    one._pool.result().schedule(write_to, args=(log,)).result(timeout=JOIN_SECONDS)
                    return one._pool
            one.stop()
            one.join()
        return None

    def _started(self) -> pebble.ProcessPool:
        pebble.CONSTS.sleep_unit = LOOK_SECONDS
        # A pool that was asked two things loses the second where its process dies between them: so `first` is no task.
        given = (*self._initial, self._first)
        pool = pebble.ProcessPool(max_workers=1, context=fork_server(), initializer=start, initargs=given)
        if not pool.active:  # it starts its threads and its process when it is first looked at
            raise BrokenProcessPool
        return pool

    @property
    def is_alive(self) -> bool:
        """Whether it takes work. Waits for a start that has begun."""
        return self._pool is not None and self._pool.exception() is None and bool(self._pool.result().active)

    def submit(self, function: Callable[..., T], *arguments: Any, seconds: float | None = None) -> "Future[T]":
        """What `function` will return; one of `PROCESS_DIED` is raised there when the process dies.

        Where it takes longer than `seconds`, the process is killed, and a TimeoutError is raised there.

        Raises:
            MachineError: processes die as soon as they are started.
        """
        before = ended()

        def complaint(death: Exception) -> MachineError:
            server = next((code for pid, code in ended().items() if pid not in before), None)
            log = self._initial[-1]
            return MachineError(deaths.explained(NO_START, death, server, deaths.last_words(words()), log))

        return insist(partial(self._scheduled, function, arguments, seconds), NOT_STARTED, complaint)

    def _scheduled(self, function: Callable[..., T], arguments: tuple[Any, ...], seconds: float | None) -> "Future[T]":
        if not self.is_alive:
            self.restart()
        assert self._pool is not None
        return self._pool.result().schedule(function, args=arguments, timeout=seconds)

    def answer(self, function: Callable[..., T], *arguments: Any, seconds: float | None = None) -> T:
        """What `function` returns; it is called again, in a fresh process, where the process dies.

        Raises:
            ProcessDies: it dies each time.
            MachineError: none can be started.
            TimeoutError: it takes longer than `seconds`.
        """

        def complaint(death: Exception) -> MachineError:
            sentence = deaths.explained(DIES, death, said=deaths.last_words(words()))
            return ProcessDies(sentence, deaths.ended(getattr(death, "exitcode", None)))

        return insist(partial(self._answered, function, arguments, seconds), PROCESS_DIED, complaint)

    def _answered(self, function: Callable[..., T], arguments: tuple[Any, ...], seconds: float | None) -> T:
        try:
            return self.submit(function, *arguments, seconds=seconds).result()
        except PROCESS_DIED:
            self.stop()
            raise

    def restart(self) -> None:
        """A killed process can leave half a message in its pipe, so its whole pool is replaced."""
        self.stop()
        self.join()
        self.start()

    def stop(self) -> None:
        """End the process at once, also one that is still being started."""
        if self._pool is not None:
            self._pool.add_done_callback(_stop)

    def join(self) -> None:
        """Wait a moment for a process that was stopped."""
        if self._pool is not None and self._pool.done() and self._pool.exception() is None:
            self._pool.result().join(timeout=JOIN_SECONDS)


def end_those_left() -> None:
    """End the processes that were left and not taken over."""
    while _left:
        one = _left.pop()
        one.stop()
        one.join()


def _stop(pool: "Future[pebble.ProcessPool]") -> None:
    if not pool.exception():
        pool.result().stop()  # type: ignore[no-untyped-call]
