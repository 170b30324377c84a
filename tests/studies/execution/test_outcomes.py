"""How runs ended, for the driver: read from the store, counted, and told. Nothing is trained here."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from hypermodels.dimensions import find
from studies.execution.outcomes import UNREADABLE, Outcomes
from studies.execution.protocols import Listener, Proposal, Result
from studies.plan import questions
from studies.store.history import Epoch
from studies.store.runs import Store
from tests.support.contexts import CONTEXT

(TRIAL,) = questions.study(CONTEXT, find("lr"), (0.001,), (0, 1), 2).trials
ASKED = Proposal("s", "0", TRIAL)
FIRST, SECOND = TRIAL.runs
ROWS = [Epoch(n, 0.5, 0.6, 1.0, 1.0, 0.001, 1.0) for n in (1, 2, 3)]
LOST = Epoch(2, 0.5, 0.1, float("nan"), float("nan"), 0.001, 1.0)


@dataclass
class Heard:
    """A listener that keeps what it is told."""

    found: list[Result] = field(default_factory=list)
    ended: list[Result] = field(default_factory=list)

    def run_found(self, proposal: Proposal, result: Result) -> None:
        assert proposal is ASKED
        self.found.append(result)

    def run_ended(self, proposal: Proposal, result: Result) -> None:
        assert proposal is ASKED
        self.ended.append(result)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def outcomes(store: Store, heard: Heard) -> Outcomes:
    return Outcomes(store, cast(Listener, heard))


def stored(store: Store, number: int, *rows: Epoch, status: str | None = "completed") -> None:
    with store.opened(TRIAL.runs[number]) as opened:
        opened.begin({})
        if rows:
            opened.store(list(rows), None if rows[-1].diverged else {})
        if status:
            opened.finish(status, cause="it died" if status == "failed" else None)


def test_a_trial_has_ended_when_each_of_its_runs_has(store: Store, outcomes: Outcomes) -> None:
    stored(store, 0, *ROWS[:2])
    assert outcomes.of_trial(ASKED) is None
    stored(store, 1, ROWS[0], LOST, status="diverged")
    completed, diverged = outcomes.of_trial(ASKED) or ()
    assert completed == Result(FIRST, tuple(ROWS[:2]), "completed")
    assert (diverged.run, diverged.status, len(diverged.rows)) == (SECOND, "diverged", 2)


def test_a_run_that_went_further_is_read_after_the_epochs_of_the_trial(store: Store, outcomes: Outcomes) -> None:
    stored(store, 0, *ROWS)
    assert outcomes.of_run(ASKED, FIRST) == Result(FIRST, tuple(ROWS[:2]), "completed")


def test_a_failed_run_is_none_until_it_has_failed_in_this_command(
    store: Store, outcomes: Outcomes, heard: Heard
) -> None:
    stored(store, 0, ROWS[0], status="failed")
    assert outcomes.of_run(ASKED, FIRST) is None
    outcomes.trained(ASKED, FIRST, 2)
    assert outcomes.of_run(ASKED, FIRST) == Result(FIRST, (), "failed", "it died")
    assert heard.ended == [Result(FIRST, (), "failed", "it died")]
    assert (outcomes.totals.trained, outcomes.totals.failed) == (1, {FIRST.id: "it died"})


def test_a_run_that_left_its_slot_is_counted_and_told(store: Store, outcomes: Outcomes, heard: Heard) -> None:
    stored(store, 0, *ROWS[:2])
    stored(store, 1, ROWS[0], LOST, status="diverged")
    for run in TRIAL.runs:
        outcomes.trained(ASKED, run, 2)
    assert [(one.run, one.status) for one in heard.ended] == [(FIRST, "completed"), (SECOND, "diverged")]
    assert (outcomes.totals.trained, outcomes.totals.diverged, outcomes.totals.failed) == (2, 1, {})


def test_a_run_of_which_nothing_is_stored_has_failed_without_a_cause(outcomes: Outcomes, heard: Heard) -> None:
    outcomes.trained(ASKED, FIRST, 2)
    outcomes.refused(ASKED, SECOND, "another run's data")
    assert outcomes.totals.failed == {FIRST.id: UNREADABLE, SECOND.id: "another run's data"}
    assert [one.cause for one in heard.ended] == [UNREADABLE, "another run's data"]
    assert outcomes.of_trial(ASKED) == heard.ended


@pytest.mark.parametrize(("status", "rows"), [(None, 2), ("failed", 2)])
def test_a_run_whose_rows_are_all_there_gets_the_last_word_that_a_kill_or_the_disk_kept(
    status: str | None, rows: int, store: Store, outcomes: Outcomes
) -> None:
    stored(store, 0, *ROWS[:rows], status=status)
    assert outcomes.is_stored(store.record(FIRST.id), FIRST, 2)
    record = store.record(FIRST.id)
    assert record is not None
    assert (record.status, record.cause) == ("completed", None)


def test_a_run_that_failed_after_more_epochs_than_are_asked_stays_failed(store: Store, outcomes: Outcomes) -> None:
    """Another trial asks for more of it."""
    stored(store, 0, *ROWS, status="failed")
    assert outcomes.is_stored(store.record(FIRST.id), FIRST, 2)
    record = store.record(FIRST.id)
    assert record is not None
    assert record.status == "failed"
    assert not outcomes.is_stored(record, FIRST, 4)
    assert not outcomes.is_stored(None, FIRST, 2)


def test_what_is_found_is_counted_also_where_its_rows_cannot_be_read(
    store: Store, outcomes: Outcomes, heard: Heard
) -> None:
    stored(store, 0, *ROWS[:2])
    outcomes.found_meanwhile(ASKED, FIRST)
    outcomes.found(ASKED, ASKED.trial.runs[1], None)
    assert (outcomes.totals.found, [one.run for one in heard.found]) == (2, [FIRST])


def test_a_run_that_two_trials_find_is_one_run(store: Store, outcomes: Outcomes, heard: Heard) -> None:
    stored(store, 0, *ROWS[:2])
    for _ in range(2):
        outcomes.found_meanwhile(ASKED, FIRST)
    assert (outcomes.totals.found, [one.run for one in heard.found]) == (1, [FIRST, FIRST])
