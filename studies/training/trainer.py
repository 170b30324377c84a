"""`advance(run, to_epoch)`: the one operation of the platform.

From it follow resume after a kill, the epochs study, Hyperband's promotions, sharing between studies and
extending yesterday's study.
"""

import gc
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from studies.data import prepared_dataset, splitting
from studies.plan.runs import Run
from studies.store.beside import answers, probes
from studies.store.history import Epoch
from studies.store.open_run import OpenRun
from studies.store.runs import Store
from studies.system import errors, files
from studies.training import environment, numerics, timing
from studies.training.chance import order_of
from studies.training.epoch_writer import Chunks, EpochWriter
from studies.training.memory import forget_peak, peak_memory, refusal, tensors
from studies.training.probing import Prober
from studies.training.program import Program


class Trainer:
    """What a worker keeps between runs: the data set and the last program."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._program: Program | None = None
        self._timed: list[Program] = []  # were built to be compared; the next run may be of one of them
        self._prober: Prober | None = None

    def advance(self, store: Store, run: Run, to_epoch: int, data: Path, probed: bool = False) -> bool:
        """Train `run` until `to_epoch` epochs are stored, from where it stands; `probed`, measure in its layers
        too. False where nothing was missing.

        Raises:
            Busy: another process trains it.
            UsageError: a setting of this process would give other numbers, or the run's horizon is exceeded.
            MemoryError, tf.errors.ResourceExhaustedError: out of memory; nothing is recorded of it.
        """
        numerics.check()
        _refuse_beyond_horizon(run, to_epoch)
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
                prober = self._prober_of(program, run) if probed else None
                trained = _train(opened, program, prober, self._pictures(run), self._dataset.validation[1], to_epoch)
            except Exception as cause:
                if (refused := refusal(cause)) is not None:
                    raise refused from None
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

    def step_seconds(self, runs: Sequence[Run], data: Path) -> list[float]:
        """Seconds a training step takes in the program of each run. The programs are kept until the next run."""
        self._open(data)
        programs = {run: Program(run, self._dataset) for run in runs}
        self._timed = list(programs.values())
        return timing.step_seconds(programs, self._train)

    def _program_for(self, run: Run, data: Path) -> tuple[Program, float]:
        """The program of a run, and the seconds it took to build and trace it: no epoch of the run waits for that."""
        begun = time.perf_counter()
        self._open(data)
        if self._program is None or self._program.key != run.program:
            self._program = self._prober = None
            self._program = next((one for one in self._timed if one.key == run.program), None)
            self._timed.clear()
            gc.collect()  # an old one refers to itself, and must be gone before a new one takes its memory
            self._program = self._program or Program(run, self._dataset)
        self._program.trace(*self._train)
        return self._program, time.perf_counter() - begun

    def _open(self, data: Path) -> None:
        """Have the pictures of this folder; programs that were built for others are let go of."""
        data = data.resolve()  # another store may lead to the same pictures
        if data != self._folder:
            self._dataset = prepared_dataset.load(data)
            self._train = tensors(self._dataset.train)
            self._folder, self._program, self._prober = data, None, None
            self._timed.clear()

    def _prober_of(self, program: Program, run: Run) -> Prober:
        if self._prober is None:
            self._prober = Prober(program, run.context.precision)
        self._prober.choose(*self._pictures(run))
        return self._prober

    def _pictures(self, run: Run) -> tuple[Any, Any, np.ndarray]:
        """The training pictures, their labels, and the indices of those this run trains on."""
        return (*self._train, splitting.of_seed(self._dataset.train[1], run.context.dataset.samples, run.seed))


def _refuse_beyond_horizon(run: Run, to_epoch: int) -> None:
    schedule = run.configuration["schedule"]
    if run.horizon is not None and to_epoch > run.horizon:
        raise errors.UsageError(
            f"epochs={to_epoch} is beyond the horizon of run {run.id}, whose {schedule} schedule ends "
            f"at epoch {run.horizon}. Ask for a study with EPOCHS={to_epoch}: it trains a run of its own."
        )


def _train(
    opened: OpenRun,
    program: Program,
    prober: Prober | None,
    pictures: tuple[Any, Any, np.ndarray],
    validation: np.ndarray,
    to_epoch: int,
) -> float:
    """Train and store the epochs that are missing. Returns the seconds inside training and validation.

    Args:
        prober: measures in the layers after each epoch.
        pictures: those to train on, their labels, and the indices of those this run trains on.
        validation: the class numbers `(n,)` of the validation pictures.
    """
    run = opened.run
    classes = len(run.context.dataset.classes)
    images, labels, indices = pictures
    batch_size = int(run.configuration["batch_size"])
    program.reset(run)
    checkpoint = opened.checkpoint()
    if checkpoint is not None and not program.state.fits(checkpoint[1]):
        checkpoint = None  # damaged: the run is trained again from its start, to the same numbers
    if checkpoint is not None:
        program.state.restore(checkpoint[1])
    first = checkpoint[0] + 1 if checkpoint else 1
    trained = 0.0
    start = prober.at_start(run) if prober and first == 1 else None
    with EpochWriter(opened) as writer:
        for epoch in range(first, to_epoch + 1):
            begun = time.perf_counter()
            program.start_epoch(run, epoch)
            order = order_of(run.seed, epoch, indices)
            last = -(-len(order) // batch_size)
            chunks = Chunks(opened, epoch, last)
            steps = prober.noting(chunks, last) if prober else chunks
            loss, accuracy = program.train(images, labels, order, batch_size, steps)
            val_loss, val_accuracy, said = program.evaluate()
            seconds = time.perf_counter() - begun
            trained += seconds
            row = Epoch(epoch, accuracy, val_accuracy, loss, val_loss, program.learning_rate, round(seconds, 4))
            found = answers.of_epoch(epoch, validation, said, classes)
            probed = probes.together(start, prober.measured(epoch)) if prober else None
            writer.add(row, None if row.diverged else program.state.copied(), found, probed)
            if row.diverged:
                break
    return trained


def _said(cause: Exception) -> str:
    if isinstance(cause, errors.UsageError):
        return str(cause)
    return errors.refusal(cause) if isinstance(cause, OSError) else f"{type(cause).__name__}: {cause}".strip()
