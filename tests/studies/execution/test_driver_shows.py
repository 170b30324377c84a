"""A driver shows the epochs of a run while it trains, here or in another process."""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest

from hypermodels.dimensions import BY_NAME
from studies.data.dataset_ref import DatasetRef
from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.execution.protocols import Proposal, Result
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.runs import Context, Run
from studies.plan.studies import Study
from studies.store.runs import Store
from tests.support.synthetic_records import CLASSES, Synthetic


class Ticking:
    """An engine with one slot. At each of three ticks every run has another epoch: the slot's, and others elsewhere."""

    slots, alike = 1, True

    def __init__(self, made: Synthetic, root: Path) -> None:
        self._made, self._root, self._epochs = made, root, 0
        self._job: Job | None = None

    def free(self) -> list[int]:
        return [] if self._job else [0]

    def submit(self, slot: int, job: Job) -> None:  # noqa: ARG002
        self._job = job

    def wait(self, seconds: float) -> list[Ended]:  # noqa: ARG002
        self._epochs += 1
        for run in self._made.runs:
            self._store(run)
        job, self._job = self._job, self._job if self._epochs < 3 else None
        return [] if self._job or job is None else [Ended(0, job)]

    def measure(self, runs: list[Run], data: Path) -> Timing:
        raise NotImplementedError

    def stop(self) -> None:
        pass

    def _store(self, run: str) -> None:
        now = Synthetic()
        now.histories[run] = self._made.histories[run][: self._epochs]
        status = "running" if self._epochs < 3 else "completed"
        now.runs[run] = {**self._made.runs[run], "status": status, "epochs": self._epochs}
        now.write(self._root)
        progress = self._root / "tuner_dirs" / "runs" / run / "progress"
        progress.write_text(json.dumps({"rows": self._epochs, "epoch": self._epochs, "step": 1, "steps": 1}))


class Shown:
    """A source that asks a study's trials, and remembers how many epochs were stored of what it had to show."""

    def __init__(self, study: Study, store: Store) -> None:
        self._left, self._store = list(study.trials), store
        self.seen: dict[str, list[int]] = defaultdict(list)

    def ask(self, open_trials: int, slots: int) -> Proposal | None:  # noqa: ARG002
        return Proposal("study", str(len(self._left)), self._left.pop()) if self._left else None

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:
        pass

    def show(self, run: Run) -> None:
        self.seen[run.id].append(len(self._store.history(run.id)))


def test_epochs_are_shown_while_a_run_trains_here_or_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studies.execution.decisions.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("studies.execution.decisions.LOOK_SHARE", math.inf)
    made = Synthetic()
    made.study("learning_rate", {0.001: 0.0, 0.01: -5.0}, (0,), epochs=3)
    pictures = DatasetRef("cifar10", "d1", tuple(CLASSES), (45000, 5000, 10000))
    study = questions.study(
        Context("lenet", "m1", 1.0, pictures, "float32"), BY_NAME["learning_rate"], (0.001, 0.01), (0,), 3
    )
    store = Store(tmp_path / "tuner_dirs" / "runs")
    source = Shown(study, store)
    totals = Driver(store, tmp_path, Mock()).drive(source, lambda: Ticking(made, tmp_path))
    assert (totals.trained, totals.found) == (1, 1)
    assert set(source.seen) == set(made.runs)
    assert all(seen[:3] == [1, 2, 3] for seen in source.seen.values())
