"""The engine without a process of its own."""

import time
from pathlib import Path

from studies.execution import worker
from studies.execution.engine import Ended, Job
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.system import variables
from studies.system.quiet import quiet
from studies.training import timing


class Inline:
    """Runs a job in this process, while it is waited for. For debugging, and for quick tests."""

    slots = 1
    alike = True

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
        report = worker.work(job.root, job.run, job.to_epoch, job.data, job.probed)
        return [Ended(slot, job, busy=report.busy, found=report.found, refused=report.refused)]

    def measure(self, runs: list[Run], data: Path) -> Timing:
        return timing.measure(runs, data)

    def stop(self) -> None:
        self._jobs.clear()
