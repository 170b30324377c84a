"""Runs as they were at one moment: a command's decision asks the disk once for each of them."""

import time
from pathlib import Path

import pytest

from studies.store.reading import unchanged
from studies.store.reading.moment import Moment
from studies.store.runs import Store
from tests.studies.store.test_runs import ROWS, STATE, a_run


def trained(store: Store, epochs: int) -> None:
    with store.opened(a_run()) as opened:
        opened.begin({"python": "3"})
        opened.store(ROWS[:epochs], STATE)
        opened.finish("completed")


def test_a_run_is_as_it_was_when_it_was_first_looked_at(tmp_path: Path) -> None:
    store = Store(tmp_path / "a höme 家")
    before = Moment(store)
    assert before.record(a_run().id) is None
    trained(store, 2)
    assert not before.has(a_run(), 1)
    now = Moment(store)
    assert (now.has(a_run(), 2), now.has(a_run(), 3)) == (True, False)
    trained(store, 3)
    assert not now.has(a_run(), 3)
    assert Moment(store).has(a_run(), 3)


def test_of_the_record_it_has_how_far_the_run_got_and_when(tmp_path: Path) -> None:
    store = Store(tmp_path)
    trained(store, 2)
    found, whole = Moment(store).record(a_run().id), store.record(a_run().id)
    assert found is not None
    assert whole is not None
    assert (found.status, found.epochs, found.updated) == (whole.status, whole.epochs, whole.updated)
    assert list(found.data) == ["updated"]


def test_what_was_read_is_read_as_it_was_and_the_disk_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    trained(store, 2)
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * unchanged.SETTLED)
    before = store.read(a_run().id)
    moment = Moment(store)
    assert moment.has(a_run(), 2)
    trained(store, 3)
    assert moment.read(a_run().id) == before
    assert len(store.read(a_run().id)[1]) == 3
