"""What a driver stands between, by a script: an engine that trains nothing, and a source that keeps what it is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hypermodels.dimensions import BY_NAME
from studies.execution.engine import Ended, Job
from studies.execution.protocols import Proposal, Result
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.store.history import Epoch
from studies.store.runs import Store
from tests.support.contexts import CONTEXT

KILLED = "The worker process was ended by SIGKILL."
RATES = (0.001, 0.002, 0.003, 0.004, 0.005)
Ends = Callable[[Job], Ended]


def rows(epochs: int) -> list[Epoch]:
    return [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in range(1, epochs + 1)]


def study(*rates: float, epochs: int = 2, seeds: Sequence[int] = (0,)) -> Study:
    return questions.study(CONTEXT, BY_NAME["learning_rate"], rates or (0.001,), tuple(seeds), epochs)


def train(store: Store, run: Run, epochs: int, last_word: bool = True) -> None:
    """What a worker does, without training."""
    with store.opened(run) as opened:
        opened.begin({})
        opened.store(rows(epochs)[len(opened.rows) :], {"model/w": np.zeros(2, np.float32)})
        if last_word:
            opened.conclude()


def done(job: Job) -> Ended:
    train(Store(job.root), job.run, job.to_epoch)
    return Ended(0, job)


def killed(job: Job) -> Ended:
    return Ended(0, job, cause=KILLED)


class Scripted:
    """An engine of one slot: each job ends as the next entry of the script says, and well after the last."""

    slots, alike = 1, True

    def __init__(self, *script: Ends) -> None:
        self._script = list(script)
        self._jobs: list[Job] = []
        self.jobs: list[Job] = []  # all that were submitted

    def free(self) -> list[int]:
        return [] if self._jobs else [0]

    def submit(self, slot: int, job: Job) -> None:
        assert slot == 0
        self._jobs.append(job)
        self.jobs.append(job)

    def wait(self, seconds: float) -> list[Ended]:
        assert seconds > 0
        if not self._jobs:
            return []
        return [(self._script.pop(0) if self._script else done)(self._jobs.pop())]

    def measure(self, runs: list[Run], data: Path) -> Timing:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError  # whoever started an engine stops it


class TwoSlots(Scripted):
    """Two slots; the job that has the fewest epochs left to train ends first, the first slot's of equal ones."""

    slots = 2

    def __init__(self, *script: Ends, alike: bool = True) -> None:
        super().__init__(*script)
        self.alike = alike
        self.busy: dict[int, tuple[Job, int]] = {}  # by slot, with the epochs that are left
        self.trained: dict[int, list[tuple[object, int]]] = {0: [], 1: []}  # by slot: rate, and the epoch reached

    def free(self) -> list[int]:
        return [slot for slot in (0, 1) if slot not in self.busy]

    def submit(self, slot: int, job: Job) -> None:
        record = Store(job.root).record(job.run.id)
        self.busy[slot] = (job, job.to_epoch - (record.epochs if record else 0))

    def wait(self, seconds: float) -> list[Ended]:
        assert seconds > 0
        slot = min(self.busy, key=lambda one: (self.busy[one][1], one))
        job, spent = self.busy.pop(slot)
        self.busy = {other: (one, left - spent) for other, (one, left) in self.busy.items()}
        self.trained[slot].append((job.run.configuration["learning_rate"], job.to_epoch))
        return [replace((self._script.pop(0) if self._script else done)(job), slot=slot)]


class Asks:
    """A source of a study's trials, `at_once` of them open; it keeps what it is told."""

    def __init__(self, study: Study, at_once: int = 100) -> None:
        self._left = [Proposal(study.name, str(number), trial) for number, trial in enumerate(study.trials)]
        self._at_once = at_once
        self.told: dict[str, Sequence[Result]] = {}
        self.shown: list[str] = []

    def ask(self, open_trials: int, slots: int) -> Proposal | None:
        assert slots in {1, 2}
        return self._left.pop(0) if self._left and open_trials < self._at_once else None

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:
        assert proposal.id not in self.told
        self.told[proposal.id] = results

    def show(self, run: Run) -> None:
        self.shown.append(run.id)

    @property
    def statuses(self) -> list[str]:
        return [result.status for results in self.told.values() for result in results]
