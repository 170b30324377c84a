"""A source hears at once of runs that left their slots, and now and then of those in training."""

from collections.abc import Callable, Iterable
from typing import cast

import pytest

from hypermodels.dimensions import find
from studies.execution.protocols import TrialSource
from studies.execution.showing import Showing
from studies.plan import questions
from studies.plan.runs import Run
from tests.support.contexts import CONTEXT

A, B, C = (run for trial in questions.study(CONTEXT, find("lr"), (0.1, 0.2, 0.3)).trials for run in trial.runs)


class Source:
    """Keeps the runs that it was told of."""

    def __init__(self) -> None:
        self.shown: list[Run] = []

    def show(self, run: Run) -> None:
        self.shown.append(run)

    def take(self) -> list[Run]:
        shown, self.shown = self.shown, []
        return shown


def show(
    showing: Showing, source: Source, left: Iterable[Run] = (), elsewhere: Callable[[], Iterable[Run]] = tuple
) -> None:
    showing.show(cast(TrialSource, source), left, elsewhere)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the time is: its last item."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[-1])
    return now


def test_epochs_in_training_are_told_once_and_not_again_within_a_moment(clock: list[float]) -> None:
    source, showing = Source(), Showing()
    for _ in range(3):
        showing.note(A)
    show(showing, source)
    assert source.take() == [A]
    showing.note(B)
    clock.append(100.5)
    show(showing, source)
    assert source.take() == []
    clock.append(110.0)
    show(showing, source)
    assert source.take() == [B]
    clock.append(120.0)
    show(showing, source)
    assert source.take() == []


def test_a_run_that_left_its_slot_is_told_of_at_once_and_only_once(clock: list[float]) -> None:
    source, showing = Source(), Showing()
    show(showing, source)
    showing.note(A)
    show(showing, source, left=[A])
    assert source.take() == [A]
    clock.append(110.0)
    show(showing, source)
    assert source.take() == []


def test_who_trains_elsewhere_is_looked_at_only_now_and_then(clock: list[float]) -> None:
    source, showing, looks = Source(), Showing(), []

    def elsewhere() -> list[Run]:
        looks.append(clock[-1])
        return [C]

    for now in (100.0, 100.1, 110.0):
        clock.append(now)
        show(showing, source, elsewhere=elsewhere)
    assert looks == [100.0, 110.0]
    assert source.take() == [C, C]


def test_showing_that_takes_long_is_done_the_less_often(clock: list[float]) -> None:
    source, showing = Source(), Showing()

    def slow() -> list[Run]:
        clock.append(clock[-1] + 10)  # a disk far away
        return [C]

    show(showing, source, elsewhere=slow)
    clock.append(clock[-1] + 50)
    show(showing, source, elsewhere=slow)
    assert len(source.take()) == 1
