"""A worker somewhere in a Ray cluster.

One that sees the run store trains in it, as a local worker does. One on a machine without the shared folder is sent the
run's files and the pictures, and answers with what it made of them.
"""

import os
import shutil
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studies.execution import worker
from studies.execution.engine import Job
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.store.runs import Store
from studies.system import files, variables
from studies.training import timing

Contents = dict[str, bytes]  # a run's files by name


@dataclass(frozen=True)
class ActorPlace:
    """Where an actor came to be, and whether it sees the store."""

    node: str
    host: str
    shared: bool


class Worker:
    """What an actor is: `studies.execution.worker`, somewhere in the cluster."""

    def __init__(self, threads: int, workers: int, marker: Path) -> None:
        variables.share(threads, workers)
        self._shared = _reads(marker)

    def start(self) -> ActorPlace:
        import ray

        worker.warm_up()
        return ActorPlace(ray.get_runtime_context().get_node_id(), socket.gethostname(), self._shared)

    def measure(self, runs: list[Run], data: Path, pictures: list[Any]) -> Timing:
        return timing.measure(runs, data if self._shared else _materialised(runs[0], data.name, pictures))

    def work(self, job: Job) -> tuple[worker.WorkerReport, None]:
        return worker.work(job.root, job.run, job.to_epoch, job.data, job.probed), None

    def work_away(self, job: Job, contents: Contents, pictures: list[Any]) -> tuple[worker.WorkerReport, Contents]:
        """Go on from the run's files `contents`; returns them as they are then. `pictures` holds a reference."""
        data = _materialised(job.run, job.data.name, pictures)
        with tempfile.TemporaryDirectory(prefix="sweepbook-") as folder:
            store = Store(Path(folder))
            with store.opened(job.run) as opened:
                opened.replace(contents)
            report = worker.work(store.root, job.run, job.to_epoch, data, job.probed)
            with store.opened(job.run) as opened:
                return report, opened.contents()


def _reads(marker: Path) -> bool:
    """Whether this machine sees the driver's folder; a path alone may be this machine's own."""
    try:
        return marker.read_text(encoding="utf-8") == marker.name
    except OSError:
        return False


def _materialised(run: Run, name: str, pictures: list[Any]) -> Path:
    """The prepared dataset in a cache of this machine, made whole by the first actor that needs it."""
    import ray

    cache = Path(tempfile.gettempdir()) / f"sweepbook-{os.getuid()}"
    folder = cache / f"{name}-{run.context.dataset.digest}"
    if not folder.exists():
        cache.mkdir(mode=0o700, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=cache))
        for file, content in ray.get(pictures[0]).items():
            files.write_bytes(part / file, content)
        try:
            part.rename(folder)
        except OSError:  # another actor was first
            shutil.rmtree(part)
    return folder
