"""Where runs execute. One small interface: submit a job to a slot, wait for any, stop.

`Local` runs each slot in a process of its own, so that memory is bounded and a dying run takes nothing with it.
`studies.execution.ray_engine.Ray` does the same on the nodes of a cluster.
Plan, tuner and store know nothing of engines; results are read from the store, never returned.
"""

import contextlib
import signal
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pebble

from studies.execution import worker
from studies.execution.fork_server import DEATHS, STARTS, fork_server, sheltered, start
from studies.plan.runs import Run
from studies.system import files, variables
from studies.system.errors import UsageError
from studies.system.quiet import quiet
from studies.training import timing

LONGEST = 300  # characters of what a library says
HINTS = {
    signal.SIGKILL: ", most likely because the machine ran out of memory",
    signal.SIGABRT: ", as a library does that cannot go on, for example without memory",
    signal.SIGSEGV: ", a fault in a library, as one makes that is refused memory",
}


@dataclass(frozen=True)
class Job:
    """Advance `run` to `to_epoch` epochs in the store at `root`, with the prepared data in `data`."""

    run: Run
    to_epoch: int
    root: Path
    data: Path


@dataclass(frozen=True)
class Ended:
    """A job that is no longer running. `cause` says in words why its process died, if it did."""

    slot: int
    job: Job
    busy: bool = False  # another process trains this run
    found: bool = False  # another process had trained it
    cause: str | None = None
    refused: str | None = None  # why the run's files cannot be gone on from
    lost: bool = False  # with its whole machine, or before it began: no fault of the run's


class Engine(Protocol):
    slots: int

    def free(self) -> list[int]:
        """The slots that can take a job now."""
        ...

    def submit(self, slot: int, job: Job) -> None: ...

    def wait(self, seconds: float) -> list[Ended]:
        """The jobs that ended, after the first end or after `seconds`."""
        ...

    def measure(self, runs: list[Run], data: Path) -> dict[str, Any]:
        """Time a few training steps of `runs` in all slots at once (`forecast.measure`): they share the machine."""
        ...

    def stop(self) -> None:
        """End all processes at once. The store survives this at any moment."""
        ...


def results(futures: Sequence["Future[Any]"], until: float) -> list[Any]:
    """What all of them return.

    Raises:
        UsageError: not all did at the time `until` (of `time.perf_counter`).
    """
    try:
        return [future.result(timeout=max(0.0, until - time.perf_counter())) for future in futures]
    except TimeoutError:
        raise timing.too_slow() from None


class Inline:
    """No process of its own: a job runs here, while it is waited for. For debugging, and for quick tests."""

    slots = 1

    def __init__(self, threads: int) -> None:
        """
        Raises:
            UsageError: this process has loaded TensorFlow with other settings.
        """
        variables.share(threads)
        with quiet():
            worker.warm_up()
        self._jobs: list[tuple[int, Job]] = []

    def free(self) -> list[int]:
        return [] if self._jobs else [0]

    def submit(self, slot: int, job: Job) -> None:
        self._jobs.append((slot, job))

    def wait(self, seconds: float) -> list[Ended]:
        if not self._jobs:
            time.sleep(seconds)
            return []
        slot, job = self._jobs.pop()
        report = worker.work(job.root, job.run, job.to_epoch, job.data)
        return [Ended(slot, job, busy=report.busy, found=report.found, refused=report.refused)]

    def measure(self, runs: list[Run], data: Path) -> dict[str, Any]:
        return {**timing.measure(runs, data), "start": 0.0}

    def stop(self) -> None:
        self._jobs.clear()


class Local:
    """One worker process a slot, kept for many runs, replaced when it dies or its memory has grown.

    Workers are forked from a server that has imported TensorFlow and done nothing with it, so that only the first
    of them waits for the import. The server ends with the last process that knows it.
    """

    def __init__(self, devices: Sequence[Mapping[str, str]], threads: int, log: Path) -> None:
        """A slot for each of `devices`, which are what `gpus.assigned` adds to a worker's environment."""
        self.slots = len(devices)
        self._devices = devices
        self._threads = threads
        self._log = log
        self._context = fork_server()
        self._pools = [self._start(slot) for slot in range(self.slots)]
        self._running: dict[Future[worker.Report], tuple[int, Job]] = {}

    def free(self) -> list[int]:
        taken = {slot for slot, _ in self._running.values()}
        return [slot for slot in range(self.slots) if slot not in taken]

    def submit(self, slot: int, job: Job) -> None:
        future = self._ready(slot).schedule(worker.work, args=(job.root, job.run, job.to_epoch, job.data))
        self._running[future] = (slot, job)

    def measure(self, runs: list[Run], data: Path) -> dict[str, Any]:
        """
        Raises:
            UsageError: its workers die.
        """
        for _ in range(STARTS):
            with contextlib.suppress(*DEATHS):
                return self._measured(runs, data)
        raise UsageError(f"Worker processes end while training steps are timed; {self._log} may say why.")

    def _measured(self, runs: list[Run], data: Path) -> dict[str, Any]:
        before = time.perf_counter()
        pools = [self._ready(slot) for slot in range(self.slots)]
        until = before + timing.BOUND
        results([pool.schedule(worker.warm_up) for pool in pools], until)
        start = time.perf_counter() - before
        timings = [pool.schedule(timing.measure, args=(runs, data)) for pool in pools]
        return {**timing.slowest(results(timings, until)), "start": start}

    def wait(self, seconds: float) -> list[Ended]:
        if not self._running:
            time.sleep(seconds)
            return []
        done, _ = wait_for(self._running, timeout=seconds, return_when=FIRST_COMPLETED)
        broken = {future for future, (slot, _) in self._running.items() if not self._pools[slot].result().active}
        return [self._ended(future) for future in done | broken]

    def stop(self) -> None:
        for pool in self._pools:
            pool.add_done_callback(lambda started: None if started.exception() else started.result().stop())
        for pool in self._pools:
            if pool.done() and pool.exception() is None:
                pool.result().join(timeout=2)

    def _ended(self, future: Future[worker.Report]) -> Ended:
        slot, job = self._running.pop(future)
        try:
            report = future.result(timeout=0)
        except pebble.ProcessExpired as death:
            self._replace(slot)
            return Ended(slot, job, cause=_words(death.exitcode))
        except (BrokenProcessPool, TimeoutError):
            self._replace(slot)
            return Ended(slot, job, cause="The worker process ended before it began.", lost=True)
        except Exception as error:  # out of memory inside TensorFlow: the process is not to be trusted any more
            if files.disk_is_full(error):
                raise
            self._replace(slot)
            return Ended(slot, job, cause=f"{type(error).__name__}: {' '.join(str(error).split())[:LONGEST]}")
        if report.recycle:
            self._replace(slot)
        return Ended(slot, job, busy=report.busy, found=report.found, refused=report.refused)

    def _replace(self, slot: int) -> None:
        """A fresh worker, with a pool of its own: what a killed process leaves in a channel helps nobody."""
        if self._pools[slot].exception() is None:
            pool = self._pools[slot].result()
            pool.stop()
            pool.join(timeout=2)
        self._pools[slot] = self._start(slot)

    def _ready(self, slot: int) -> pebble.ProcessPool:
        """The slot's pool; a fresh one where the worker died while it had nothing to do.

        Raises:
            UsageError: workers die as soon as they are started.
        """
        for _ in range(STARTS):
            if self._pools[slot].exception() is None and self._pools[slot].result().active:
                return self._pools[slot].result()
            self._replace(slot)
        raise UsageError(f"Worker processes end as soon as they are started; {self._log} may say why.")

    def _start(self, slot: int) -> "Future[pebble.ProcessPool]":
        """Beside the driver, since the first worker waits for the server's import of TensorFlow."""
        return sheltered(partial(pebble.concurrent.thread(self._pool), slot))

    def _pool(self, slot: int) -> pebble.ProcessPool:
        pool = pebble.ProcessPool(
            max_workers=1,
            context=self._context,
            initializer=start,
            initargs=(self._threads, self.slots, self._devices[slot], self._log),
        )
        pool.schedule(worker.warm_up)
        return pool


def _words(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        by = signal.Signals(-exitcode)
        return f"The worker process was ended by {by.name}{HINTS.get(by, '')}."
    return f"The worker process ended with exit code {exitcode}."
