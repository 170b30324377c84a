"""What a plan will cost, from what runs took on this machine: hours and disk. Pure, but for what times steps."""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE, InvalidValue
from studies.errors import UsageError
from studies.plan import Context, Run

BOUND = 60.0  # seconds that timing may take in all, with the start of its workers
PATIENCE = 30.0  # seconds after which no further batch size is timed
SLOW = 5.0  # seconds of a validation, beside which tracing it counts little
CLOCKED = 1.5  # seconds of training steps that are timed for a batch size
BATCH = int(BASELINE["batch_size"])
TURNS, TURN = 3, 0.08  # how often, and seconds that each program trains at a time, where programs are compared
COMPARED = 64  # steps at most in a turn


@dataclass(frozen=True)
class Speed:
    """What this machine does with a network: seconds a step by batch size, and what comes once."""

    step: Mapping[int, float]  # seconds by batch size
    evaluate: float  # seconds a validation
    build: float  # seconds to build and trace a program
    start: float  # seconds until a worker is ready
    state: int  # bytes of a checkpoint
    stored: Mapping[int, float] = field(default_factory=dict)  # seconds an epoch took, by batch size

    def epoch(self, run: Run) -> float:
        """Seconds an epoch of `run` takes with its validation: as stored runs took, else by the timed steps."""
        batch = int(dict(run.values)["batch_size"])
        if batch in self.stored:
            return self.stored[batch]
        return self.epoch_of(run.context, batch)

    def rate(self, context: Context, batch: int) -> float:
        """Training pictures a second in one worker, with the validation after each epoch."""
        return pictures(context) / self.epoch_of(context, batch)

    def epoch_of(self, context: Context, batch: int) -> float:
        """Seconds an epoch takes by the timed steps, with its validation."""
        return -(-pictures(context) // batch) * self.step[batch] + self.evaluate


def pictures(context: Context) -> int:
    return context.dataset.samples or context.dataset.sizes[0]


def speed(measured: Mapping[str, Any], stored: Mapping[int, float] | None = None) -> Speed:
    """From what `measure` returns, and the seconds an epoch of stored runs took, by batch size."""
    step = {int(batch): seconds for batch, seconds in measured["step"].items()}
    return Speed(
        step, measured["evaluate"], measured["build"], measured["start"], measured["state"], dict(stored or {})
    )


@dataclass(frozen=True)
class Cost:
    seconds: float
    disk: int  # bytes


@dataclass(frozen=True)
class Work:
    """Training that is planned, run by run: one program after the other in each worker."""

    speed: Speed
    workers: int
    training: float = 0.0  # seconds of all workers together
    longest: float = 0.0  # seconds of the longest run, which one worker trains alone
    programs: frozenset[tuple[Any, ...]] = frozenset()

    def plus(self, run: Run, epochs: int, in_all: int) -> "Work":
        """With `epochs` more of a run, which make `in_all` together with those planned already."""
        seconds = self.speed.epoch(run)
        return replace(
            self, training=self.training + epochs * seconds, longest=max(self.longest, in_all * seconds),
            programs=self.programs | {run.program},
        )  # fmt: skip

    @property
    def seconds(self) -> float:
        """Until all is trained."""
        if not self.programs:
            return 0.0
        shared = (self.training + len(self.programs) * self.speed.build) / max(1, self.workers)
        return self.speed.start + max(shared, self.longest + self.speed.build)


def cost(missing: Mapping[Run, int], speed: Speed, workers: int) -> Cost:
    """What the missing epochs of a plan take."""
    work = Work(speed, workers)
    for run, epochs in missing.items():
        work = work.plus(run, epochs, epochs)
    return Cost(work.seconds, len(missing) * (speed.state + 4096))


def rough_cost(runs: int, epochs: int, programs: int, context: Context, speed: Speed, workers: int) -> Cost:
    """What so many epochs take, whichever runs they are: each as long as the mean over the timed batch sizes."""
    seconds = [speed.epoch_of(context, batch) for batch in speed.step]
    shared = (epochs * sum(seconds) / len(seconds) + programs * speed.build) / max(1, workers)
    return Cost(speed.start + shared, runs * (speed.state + 4096))


def batch_sizes(runs: Iterable[Run]) -> list[int]:
    return sorted({int(dict(run.values)["batch_size"]) for run in runs})


def measure(runs: list[Run], data: Path) -> dict[str, Any]:
    """Time a few steps of each batch size among `runs`, which share a context. Runs in a worker, as training does."""
    import tensorflow as tf

    from studies import datasets
    from studies.program import Program, order_of

    dataset = datasets.load(data)
    begun = time.perf_counter()
    program = Program(runs[0], dataset)
    program.reset(runs[0])
    pictures, labels = tf.constant(dataset.train[0]), tf.constant(dataset.train[1], tf.int32)
    order = order_of(0, 1, np.arange(len(dataset.train[1])))
    program.train(pictures, labels, order[:BATCH], BATCH, lambda _: 1)
    evaluate = _seconds(program.evaluate)
    build = time.perf_counter() - begun
    if evaluate < SLOW:
        evaluate = _seconds(program.evaluate)  # without the tracing
    sizes = batch_sizes(runs)
    timed: dict[int, float] = {}
    for batch in sorted(sizes, key=lambda batch: abs(batch - BATCH)):
        if not timed or time.perf_counter() - begun < PATIENCE:
            timed[batch] = _one_step(program, pictures, labels, order, batch, CLOCKED)
    step = {str(batch): step_of(batch, timed) for batch in sizes}
    state = sum(array.nbytes for array in program.state().values())
    return {"step": step, "evaluate": evaluate, "build": build, "state": state}


def step_of(batch: int, timed: Mapping[int, float]) -> float:
    """Seconds of a step: as timed, else like the nearest batch size that was, picture by picture."""
    nearest = min(timed, key=lambda other: abs(other - batch))
    return timed[nearest] * batch / nearest


def too_slow() -> UsageError:
    """What to say where timing takes longer than `BOUND`."""
    return UsageError(
        f"Timing a few training steps took longer than {BOUND:.0f} s, so there is no forecast: wait until the machine "
        "is less busy, or ask for a smaller width. Without a budget and a dry run the study trains all the same."
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def step_seconds(runs: Sequence[Run], data: Path) -> list[float]:
    """Seconds a training step takes in each run's program: the best of a few short turns, one program after another.

    Runs in a process of its own, which ends with it.
    """
    import tensorflow as tf

    from studies import datasets
    from studies.program import Program, order_of

    dataset = datasets.load(data)
    count = min(len(dataset.train[1]), COMPARED * BATCH)
    pictures, labels = tf.constant(dataset.train[0][:count]), tf.constant(dataset.train[1][:count], tf.int32)
    order = order_of(0, 1, np.arange(count))
    programs = [Program(run, dataset) for run in runs]
    for program, run in zip(programs, runs, strict=True):
        program.reset(run)
        program.train(pictures, labels, order[:BATCH], BATCH, lambda _: 1)  # traced, before the clock runs
    turns = [[_one_step(program, pictures, labels, order, BATCH, TURN) for program in programs] for _ in range(TURNS)]
    return [min(seconds) for seconds in zip(*turns, strict=True)]


def slowest(timings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Of several workers' `measure`, each number at its largest: a worker that others left alone flatters."""
    step = {batch: max(timing["step"][batch] for timing in timings) for batch in timings[0]["step"]}
    others = {name: max(timing[name] for timing in timings) for name in timings[0] if name != "step"}
    return {**others, "step": step}


def _one_step(program: Any, pictures: Any, labels: Any, order: np.ndarray, batch: int, clocked: float) -> float:
    """Seconds, over as many steps as take about `clocked` seconds."""
    count, spent = 1, 0.0
    while True:
        begun = time.perf_counter()
        done = min(len(order), batch * count)
        program.train(pictures, labels, order[:done], batch, lambda _: 1_000_000)
        spent = time.perf_counter() - begun
        if spent > clocked / 2 or done == len(order):
            return spent / -(-done // batch)
        count = max(count * 2, int(count * clocked / max(spent, 1e-3)))


def parse_budget(text: str) -> float:
    """`2h`, `90m`, `1h30m` or `45s`, in seconds.

    Raises:
        InvalidValue: none of these.
    """
    found = re.fullmatch(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?", text.strip())
    if not text.strip() or found is None:
        raise InvalidValue(f"budget={text} is not a time; write 2h, 90m, 1h30m or 45s.")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
