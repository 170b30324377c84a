"""Processes that die and are made anew, and the one rule for how often.

A worker of the local engine and the driver's helper are a `Restartable` each. Ray makes the actors of a cluster itself:
for those there are `insist` and `Attempts`.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pebble

from studies.execution.fork_server import fork_server, sheltered, start
from studies.system.errors import UsageError

T = TypeVar("T")
MAX_STARTS = 5  # how often in a row a process may die before it has done anything
PROCESS_DIED = (pebble.ProcessExpired, BrokenProcessPool)
# How a process fails to start: none can be forked, or it ends at once. Anything else is a fault of this program.
NOT_STARTED = (OSError, EOFError, RuntimeError, *PROCESS_DIED)
LOOK_SECONDS = 0.02  # between two looks of a pool at its process; pebble's 0.1 are waited for at each end
JOIN_SECONDS = 2.0  # that a process gets to end in


class Attempts:
    """Counts how often in a row a process died before it had done anything."""

    def __init__(self) -> None:
        self._deaths = 0

    def died(self, complaint: str) -> None:
        """
        Raises:
            UsageError: with this complaint, at the last of `MAX_STARTS`.
        """
        self._deaths += 1
        if self._deaths >= MAX_STARTS:
            raise UsageError(complaint) from None

    def succeeded(self) -> None:
        self._deaths = 0


def insist(attempt: Callable[[], T], deaths: tuple[type[Exception], ...], complaint: str) -> T:
    """What `attempt` returns; it is called again where it ends with one of `deaths`.

    Raises:
        UsageError: with this complaint, where it does so each time.
    """
    attempts = Attempts()
    while True:
        try:
            return attempt()
        except deaths:
            attempts.died(complaint)


class Restartable:
    """A process forked from the server with TensorFlow. It is asked one thing at a time, and made anew when it dies."""

    def __init__(
        self,
        threads: int,
        workers: int = 1,
        devices: Mapping[str, str] | None = None,
        log: Path = Path(os.devnull),
        first: Callable[[], object] | None = None,
    ) -> None:
        """Nothing is started yet.

        Args:
            threads: TensorFlow's, in this process.
            workers: how many such processes share the machine.
            devices: what `machine.assigned_gpus` adds to its environment.
            log: the file that takes what its libraries write.
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
        """Start the process, beside the driver: the first one waits for the server's import of TensorFlow."""
        self._pool = sheltered(pebble.concurrent.thread(self._started))

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
            UsageError: processes die as soon as they are started.
        """
        complaint = "Worker processes end as soon as they are started"
        log = self._initial[-1]
        if str(log) != os.devnull:
            complaint += f"; {log} may say why"
        return insist(partial(self._scheduled, function, arguments, seconds), NOT_STARTED, f"{complaint}.")

    def _scheduled(self, function: Callable[..., T], arguments: tuple[Any, ...], seconds: float | None) -> "Future[T]":
        if not self.is_alive:
            self.restart()
        assert self._pool is not None
        return self._pool.result().schedule(function, args=arguments, timeout=seconds)

    def answer(self, function: Callable[..., T], *arguments: Any, seconds: float | None = None) -> T:
        """What `function` returns; it is called again, in a fresh process, where the process dies.

        Raises:
            UsageError: it dies each time.
            TimeoutError: it takes longer than `seconds`.
        """
        complaint = "A helper process dies each time it is started."
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


def _stop(pool: "Future[pebble.ProcessPool]") -> None:
    if not pool.exception():
        pool.result().stop()  # type: ignore[no-untyped-call]
