"""What runs inside a worker process. TensorFlow is imported here, once, and never by the driver's engine code."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studies.plan.runs import Run
from studies.store.runs import Busy, Store
from studies.system import errors, files
from studies.system.collector import loading
from studies.system.errors import UsageError
from studies.training import numerics

if TYPE_CHECKING:
    from studies.training.trainer import Trainer

MAX_GROWTH = 2 << 30  # bytes above what the first run took: then the process is replaced
GROWN = 1.1  # times what the first run took: then it is replaced before it builds another program

_trainer: "Trainer | None" = None
_first_bytes: int | None = None  # resident, after the first run


@dataclass(frozen=True)
class WorkerReport:
    """How it went. `refused` says in a sentence why the run's files cannot be gone on from, if so.

    TensorFlow keeps some of every program for good. A process that has `grown` by that should build no further one.
    """

    busy: bool = False
    found: bool = False
    recycle: bool = False
    grown: bool = False
    refused: str | None = None


def warm_up() -> None:
    """Load TensorFlow and make the trainer.

    Raises:
        UsageError: TensorFlow was loaded in this process before, with settings that give other numbers.
    """
    global _trainer
    if _trainer is None:
        with loading():
            from studies.training.trainer import Trainer

        numerics.prepare()
        _trainer = Trainer()


def work(root: Path, run: Run, to_epoch: int, data: Path, probed: bool = False) -> WorkerReport:
    """Advance one run, and measure in its layers where it is `probed`.

    What fails inside it is in its record; memory or a disk that ran out is raised.
    """
    global _first_bytes
    warm_up()
    assert _trainer is not None
    try:
        trained = _trainer.advance(Store(root), run, to_epoch, data, probed)
    except Busy:
        return WorkerReport(busy=True)
    except UsageError as refusal:
        return WorkerReport(refused=str(refusal))
    except OSError as error:
        if files.disk_is_full(error):
            raise  # no run's fault
        return WorkerReport(refused=errors.refusal(error))
    used = _resident()
    _first_bytes = _first_bytes or used
    return WorkerReport(found=not trained, recycle=used > _first_bytes + MAX_GROWTH, grown=used > GROWN * _first_bytes)


def step_seconds(runs: Sequence[Run], data: Path) -> list[float]:
    """Seconds a training step takes in each run's program. Those programs are kept for what this process trains next.

    Raises:
        UsageError: see `warm_up`.
    """
    warm_up()
    assert _trainer is not None
    return _trainer.step_seconds(runs, data)


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
