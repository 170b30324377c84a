"""Runs alike in several slots: the last is trained in pieces, so that all slots end together."""

from pathlib import Path
from unittest.mock import Mock

from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.store.history import Epoch
from studies.store.runs import Store
from tests.studies.execution.scripted import RATES, Asks, TwoSlots, killed, rows, study, train


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
