"""What a command trains with, and the engine that this means."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studies.execution.engine import Engine
from studies.execution.helper import Helper
from studies.execution.inline import Inline
from studies.execution.local import Local
from studies.execution.processes.restartable import end_those_left
from studies.execution.ray.cluster import Need
from studies.execution.ray.engine import Ray
from studies.store.home import Home
from studies.system import files, machine


@dataclass(frozen=True)
class Resources:
    """What to train with: worker processes, with TensorFlow threads in each."""

    workers: int = 1  # 0: no process, the command trains by itself
    threads_each: int | None = None  # None: the cores are shared out among the workers
    cluster: Need | None = None  # on Ray, where a worker needs this
    share: int = 1  # workers on a GPU of this machine
    probed: bool = False  # runs are measured in their layers too

    @property
    def threads(self) -> int:
        return self.threads_each or max(1, machine.cores() // max(1, self.workers))

    def helper(self, becomes_worker: bool = False) -> Helper:
        """For what else needs TensorFlow: done in this process where the command trains by itself.

        Args:
            becomes_worker: the engine's first worker is that process, where the engine gets these resources.
        """
        return Helper(self.threads, inline=self.workers == 0, becomes_one_of=self.workers if becomes_worker else None)

    def engine(self, home: Home) -> Engine:
        """
        Raises:
            UsageError: GPUs, the cluster or a TensorFlow that this process has loaded before do not allow it.
        """
        home.cache.mkdir(parents=True, exist_ok=True)
        if self.cluster is not None:
            return Ray(self.workers, self.cluster, home.cache)
        if self.workers == 0:
            return Inline(self.threads)
        devices = machine.assigned_gpus(self.workers, machine.visible_gpus(), self.share)
        log = home.tuner_dirs / "workers.log"
        if not log.exists():
            files.provisional(log)
        try:
            return Local(devices, self.threads, log, fixed=self.threads_each is not None)
        finally:
            end_those_left()

    @contextlib.contextmanager
    def starting(self, home: Home, eager: bool) -> Iterator[Callable[[], Engine]]:
        """An engine that starts when it is first needed, or at once; its processes end with the block."""
        engines: list[Engine] = []

        def start() -> Engine:
            if not engines:
                engines.append(self.engine(home))
            return engines[0]

        try:
            if eager:
                start()
            yield start
        finally:
            for started in engines:
                started.stop()
