"""The engine of this machine: each slot is a worker process of its own.

Memory is bounded so, and a run that dies takes nothing with it.
"""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pebble

from studies.execution import decisions, worker
from studies.execution.engine import Ended, Job
from studies.execution.processes import deaths
from studies.execution.processes.deaths import PROCESS_DIED
from studies.execution.processes.fork_server import fork_server
from studies.execution.processes.restartable import Restartable
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.system import files, machine
from studies.system.errors import MachineError
from studies.training import timing

T = TypeVar("T")


class Local:
    """One worker process a slot, kept for many runs, replaced when it dies or its memory has grown.

    One that has grown a little is replaced where it would build another program anyway: a fresh process is forked in a
    fraction of the time which that takes.
    """

    def __init__(self, devices: Sequence[Mapping[str, str]], threads: int, log: Path, fixed: bool = False) -> None:
        """
        Args:
            devices: what `machine.assigned_gpus` adds to a worker's environment, for each slot.
            threads: of each worker.
            log: the file that takes what their libraries write.
            fixed: whether a run goes on with `threads` too, whatever it began with.
        """
        self.slots = len(devices)
        self.alike = not any(devices)  # GPUs of a machine may be of two kinds
        self._threads = threads
        self._fixed = fixed
        self._log = log
        self._workers = [Restartable(threads, self.slots, one, log, worker.warm_up) for one in devices]
        self._built: dict[int, object] = {}  # by slot: the program that its process has
        self._grown: set[int] = set()  # slots
        self._running: dict[Future[worker.WorkerReport], tuple[int, Job]] = {}
        fork_server()  # once, here: the threads of `start` find it running
        for one in self._workers:
            one.start()

    def free(self) -> list[int]:
        taken = {slot for slot, _ in self._running.values()}
        return [slot for slot in range(self.slots) if slot not in taken]

    def submit(self, slot: int, job: Job) -> str | None:
        """
        Raises:
            MachineError: workers die as soon as they are started.
        """
        cores, began = machine.cores(), None if self._fixed else job.threads
        threads = decisions.borne(began, self._threads, cores)
        self._workers[slot].with_threads(threads)
        if slot in self._grown and self._built[slot] != job.run.program:
            self._renew(slot)
        self._built[slot] = job.run.program
        future = self._workers[slot].submit(worker.work, job.root, job.run, job.to_epoch, job.data, job.probed)
        self._running[future] = (slot, job)
        return None if began is None or began == threads else decisions.too_many(began, threads, cores)

    def measure(self, runs: list[Run], data: Path) -> Timing:
        """
        Raises:
            MachineError: its workers die.
            TooSlow: it takes too long.
        """

        def complaint(death: Exception) -> MachineError:
            what = "Worker processes end while training steps are timed"
            return MachineError(deaths.explained(what, death, log=self._log))

        return deaths.insist(partial(self._measured, runs, data), PROCESS_DIED, complaint)

    def _measured(self, runs: list[Run], data: Path) -> Timing:
        before = time.perf_counter()
        until = before + timing.LIMIT_SECONDS
        try:
            results([one.submit(worker.warm_up) for one in self._workers], until)
            start = time.perf_counter() - before
            timings = results([one.submit(timing.measure, runs, data) for one in self._workers], until)
        except PROCESS_DIED:
            for one in self._workers:
                one.restart()
            raise
        return replace(timing.slowest(timings), start=start)

    def wait(self, seconds: float) -> list[Ended]:
        if not self._running:
            time.sleep(seconds)
            return []
        done, _ = wait_for(self._running, timeout=seconds, return_when=FIRST_COMPLETED)
        broken = {future for future, (slot, _) in self._running.items() if not self._workers[slot].is_alive}
        return [self._ended(future) for future in done | broken]

    def stop(self) -> None:
        for one in self._workers:
            one.stop()
        for one in self._workers:
            one.join()

    def _renew(self, slot: int) -> None:
        self._grown.discard(slot)
        self._workers[slot].restart()

    def _ended(self, future: Future[worker.WorkerReport]) -> Ended:
        slot, job = self._running.pop(future)
        try:
            report = future.result(timeout=0)
        except pebble.ProcessExpired as death:
            self._renew(slot)
            return Ended(slot, job, cause=f"The worker process {deaths.ended(death.exitcode)}.")
        except (BrokenProcessPool, TimeoutError):
            self._renew(slot)
            return Ended(slot, job, cause="The worker process ended before it began.", lost=True)
        except Exception as error:  # out of memory inside TensorFlow: the process is not to be trusted any more
            if files.disk_is_full(error):
                raise
            self._renew(slot)
            return Ended(slot, job, cause=f"{type(error).__name__}: {' '.join(str(error).split())[: deaths.MAX_CAUSE]}")
        (self._grown.add if report.grown else self._grown.discard)(slot)
        if report.recycle:
            self._renew(slot)
        return Ended(slot, job, busy=report.busy, found=report.found, refused=report.refused)


def results(futures: Sequence["Future[T]"], until: float) -> list[T]:
    """What all of them return.

    Raises:
        TooSlow: not all did at the time `until` (of `time.perf_counter`).
    """
    try:
        return [future.result(timeout=max(0.0, until - time.perf_counter())) for future in futures]
    except TimeoutError:
        raise timing.TooSlow from None
