"""What runs inside a worker process. TensorFlow is imported here, once, and never by the driver's engine code."""

import contextlib
import faulthandler
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import TYPE_CHECKING

from studies.plan import Run
from studies.records import Busy, Store

if TYPE_CHECKING:
    from studies.training import Trainer

GROWTH = 2 << 30  # bytes above what the first run took: then the process is replaced

_trainer: "Trainer | None" = None
_first: int | None = None


@dataclass(frozen=True)
class Report:
    busy: bool = False
    found: bool = False
    recycle: bool = False


def start(threads: int, devices: Mapping[str, str], log: Path) -> None:
    """Prepare a fresh worker: its threads, its GPU, its log, and its end when the driver ends."""
    threading.Thread(target=_end_with_driver, name="watchdog", daemon=True).start()
    tempfile.tempdir = get_temp_dir()  # what a killed worker leaves there goes with the driver's
    with contextlib.suppress(OSError):  # a full disk must not keep a worker from starting
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
    faulthandler.enable(sys.stderr)
    os.environ.update(devices)
    use_threads(threads)


def use_threads(threads: int) -> None:
    """Say how many threads TensorFlow takes once it is loaded; results are exact for an equal number."""
    os.environ["TF_NUM_INTRAOP_THREADS"] = str(threads)
    os.environ["TF_NUM_INTEROP_THREADS"] = str(threads)
    os.environ["OMP_NUM_THREADS"] = str(threads)
    os.environ["TF_FORCE_GPU_ALLOW_GROWTH"] = "true"


def warm_up() -> None:
    global _trainer
    if _trainer is None:
        import tensorflow as tf

        from studies.training import Trainer

        if tf.config.list_physical_devices("GPU"):
            tf.config.experimental.enable_op_determinism()
        _trainer = Trainer()


def work(root: Path, run: Run, to_epoch: int, data: Path) -> Report:
    """Advance one run. What fails inside it is in its record; memory that ran out is raised."""
    global _first
    warm_up()
    assert _trainer is not None
    try:
        trained = _trainer.advance(Store(root), run, to_epoch, data)
    except Busy:
        return Report(busy=True)
    used = _resident()
    _first = _first or used
    return Report(found=not trained, recycle=used > _first + GROWTH)


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def _end_with_driver() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(get_temp_dir(), ignore_errors=True)  # the driver's, with its socket; a killed one left it
        os._exit(1)
