"""`advance(run, to_epoch)`: the one operation of the platform.

From it follow resume after a kill, the epochs study, Hyperband's promotions, sharing between studies and
extending yesterday's study.
"""

import contextlib
import math
import resource
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from studies.data import datasets
from studies.plan.runs import Run
from studies.store.history import Epoch
from studies.store.open_run import OpenRun
from studies.store.runs import Store
from studies.system import environment, files, trouble
from studies.training import numerics
from studies.training.program import Program, order_of

PART = 0.4  # seconds of training between two looks at the clock
FIRST_PART = 4  # steps, before the speed is known


class Trainer:
    """What a worker keeps between runs: the data set and the last program."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._program: Program | None = None

    def advance(self, store: Store, run: Run, to_epoch: int, data: Path) -> bool:
        """Train `run` until `to_epoch` epochs are stored, from where it stands. False where nothing was missing.

        Raises:
            Busy: another process trains it.
            UsageError: a setting of this process would give other numbers.
            MemoryError, tf.errors.ResourceExhaustedError: out of memory; nothing is recorded of it.
        """
        numerics.check()
        started = time.perf_counter()
        forget_peak()
        with store.opened(run) as opened:
            if opened.diverged or len(opened.rows) >= to_epoch:
                opened.conclude()
                return False
            load = environment.load()
            opened.begin(environment.describe(), settings=numerics.found())
            try:
                program, tracing = self._program_for(run, data)
                trained = _train(opened, program, self._pictures(run), to_epoch)
            except (MemoryError, tf.errors.ResourceExhaustedError):
                raise
            except Exception as cause:
                if files.disk_is_full(cause):
                    raise  # no run's fault: the command ends, and goes on once there is space
                opened.finish("failed", cause=_said(cause))
                return True
            spent = {"training": trained, "outside": time.perf_counter() - started - trained, "tracing": tracing}
            opened.finish(
                "diverged" if opened.diverged else "completed",
                seconds={name: before + spent.get(name, 0.0) for name, before in opened.seconds.items()},
                load=[load, environment.load()],
                parameters=program.parameters,
                peak_memory=peak_memory(),
            )
        return True

    def _program_for(self, run: Run, data: Path) -> tuple[Program, float]:
        """The program of a run, and the seconds it took to build and trace it: no epoch of the run waits for that."""
        begun = time.perf_counter()
        if data != self._folder:
            self._dataset = datasets.load(data)
            self._train = (tf.constant(self._dataset.train[0]), tf.constant(self._dataset.train[1], tf.int32))
            self._folder, self._program = data, None
        if self._program is None or self._program.key != run.program:
            self._program = None  # let go of the old one before the new one takes its memory
            self._program = Program(run, self._dataset)
        self._program.trace(*self._train)
        return self._program, time.perf_counter() - begun

    def _pictures(self, run: Run) -> tuple[Any, Any, np.ndarray]:
        """The training pictures, their labels, and the indices of those this run trains on."""
        labels = self._dataset.train[1]
        samples = run.context.dataset.samples
        if samples is None:
            return (*self._train, np.arange(len(labels)))
        rng = np.random.Generator(np.random.PCG64([run.seed, 1]))
        return (*self._train, datasets.stratified(labels, samples, rng))


def _train(opened: OpenRun, program: Program, pictures: tuple[Any, Any, np.ndarray], to_epoch: int) -> float:
    """Train and store the epochs that are missing. Returns the seconds inside training and validation."""
    run = opened.run
    images, labels, indices = pictures
    batch_size = int(run.configuration["batch_size"])
    program.reset(run)
    checkpoint = opened.checkpoint()
    if checkpoint is not None and not program.fits(checkpoint[1]):
        checkpoint = None  # damaged: the run is trained again from its start, to the same numbers
    if checkpoint is not None:
        program.restore(checkpoint[1])
    first = checkpoint[0] + 1 if checkpoint else 1
    trained = 0.0
    with _Writer(opened) as writer:
        for epoch in range(first, to_epoch + 1):
            begun = time.perf_counter()
            program.start_epoch(run, epoch)
            order = order_of(run.seed, epoch, indices)
            parts = _Parts(opened, epoch, -(-len(order) // batch_size))
            loss, accuracy = program.train(images, labels, order, batch_size, parts)
            val_loss, val_accuracy = program.evaluate()
            seconds = time.perf_counter() - begun
            trained += seconds
            row = Epoch(epoch, accuracy, val_accuracy, loss, val_loss, program.learning_rate, round(seconds, 4))
            writer.add(row, None if row.diverged else program.state())
            if row.diverged:
                break
    return trained


class _Parts:
    """Says how many steps to do before the next look at the clock, and shows how far the epoch is."""

    def __init__(self, opened: OpenRun, epoch: int, steps: int) -> None:
        self._opened, self._epoch, self._steps = opened, epoch, steps
        self._last = (time.perf_counter(), 0)
        self._size = FIRST_PART

    def __call__(self, step: int) -> int:
        now = time.perf_counter()
        then, before = self._last
        if step > before:
            rate = (step - before) / max(now - then, 1e-6)
            self._size = max(1, min(math.ceil(rate * PART), 8 * self._size))
            self._opened.show_progress(self._epoch, step, self._steps)
        self._last = (now, step)
        return self._size


class _Writer:
    """Stores finished epochs beside the training: writing waits for the disk, training need not.

    Epochs that end while the disk is busy are stored together with the next one.
    """

    def __init__(self, opened: OpenRun) -> None:
        self._opened = opened
        self._rows: list[Epoch] = []
        self._state: dict[str, np.ndarray] | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def __enter__(self) -> "_Writer":
        self._thread.start()
        return self

    def add(self, row: Epoch, state: dict[str, np.ndarray] | None) -> None:
        with self._changed:
            if self._error is not None:
                raise self._error
            self._rows.append(row)
            self._state = state
            self._changed.notify()

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._rows or self._closed)
                rows, state, self._rows = self._rows, self._state, []
            if not rows:
                return
            try:
                self._opened.store(rows, state)
            except BaseException as error:
                self._error = error
                return


def _said(cause: Exception) -> str:
    return trouble.sentence(cause) if isinstance(cause, OSError) else f"{type(cause).__name__}: {cause}".strip()


def forget_peak() -> None:
    """Let the peak begin anew: a worker's next run may be a smaller one. Where that cannot be, it is the process'."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_bytes(b"5")


def peak_memory() -> int:
    """The largest resident memory of this process since `forget_peak`, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
