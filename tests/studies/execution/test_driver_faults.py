"""What dies, is refused or goes away meanwhile: it costs its run at most, and a run that was whole is no failure."""

import errno
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.execution.protocols import Result
from studies.store.runs import Store
from tests.studies.execution.scripted import (
    KILLED,
    Asks,
    Scripted,
    done,
    killed,
    study,
    train,
)


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
