"""Times a few training steps, in a process that trains: what forecasts and `auto` rest on."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE
from studies.plan.costs import Timing, batch_sizes
from studies.plan.runs import Run
from studies.system import variables
from studies.system.errors import UsageError

LIMIT_SECONDS = 60.0  # seconds that timing may take in all, with the start of its workers
ENOUGH_SECONDS = 30.0  # seconds after which no further batch size is timed
SLOW_SECONDS = 5.0  # seconds of a validation, beside which tracing it counts little
TIMED_SECONDS = 1.5  # seconds of training steps that are timed for a batch size
BATCH = int(BASELINE["batch_size"])
TURNS, TURN_SECONDS = 3, 0.08  # how often, and seconds that each program trains at a time, where programs are compared
TURN_STEPS = 64  # steps at most in a turn


class TooSlow(UsageError):
    """Timing took longer than `LIMIT_SECONDS`, so nothing can be forecast."""

    def __init__(self) -> None:
        super().__init__(
            f"timing a few training steps took longer than {LIMIT_SECONDS:.0f} s; wait until the machine is less busy, "
            "or ask for a smaller width"
        )


def measure(runs: list[Run], data: Path) -> Timing:
    """Time a few steps of each batch size among `runs`, which share a context. Runs in a worker, as training does."""
    from studies.data import prepared_dataset
    from studies.training.chance import order_of
    from studies.training.memory import tensors
    from studies.training.program import Program

    dataset = prepared_dataset.load(data)
    begun = time.perf_counter()
    program = Program(runs[0], dataset)
    program.reset(runs[0])
    pictures, labels = tensors(dataset.train)
    order = order_of(0, 1, np.arange(len(dataset.train[1])))
    program.train(pictures, labels, order[:BATCH], BATCH, lambda _: 1)
    evaluate = _seconds(program.evaluate)
    build = time.perf_counter() - begun
    if evaluate < SLOW_SECONDS:
        evaluate = _seconds(program.evaluate)  # without the tracing
    sizes = batch_sizes(runs)
    timed: dict[int, float] = {}
    for batch in sorted(sizes, key=lambda batch: abs(batch - BATCH)):
        if not timed or time.perf_counter() - begun < ENOUGH_SECONDS:
            timed[batch] = _one_step(program, pictures, labels, order, batch, TIMED_SECONDS)
    step = {batch: step_of(batch, timed) for batch in sizes}
    state = sum(array.nbytes for array in program.state.copied().values())
    return Timing(step, evaluate, build, state)


def step_of(batch: int, timed: Mapping[int, float]) -> float:
    """Seconds of a step: as timed, else like the nearest batch size that was, picture by picture."""
    nearest = min(timed, key=lambda other: abs(other - batch))
    return timed[nearest] * batch / nearest


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def step_seconds(programs: Mapping[Run, Any], train: tuple[Any, Any]) -> list[float]:
    """Seconds a training step takes in the program of each run: the best of a few short turns, one after another.

    Where one thread of a processor trains, they are that processor's: beside other work on the machine, seconds of the
    clock would tell by chance which program is the faster one.

    Args:
        programs: each built, for its run.
        train: the training pictures and their class numbers, as programs take them (`memory.tensors`).
    """
    from studies.training import tensorflow_at_work
    from studies.training.chance import order_of

    alone = variables.threads() == 1 and not tensorflow_at_work.has_gpu()
    clock = time.process_time if alone else time.perf_counter
    pictures, labels = train
    order = order_of(0, 1, np.arange(min(len(labels), TURN_STEPS * BATCH)))
    for run, program in programs.items():
        program.reset(run)
        program.train(pictures, labels, order[:BATCH], BATCH, lambda _: 1)  # traced, before the clock runs
    turns = [
        [_one_step(program, pictures, labels, order, BATCH, TURN_SECONDS, clock) for program in programs.values()]
        for _ in range(TURNS)
    ]
    return [min(seconds) for seconds in zip(*turns, strict=True)]


def slowest(timings: Sequence[Timing]) -> Timing:
    """Each number of several workers at its slowest: one that ran while the others were idle looks faster than it
    will be."""
    return Timing(
        {batch: max(one.step[batch] for one in timings) for batch in timings[0].step},
        evaluate=max(one.evaluate for one in timings),
        build=max(one.build for one in timings),
        state=max(one.state for one in timings),
        start=max(one.start for one in timings),
    )


def _one_step(
    program: Any,
    pictures: Any,
    labels: Any,
    order: np.ndarray,
    batch: int,
    clocked: float,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Seconds, over as many steps as take about `clocked` seconds."""
    count, spent = 1, 0.0
    while True:
        begun = clock()
        done = min(len(order), batch * count)
        program.train(pictures, labels, order[:done], batch, lambda _: 1_000_000)
        spent = clock() - begun
        if spent > clocked / 2 or done == len(order):
            return spent / -(-done // batch)
        count = max(count * 2, int(count * clocked / max(spent, 1e-3)))
