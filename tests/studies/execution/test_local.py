"""When the engine of this machine replaces a worker process; the processes are pretended."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from hypermodels.dimensions import BASELINE
from studies.execution import local
from studies.execution.engine import Job
from studies.execution.local import Local
from studies.execution.worker import WorkerReport
from studies.plan.trials import trial_of
from tests.support.contexts import CONTEXT


class Pretended:
    """A process that ends each job at once, as the next report says."""

    is_alive = True

    def __init__(self, *_: object) -> None:
        self.reports: list[WorkerReport] = []
        self.restarts = 0

    def start(self) -> None: ...
    def with_threads(self, threads: int) -> None: ...

    def restart(self) -> None:
        self.restarts += 1

    def submit(self, *_: Any) -> "Future[WorkerReport]":
        done: Future[WorkerReport] = Future()
        done.set_result(self.reports.pop(0))
        return done


def restarts(monkeypatch: pytest.MonkeyPatch, *runs: tuple[str, WorkerReport]) -> Sequence[int]:
    """How often the process was replaced before each run began, which has this activation and ends so."""
    monkeypatch.setattr(local, "Restartable", Pretended)
    monkeypatch.setattr(local, "fork_server", lambda: None)
    engine, found = Local([{}], 1, Path("log")), []
    process: Any = engine._workers[0]
    for seed, (activation, report) in enumerate(runs):
        process.reports = [report]
        run = trial_of(CONTEXT, {**BASELINE, "activation": activation}, [seed]).runs[0]
        engine.submit(0, Job(run, 1, Path("runs"), Path("data")))
        found.append(process.restarts)
        engine.wait(1.0)
    return found


GROWN, USUAL = WorkerReport(grown=True), WorkerReport()


def test_a_process_that_has_grown_is_replaced_before_it_builds_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert restarts(monkeypatch, ("relu", GROWN), ("tanh", USUAL), ("relu", USUAL)) == [0, 1, 1]


def test_it_goes_on_while_it_trains_in_the_program_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert restarts(monkeypatch, ("relu", GROWN), ("relu", GROWN), ("relu", USUAL), ("tanh", USUAL)) == [0, 0, 0, 0]


def test_one_that_has_grown_far_is_replaced_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    far = WorkerReport(recycle=True, grown=True)
    assert restarts(monkeypatch, ("relu", far), ("relu", USUAL)) == [0, 1]
    assert restarts(monkeypatch, ("relu", far), ("tanh", USUAL)) == [0, 1]  # once
