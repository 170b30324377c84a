"""Programs that stay built and traced from one test to the next: to build one takes longer than most tests train in it.

A run in a warm program has the bytes of a run in a fresh one, which `tests/studies/training/test_trainer.py` holds the
trainer to.
"""

from collections.abc import Sequence
from pathlib import Path

from studies.plan.runs import Run
from studies.store.runs import Store
from studies.training.trainer import Trainer

MOST = 24  # programs; a worker of the product keeps one


class Trainers:
    """In a worker's place: a trainer for each program, those that were needed last."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Trainer] = {}

    def advance(self, store: Store, run: Run, to_epoch: int, data: Path, probed: bool = False) -> bool:
        program = (data.resolve(), *run.program)
        trainer = self._kept[program] = self._kept.pop(program) if program in self._kept else Trainer()
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return trainer.advance(store, run, to_epoch, data, probed)

    def step_seconds(self, runs: Sequence[Run], data: Path) -> list[float]:
        return Trainer().step_seconds(runs, data)

    def forget(self) -> None:
        """What is trained from now on is trained in programs that are built for it."""
        self._kept.clear()


TRAINERS = Trainers()
