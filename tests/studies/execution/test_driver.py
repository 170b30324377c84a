"""The driver: what it makes of jobs that end, also of those whose process was killed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from hypermodels.dimensions import BY_NAME
from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.execution.protocols import Proposal, Result
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.runs import Run
from studies.store.history import Epoch
from studies.store.runs import Store
from tests.support.contexts import CONTEXT

ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in (1, 2)]


class Killed:
    """An engine whose every process stores all rows and is killed before the last word."""

    slots = 1

    def __init__(self, ends: Callable[[Job], Ended]) -> None:
        self._ends = ends
        self._jobs: list[Job] = []

    def free(self) -> list[int]:
        return [0] if not self._jobs else []

    def submit(self, slot: int, job: Job) -> None:  # noqa: ARG002  the engine's signature
        with Store(job.root).opened(job.run) as opened:
            opened.begin({})
            opened.store(ROWS, {"model/w": np.zeros(2, np.float32)})
        self._jobs.append(job)

    def wait(self, seconds: float) -> list[Ended]:  # noqa: ARG002
        return [self._ends(self._jobs.pop())] if self._jobs else []

    def measure(self, runs: list[Run], data: Path) -> Timing:
        raise NotImplementedError

    def stop(self) -> None:
        pass


class OneStudy:
    """A source that asks for one run of two epochs and keeps what it is told."""

    def __init__(self) -> None:
        study = questions.study(CONTEXT, BY_NAME["learning_rate"], (0.001,), (0,), 2)
        (self.trial,) = study.trials
        self.told: list[Result] = []
        self._asked = False

    def ask(self, open_trials: int, slots: int) -> Proposal | None:  # noqa: ARG002
        if self._asked:
            return None
        self._asked = True
        return Proposal("study", "0", self.trial)

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:  # noqa: ARG002
        self.told += results

    def show(self, run: Run) -> None:
        pass


@pytest.mark.parametrize(
    ("ends", "count"),
    [
        (lambda job: Ended(0, job, cause="The worker process was ended by SIGKILL."), "trained"),
        (lambda job: Ended(0, job, busy=True), "found"),  # a worker of another command, killed while we waited
    ],
    ids=["here", "in another command"],
)
def test_a_run_whose_process_was_killed_before_its_last_word_is_completed(
    ends: Callable[[Job], Ended], count: str, tmp_path: Path
) -> None:
    store, source = Store(tmp_path / "runs"), OneStudy()
    totals = Driver(store, tmp_path, Mock()).drive(source, lambda: Killed(ends))
    record = store.record(source.trial.runs[0].id)
    assert record is not None
    assert (record.status, record.epochs) == ("completed", 2)
    assert [result.status for result in source.told] == ["completed"]
    assert (getattr(totals, count), totals.trained + totals.found, totals.failed) == (1, 1, {})
