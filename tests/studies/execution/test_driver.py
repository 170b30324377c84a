"""The driver asks, finds or trains, and tells: on a real store, with an engine and a source that follow a script."""

import errno
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
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
from studies.plan.studies import Study
from studies.store.history import Epoch
from studies.store.runs import Store
from tests.support.contexts import CONTEXT

KILLED = "The worker process was ended by SIGKILL."
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


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs")


def test_what_is_stored_is_found_what_is_missing_is_trained_and_each_trial_is_told(store: Store) -> None:
    wanted = study(0.001, 0.002, 0.003, seeds=(0, 1))
    train(store, wanted.trials[1].runs[0], 2)
    engine, source, listener = Scripted(), Asks(wanted), Mock()
    totals = Driver(store, Path("data"), listener).drive(source, lambda: engine)
    assert (totals.found, totals.trained, totals.epochs, totals.failed) == (1, 5, 10, {})
    assert set(source.told) == {"0", "1", "2"}
    assert [result.rows for result in source.told["1"]] == [tuple(rows(2))] * 2
    assert {job.run for job in engine.jobs} == {run for run, _ in wanted.runs_and_epochs()} - {wanted.trials[1].runs[0]}
    assert {job.data for job in engine.jobs} == {Path("data")}
    assert set(source.shown) == {job.run.id for job in engine.jobs}
    assert listener.run_ended.call_count == 5
    assert listener.epoch_ended.call_count == 10


def test_a_run_whose_rows_are_all_stored_is_completed_though_its_last_word_failed(store: Store) -> None:
    def without_last_word(job: Job) -> Ended:
        train(store, job.run, job.to_epoch, last_word=False)
        with store.opened(job.run) as opened:
            opened.finish("failed", cause="OSError: Input/output error")
        return Ended(0, job)

    wanted = study(0.001)
    source = Asks(wanted)
    totals = Driver(store, Path("data"), Mock()).drive(source, lambda: Scripted(without_last_word))
    record = store.record(wanted.trials[0].runs[0].id)
    assert record is not None
    assert (record.status, record.cause, totals.failed) == ("completed", None, {})


def test_a_run_whose_folder_goes_away_before_its_trial_is_told_is_trained_again(store: Store) -> None:
    """Our own refusals advise to remove a run's folder."""
    wanted = study(0.001, seeds=(0, 1))
    first, second = wanted.trials[0].runs

    def removed(job: Job) -> Ended:
        shutil.rmtree(store.folder(first.id))
        return done(job)

    engine, source = Scripted(done, removed), Asks(wanted)
    Driver(store, Path("data"), Mock()).drive(source, lambda: engine)
    assert [job.run for job in engine.jobs] == [first, second, first]
    assert source.statuses == ["completed", "completed"]


def test_where_everything_is_stored_no_engine_is_started(store: Store) -> None:
    wanted = study(0.001, 0.002)
    for run, epochs in wanted.runs_and_epochs():
        train(store, run, epochs)

    def never() -> Scripted:
        raise AssertionError

    totals = Driver(store, Path(), Mock()).drive(source := Asks(wanted), never)
    assert (totals.found, totals.trained, source.statuses) == (2, 0, ["completed"] * 2)


def test_a_run_that_several_trials_look_at_is_trained_once_to_the_furthest(store: Store) -> None:
    wanted = questions.study(CONTEXT, BY_NAME["epochs"], (1, 3, 2), (0,))
    engine, source = Scripted(), Asks(wanted)
    totals = Driver(store, Path(), Mock()).drive(source, lambda: engine)
    assert [job.to_epoch for job in engine.jobs] == [3]
    assert (totals.trained, totals.epochs) == (1, 3)
    read = {source.told[str(number)][0].rows: trial.epochs for number, trial in enumerate(wanted.trials)}
    assert read == {tuple(rows(epochs)): epochs for epochs in (1, 2, 3)}


def test_a_source_that_waits_for_answers_is_asked_again_after_each(store: Store) -> None:
    source = Asks(study(0.001, 0.002, 0.003), at_once=1)
    assert Driver(store, Path(), Mock()).drive(source, Scripted).trained == 3
    assert list(source.told) == ["0", "1", "2"]


def test_a_run_goes_on_from_what_is_stored(store: Store) -> None:
    wanted = study(epochs=5)
    train(store, wanted.trials[0].runs[0], 3)
    listener = Mock()
    totals = Driver(store, Path(), listener).drive(source := Asks(wanted), Scripted)
    assert (totals.trained, totals.epochs) == (1, 2)
    assert listener.run_started.call_args.args[2:] == (3, 5)
    assert source.told["0"][0].rows == tuple(rows(5))


def test_a_run_whose_process_dies_once_is_tried_again_before_the_others(store: Store) -> None:
    wanted, listener = study(0.001, 0.002), Mock()
    engine, source = Scripted(killed), Asks(wanted)
    totals = Driver(store, Path(), listener).drive(source, lambda: engine)
    first, second = (trial.runs[0] for trial in wanted.trials)
    assert [job.run for job in engine.jobs] == [first, first, second]
    assert listener.run_again.call_args.args[1:] == (first, KILLED)
    assert (totals.trained, totals.failed) == (2, {})


def test_a_run_whose_process_dies_twice_has_failed_with_its_cause_and_the_others_go_on(store: Store) -> None:
    wanted = study(0.001, 0.002)
    totals = Driver(store, Path(), Mock()).drive(source := Asks(wanted), lambda: Scripted(killed, killed))
    first = wanted.trials[0].runs[0]
    assert totals.failed == {first.id: f"{KILLED} It was tried twice."}
    record = store.record(first.id)
    assert record is not None
    assert (record.status, record.cause) == ("failed", f"{KILLED} It was tried twice.")
    assert source.told["0"] == [Result(first, (), "failed", f"{KILLED} It was tried twice.")]
    assert source.told["1"][0].status == "completed"


def test_machines_that_go_are_not_the_runs_fault_until_the_tenth(store: Store) -> None:
    def lost(job: Job) -> Ended:
        return Ended(0, job, cause="10.0.0.7 was lost.", lost=True)

    totals = Driver(store, Path(), Mock()).drive(Asks(study()), lambda: Scripted(*[lost] * 9))
    assert (totals.trained, totals.failed) == (1, {})
    wanted = study(0.5)
    totals = Driver(store, Path(), Mock()).drive(Asks(wanted), lambda: Scripted(*[lost] * 10))
    assert totals.failed == {wanted.trials[0].runs[0].id: "10.0.0.7 was lost. It was tried 10 times."}


def test_a_run_that_another_process_trains_waits_while_the_others_are_trained(store: Store) -> None:
    def elsewhere(job: Job) -> Ended:
        return Ended(0, job, busy=True)

    wanted, listener = study(0.001, 0.002), Mock()
    first, second = (trial.runs[0] for trial in wanted.trials)
    engine = Scripted(elsewhere)
    totals = Driver(store, Path(), listener).drive(Asks(wanted), lambda: engine)
    assert [job.run for job in engine.jobs] == [first, second, first]
    assert listener.run_waiting.call_args.args == (first,)
    assert totals.trained == 2


def test_a_run_that_another_process_finished_meanwhile_is_found(store: Store) -> None:
    def finished_elsewhere(job: Job) -> Ended:
        train(store, job.run, job.to_epoch)
        return Ended(0, job, found=True)

    totals = Driver(store, Path(), Mock()).drive(source := Asks(study()), lambda: Scripted(finished_elsewhere))
    assert (totals.found, totals.trained, totals.epochs, source.statuses) == (1, 0, 0, ["completed"])


def test_a_run_whose_files_are_refused_fails_alone(store: Store) -> None:
    def refused(job: Job) -> Ended:
        return Ended(0, job, refused="checkpoint.npz is another run's: remove it.")

    wanted = study(0.001, 0.002)
    totals = Driver(store, Path(), Mock()).drive(source := Asks(wanted), lambda: Scripted(refused))
    assert totals.failed == {wanted.trials[0].runs[0].id: "checkpoint.npz is another run's: remove it."}
    assert source.statuses == ["failed", "completed"]


def test_a_full_disk_ends_the_command(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "fail", full)
    with pytest.raises(OSError, match="No space left"):
        Driver(store, Path(), Mock()).drive(Asks(study()), lambda: Scripted(killed, killed))


@pytest.mark.parametrize(
    ("ends", "count"),
    [
        ({"cause": KILLED}, "trained"),
        ({"busy": True}, "found"),  # a worker of another command, killed while we waited
    ],
    ids=["here", "in another command"],
)
def test_a_run_whose_process_was_killed_before_its_last_word_is_completed(
    ends: dict[str, Any], count: str, store: Store
) -> None:
    def killed_at_the_end(job: Job) -> Ended:
        train(store, job.run, job.to_epoch, last_word=False)
        return Ended(0, job, **ends)

    wanted = study()
    totals = Driver(store, Path(), Mock()).drive(source := Asks(wanted), lambda: Scripted(killed_at_the_end))
    record = store.record(wanted.trials[0].runs[0].id)
    assert record is not None
    assert (record.status, record.epochs, source.statuses) == ("completed", 2, ["completed"])
    assert (getattr(totals, count), totals.trained + totals.found, totals.failed) == (1, 1, {})


RATES = (0.001, 0.002, 0.003, 0.004, 0.005)


def test_of_five_runs_in_two_slots_one_is_trained_in_two_pieces_so_that_both_end_together(store: Store) -> None:
    wanted, listener = study(*RATES, epochs=5), Mock()
    engine, source = TwoSlots(), Asks(wanted)
    totals = Driver(store, Path(), listener).drive(source, lambda: engine)
    assert engine.trained == {0: [(0.001, 5), (0.003, 5), (0.005, 5)], 1: [(0.005, 2), (0.002, 5), (0.004, 5)]}
    assert (totals.trained, totals.epochs, totals.found, totals.failed) == (5, 25, 0, {})
    assert source.statuses == ["completed"] * 5
    assert source.told["4"][0].rows == tuple(rows(5))
    assert listener.epoch_ended.call_count == 25
    assert listener.run_ended.call_count == 5


def test_where_slots_are_not_alike_all_runs_stay_whole(store: Store) -> None:
    engine = TwoSlots(alike=False)
    Driver(store, Path(), Mock()).drive(Asks(study(*RATES, epochs=5)), lambda: engine)
    assert {epoch for pieces in engine.trained.values() for _, epoch in pieces} == {5}


def test_a_run_that_diverges_in_its_first_piece_has_ended(store: Store) -> None:
    def diverged(job: Job) -> Ended:
        with store.opened(job.run) as opened:
            opened.begin({})
            opened.store([Epoch(1, 0.1, 0.1, float("nan"), 1.0, 0.001, 0.5)], None)
            opened.conclude()
        return Ended(0, job)

    engine, source = TwoSlots(diverged), Asks(study(*RATES, epochs=5))
    totals = Driver(store, Path(), Mock()).drive(source, lambda: engine)
    assert sum(rate == 0.005 for pieces in engine.trained.values() for rate, _ in pieces) == 1
    assert (totals.trained, totals.diverged, source.told["4"][0].status) == (5, 1, "diverged")


def test_a_first_piece_whose_process_dies_is_trained_again_and_its_run_goes_on(store: Store) -> None:
    engine, source = TwoSlots(killed), Asks(study(*RATES, epochs=5))
    totals = Driver(store, Path(), Mock()).drive(source, lambda: engine)
    assert (totals.trained, totals.failed, source.statuses) == (5, {}, ["completed"] * 5)
    assert source.told["4"][0].rows == tuple(rows(5))


def test_a_first_piece_that_another_process_trained_is_no_whole_run(store: Store) -> None:
    def elsewhere(job: Job) -> Ended:
        train(store, job.run, job.to_epoch)
        return Ended(0, job, found=True)

    engine, source = TwoSlots(elsewhere), Asks(study(*RATES, epochs=5))
    totals = Driver(store, Path(), Mock()).drive(source, lambda: engine)
    assert (totals.trained, totals.found, totals.epochs, source.statuses) == (5, 0, 23, ["completed"] * 5)
