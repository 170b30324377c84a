"""The engine that runs on a Ray cluster.

Each slot is an actor that keeps its program, and is made anew when it dies: on another node, where its own is lost.
What an actor that does not see the run store makes of a run comes back with its answer, and is stored here.
"""

import contextlib
import secrets
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from studies.execution.engine import Ended, Job
from studies.execution.processes.deaths import Attempts, insist
from studies.execution.ray import cluster
from studies.execution.ray.actor import ActorPlace, Worker
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.store.open_run import OpenRun
from studies.store.runs import Busy, Store
from studies.system import files
from studies.system.errors import MachineError
from studies.training import timing


class Ray:
    """The engine: one actor a slot."""

    alike = False  # a node may have another processor

    def __init__(self, slots: int, need: cluster.Need, cache: Path) -> None:
        self.slots = slots
        self._ray = cluster.connect()
        self._need = need
        self._marker = _mark(cache.absolute())
        self._data: dict[Path, Any] = {}  # the prepared folders that were put into the object store
        self._attempts = [Attempts() for _ in range(slots)]  # to start, by slot
        self._places: dict[int, ActorPlace] = {}  # of the actors that are ready
        self._starting: dict[Any, int] = {}
        self._running: dict[Any, tuple[int, Job]] = {}
        self._ended: list[Ended] = []
        self._away: dict[int, tuple[contextlib.ExitStack, OpenRun]] = {}  # runs that are trained outside the store
        self._actors = [self._actor(slot) for slot in range(slots)]

    def free(self) -> list[int]:
        taken = {slot for slot, _ in self._running.values()}
        return [slot for slot in sorted(self._places) if slot not in taken]

    def submit(self, slot: int, job: Job) -> None:
        job = replace(job, root=job.root.absolute(), data=job.data.absolute())
        if self._places[slot].shared:
            self._running[self._actors[slot].work.remote(job)] = (slot, job)
            return
        held = contextlib.ExitStack()
        try:
            opened = held.enter_context(Store(job.root).opened(job.run))
        except Busy:
            self._ended.append(Ended(slot, job, busy=True))
            return
        self._away[slot] = (held, opened)
        reference = self._actors[slot].work_away.remote(job, opened.contents(), [self._put(job.data)])
        self._running[reference] = (slot, job)

    def wait(self, seconds: float) -> list[Ended]:
        ended, self._ended = self._ended, []
        references = [*self._running, *self._starting]
        if not references and not ended:
            time.sleep(seconds)
        if not references or ended:
            return ended
        done, _ = self._ray.wait(references, timeout=seconds)
        for reference in done:
            if reference in self._starting:
                self._started(self._starting.pop(reference), reference)
            else:
                ended.append(self._end(reference))
        return ended

    def measure(self, runs: list[Run], data: Path) -> Timing:
        """
        Raises:
            MachineError: its workers die.
            TooSlow: it takes too long.
        """

        def complaint(_: Exception) -> MachineError:
            return MachineError("The cluster's workers end while training steps are timed; `ray status` may say why.")

        return insist(partial(self._measured, runs, data), (self._ray.exceptions.RayActorError,), complaint)

    def _measured(self, runs: list[Run], data: Path) -> Timing:
        before = time.perf_counter()
        while len(self._places) < self.slots:
            self.wait(1.0)
        start = time.perf_counter() - before
        timings = [actor.measure.remote(runs, data.absolute(), [self._put(data)]) for actor in self._actors]
        if self._ray.wait(timings, num_returns=len(timings), timeout=timing.LIMIT_SECONDS)[1]:
            raise timing.TooSlow
        for slot in [slot for slot, reference in enumerate(timings) if self._is_lost(reference)]:
            self._replace(slot)
        return replace(timing.slowest(self._ray.get(timings)), start=start)

    def _is_lost(self, reference: Any) -> bool:
        try:
            self._ray.get(reference)
        except self._ray.exceptions.RayActorError:
            return True
        return False

    def stop(self) -> None:
        for actor in self._actors:
            self._ray.kill(actor)
        for held, _ in self._away.values():
            held.close()
        self._marker.unlink(missing_ok=True)

    def _actor(self, slot: int) -> Any:
        options = {"num_cpus": self._need.threads, "num_gpus": self._need.gpus, "scheduling_strategy": "SPREAD"}
        actor = self._ray.remote(Worker).options(**options).remote(self._need.threads, self.slots, self._marker)
        self._starting[actor.start.remote()] = slot
        return actor

    def _started(self, slot: int, reference: Any) -> None:
        try:
            self._places[slot] = self._ray.get(reference)
            self._attempts[slot].succeeded()
        except self._ray.exceptions.RayError as error:
            complaint = (
                f"The cluster's workers do not start ({_one_line(getattr(error, 'cause', None) or error)}). "
                "Every node needs the packages of requirements.lock."
            )
            if isinstance(error, self._ray.exceptions.RayTaskError) or self._attempts[slot].died():
                raise MachineError(complaint) from None
            self._replace(slot)

    def _end(self, reference: Any) -> Ended:
        slot, job = self._running.pop(reference)
        held, opened = self._away.pop(slot, (contextlib.ExitStack(), None))
        with held:
            try:
                report, contents = self._ray.get(reference)
            except self._ray.exceptions.RayError as error:
                return self._death(slot, job, error)
            if opened is not None:
                opened.replace(contents)
        if report.recycle:
            self._replace(slot)
        return Ended(slot, job, busy=report.busy, found=report.found, refused=report.refused)

    def _death(self, slot: int, job: Job, error: Exception) -> Ended:
        """An answer that did not come: by an exception, by the death of the process, or by that of its node."""
        place = self._places[slot]
        self._replace(slot)
        if isinstance(error, self._ray.exceptions.RayTaskError):
            cause = error.cause
            if files.disk_is_full(cause):
                raise cause
            return Ended(slot, job, cause=f"{type(cause).__name__}: {cause}")
        alive = any(node["NodeID"] == place.node and node["Alive"] for node in self._ray.nodes())
        died = isinstance(error, self._ray.exceptions.ActorDiedError | self._ray.exceptions.OutOfMemoryError)
        if alive and died:
            hint = "most likely because the machine ran out of memory"
            return Ended(slot, job, cause=f"The worker process on {place.host} was ended, {hint}.\n{error}\n")
        return Ended(slot, job, cause=f"{place.host} was lost.", lost=True)

    def _replace(self, slot: int) -> None:
        self._places.pop(slot, None)
        self._ray.kill(self._actors[slot])
        self._actors[slot] = self._actor(slot)

    def _put(self, data: Path) -> Any:
        """The prepared pictures, put into the object store once, when first a node does not see their folder."""
        if data not in self._data:
            self._data[data] = self._ray.put({file.name: np.fromfile(file, np.uint8) for file in data.iterdir()})
        return self._data[data]


def _mark(cache: Path) -> Path:
    """A file by which an actor knows that it sees the driver's folder."""
    marker = cache / f"cluster-{secrets.token_hex(8)}"
    files.write_bytes(marker, marker.name.encode())
    return marker


def _one_line(error: object) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
