"""A learning rate range test (Smith 2017, section 3.3), in a process that trains; nothing of it is stored."""

from pathlib import Path

import numpy as np

from studies.data import prepared_dataset, splitting
from studies.plan.runs import Run
from studies.system.errors import MachineError

_test: "RangeTest | None" = None


class RangeTest:
    """A program at the baseline of a run, and pictures for some steps with each of the rates to try."""

    def __init__(self, run: Run, data: Path, points: int, steps: int) -> None:
        from studies.training import numerics
        from studies.training.chance import order_of
        from studies.training.memory import tensors
        from studies.training.program import Program

        numerics.prepare()
        dataset = prepared_dataset.load(data)
        labels = dataset.train[1]
        indices = splitting.of_seed(labels, run.context.dataset.samples, run.seed)
        self._batch = int(run.configuration["batch_size"])
        self._pictures = tensors(dataset.train)
        wanted = points * steps * self._batch
        passes = [order_of(run.seed, epoch, indices) for epoch in range(1, 1 + -(-wanted // len(indices)))]
        self._parts = np.array_split(np.concatenate(passes)[:wanted], points)
        self._program: Program = Program(run, dataset)
        self._program.trace(*self._pictures)
        self._program.reset(run)
        self._program.start_epoch(run, 1)

    def loss(self, part: int, rate: float) -> float:
        """The mean loss of the steps with one rate, each before its update."""
        self._program.optimizer.learning_rate = rate
        return self._program.train(*self._pictures, self._parts[part], self._batch, lambda _: 1_000_000)[0]


def begin(run: Run, data: Path, points: int, steps: int) -> None:
    """Build the network; `loss` goes on from there in the same process.

    Args:
        points: rates to try, with `steps` of training each.
    """
    global _test
    _test = RangeTest(run, data, points, steps)


def loss(part: int, rate: float) -> float:
    """The mean loss of the next steps, with this rate.

    Raises:
        MachineError: `begin` ran in another process, which died.
    """
    if _test is None:
        raise MachineError(
            "The process that trained has died, most likely for want of memory: give fewer samples or a smaller width."
        )
    return _test.loss(part, rate)
