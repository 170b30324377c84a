"""Pages are renewed where there is something new, and rest while something is trained."""

import time
from collections.abc import Callable

import pytest

from sweepbook.cli.status import Counts
from sweepbook.cli.watch import state
from sweepbook.cli.watch.renewal import Renewal
from tests.support.synthetic_records import Synthetic


def test_pages_rest_while_something_is_trained_and_are_renewed_at_once_when_it_has_ended() -> None:
    """What the store holds is told by hand, and what writes the pages takes no time."""
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,)}, (0,))

    def told(running: int, left: int) -> state.Snapshot:
        counts = Counts(2 - running, running, 0, 0, left, 1.0)
        return state.Snapshot(((study, counts),), (counts,))

    now = [told(1, 20)]
    renewal = Renewal(["--version"], lambda: now[0])
    renewal.start()
    try:
        _wait(lambda: renewal.version == 1)
        now[0] = told(1, 10)
        _wait(lambda: renewal.state == now[0])
        assert renewal.version == 1
        now[0] = told(0, 0)
        _wait(lambda: renewal.version == 2)
    finally:
        renewal.stop()
    assert renewal.refusal == ""


def test_a_store_that_cannot_be_read_is_said_and_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sweepbook.cli.watch.renewal.LEAST", 0.02)
    stores: list[state.Snapshot | None] = [None]

    def look() -> state.Snapshot:
        if stores[0] is None:
            raise OverflowError("too large")
        return stores[0]

    renewal = Renewal(["--version"], look)
    renewal.start()
    try:
        _wait(lambda: renewal.fault == "OverflowError: too large")
        stores[0] = state.Snapshot(())
        _wait(lambda: renewal.fault == "" and renewal.state is stores[0])
    finally:
        renewal.stop()


def _wait(for_what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not for_what():
        assert time.monotonic() < deadline
        time.sleep(0.02)
