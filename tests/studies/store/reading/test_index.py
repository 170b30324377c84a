"""The index of what was read: who finds it opens no file of a run that is as it was; of others it is not believed."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studies.store import run_json
from studies.store.reading import index, known
from studies.store.reading.known import Known
from studies.store.reading.unchanged import FACTS, IndexEntry
from studies.store.runs import Store
from tests.studies.store.reading.test_run_reader import (
    a_link,
    anew,
    cut,
    damaged,
    gone_on,
    newer,
    of_the_same_size,
    opened_files,
    removed,
    store,
)
from tests.studies.store.test_runs import ROWS, a_run

__all__ = ["opened_files", "store"]  # fixtures


@pytest.fixture(autouse=True)
def worth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "WORTH", 1)


@pytest.fixture
def indexed(store: Store) -> Store:
    """A store whose index was kept, as the next process finds it: it has read nothing itself."""
    store.keep_index()
    return next_process(store)


def next_process(store: Store) -> Store:
    store._known = Known(store.root)
    return store


def test_the_next_process_opens_no_file_of_a_run(indexed: Store, opened_files: Counter[str]) -> None:
    record, rows = indexed.read(a_run().id)
    assert not opened_files
    assert rows == ROWS
    assert (record, rows) == Store(indexed.root).read(a_run().id)


@pytest.mark.parametrize("change", [of_the_same_size, removed, a_link, cut, damaged, newer, gone_on])
def test_a_run_that_has_changed_since_is_read_from_its_files(indexed: Store, change: Callable[[Path], None]) -> None:
    before = anew(indexed, a_run().id)
    change(indexed.root / a_run().id)
    after = indexed.read(a_run().id)
    assert after == next_process(indexed).read(a_run().id)
    Path(index.path_for(indexed.root)).unlink()
    assert after == anew(indexed, a_run().id) != before


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    """One bit of a history."""
    content = bytearray(path.read_bytes())
    content[-40] ^= 1
    path.write_bytes(content)


def huge(path: Path) -> None:
    """A count that no file holds."""
    content = bytearray(path.read_bytes())
    content[len(index.MARK) : len(index.MARK) + 8] = b"\xff" * 8
    path.write_bytes(content)


def longer_than_memory(path: Path) -> None:
    os.truncate(path, 1 << 40)


def a_length_beyond_all(path: Path) -> None:
    """A record's, which no memory is asked for."""
    content = bytearray(path.read_bytes())
    at = len(index.MARK) + 8 + 16 + 2 * FACTS.size
    content[at : at + 4] = b"\xff" * 4
    path.write_bytes(content)


def another(path: Path) -> None:
    path.write_text("somebody's notes")


def earlier(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(index.MARK, b"sweepbook runs 0\n"))


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


LENGTHS = [huge, longer_than_memory, a_length_beyond_all]
DAMAGES = [cut_off, half, empty, flipped, *LENGTHS, another, earlier, linked, a_folder, a_pipe]


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_index_that_is_not_whole_is_none_and_is_made_anew(
    indexed: Store,
    opened_files: Counter[str],
    damage: Callable[[Path], None],
) -> None:
    path = index.path_for(indexed.root)
    damage(path)
    assert indexed.read(a_run().id)[1] == ROWS
    assert opened_files["run.json"] == opened_files["history.csv"] == 1
    indexed.keep_index()
    assert len(index.load(indexed.root)) == (damage not in (linked, a_folder))  # these stay as they are


@pytest.mark.parametrize(
    "content", [b"", b"[", b"[" * 100_000, b"{}", b"[1]", b'["completed", 3, null, {"epochs": 3}]']
)
def test_a_record_that_its_own_file_could_not_hold_is_not_believed(indexed: Store, content: bytes) -> None:
    (found,) = index.load(indexed.root).values()
    index.save(indexed.root, {a_run().id: IndexEntry(found.facts, content, found.rows)})
    assert indexed.read(a_run().id) == anew(indexed, a_run().id)


def test_a_run_that_goes_on_is_not_in_the_index(store: Store) -> None:
    with store.opened(a_run()) as opened:
        opened.begin({})
    assert store.read(a_run().id)[1] == ROWS
    store.keep_index()
    assert not index.load(store.root)


def test_a_record_is_packed_whole(store: Store) -> None:
    record, _ = store.read(a_run().id)
    assert record is not None
    assert run_json.unpacked(record.id, run_json.packed(record)) == record


def test_a_small_store_has_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "WORTH", 1000)
    store.keep_index()
    assert not (store.root.parent / "cache").exists()


def test_a_store_that_nobody_may_write_loses_only_time(store: Store) -> None:
    (store.root.parent / "cache").write_text("no folder")
    store.keep_index()
    assert store.read(a_run().id)[1] == ROWS
