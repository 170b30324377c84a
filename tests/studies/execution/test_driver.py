"""The driver asks, finds or trains, and tells: on a real store, with an engine and a source that follow a script."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from hypermodels.dimensions import BY_NAME
from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.plan import questions
from studies.store.history import Epoch
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from tests.studies.execution.scripted import Asks, Scripted, rows, study, train
from tests.support.contexts import CONTEXT


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
    assert listener.tick.call_args_list[0].args == ([], 10)  # before the first epoch: how much there is to do


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


def test_what_is_stored_is_read_once_for_a_trial(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = study(0.001, 0.002)
    for run, epochs in wanted.runs_and_epochs():
        train(store, run, epochs)
    read, asked = Store.read, list[str]()

    def counted(self: Store, run_id: str) -> tuple[RunRecord | None, list[Epoch]]:
        asked.append(run_id)
        return read(self, run_id)

    monkeypatch.setattr(Store, "read", counted)
    Driver(store, Path(), Mock()).drive(source := Asks(wanted), Scripted)
    assert asked == [run.id for run, _ in wanted.runs_and_epochs()]
    assert source.statuses == ["completed"] * 2
