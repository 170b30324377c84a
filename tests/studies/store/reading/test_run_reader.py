"""What a process has read of a run is used again only while the run's files are those that it read."""

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studies.store import history, run_json
from studies.store.reading import unchanged
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from tests.studies.store.test_runs import ROWS, STATE, a_run

Read = tuple[RunRecord | None, list[history.Epoch]]


def stored(store: Store, seed: int = 0) -> Path:
    with store.opened(a_run(seed)) as opened:
        opened.begin({})
        opened.store(ROWS, STATE)
        opened.finish("completed")
    return store.folder(a_run(seed).id)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A run that was stored long ago, as far as a process can see, and read."""
    store = Store(tmp_path / "runs")
    stored(store)
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * unchanged.SETTLED)
    store.read(a_run().id)
    return store


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a file of each name was read."""
    counts: Counter[str] = Counter()
    real = Path.read_bytes

    def counted(path: Path) -> bytes:
        counts[path.name] += 1
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    return counts


def anew(store: Store, run_id: str) -> Read:
    """What a process reads that has read nothing before."""
    fresh = Store(store.root)
    fresh._known = type(fresh._known)(store.root)
    return fresh.read(run_id)


def test_a_run_is_read_once_by_all_stores_of_a_process(store: Store, opened_files: Counter[str]) -> None:
    record, rows = Store(store.root).read(a_run().id)
    assert store.has(a_run(), 3)
    assert not opened_files
    assert (record, rows) == anew(store, a_run().id)
    assert rows == ROWS


def test_what_a_caller_does_to_the_rows_stays_his_own(store: Store) -> None:
    store.read(a_run().id)[1].clear()
    assert store.read(a_run().id)[1] == ROWS


def of_the_same_size(folder: Path) -> None:
    """Other rows in as many bytes, with the dates put back, as a copying program does."""
    path = folder / "history.csv"
    before = path.stat()
    text = path.read_text().replace("0.1,", "0.7,", 1)
    assert len(text) == before.st_size
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def removed(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def cut(folder: Path) -> None:
    path = folder / "history.csv"
    path.write_bytes(path.read_bytes()[:-9])


def damaged(folder: Path) -> None:
    (folder / "run.json").write_text("{")


def newer(folder: Path) -> None:
    path = folder / "run.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 9'))


def gone_on(folder: Path) -> None:
    with Store(folder.parent).opened(a_run()) as opened:
        opened.begin({})
        opened.store([history.Epoch(4, 0.4, 0.4, 0.5, 0.5, 0.001, 0.5)], STATE)
        opened.finish("completed")


@pytest.mark.parametrize("change", [of_the_same_size, removed, a_link, cut, damaged, newer, gone_on])
def test_a_run_that_has_changed_is_read_again(store: Store, change: Callable[[Path], None]) -> None:
    before = store.read(a_run().id)
    change(store.root / a_run().id)
    after = store.read(a_run().id)
    assert after == anew(store, a_run().id)
    assert after != before


def test_a_run_that_another_process_adds_is_found(store: Store) -> None:
    assert store.record(a_run(1).id) is None
    stored(Store(store.root), 1)
    assert store.has(a_run(1), 3)


def test_what_was_written_a_moment_ago_is_not_remembered(
    tmp_path: Path, opened_files: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again within the same tick of the disk's clock, with as many bytes: no stamp would show it."""
    store = Store(tmp_path / "runs")
    folder = stored(store)
    found = (folder / "history.csv").stat()
    monkeypatch.setattr(unchanged, "_found", lambda _: found)  # a disk whose clock stands still
    monkeypatch.setattr(time, "time_ns", lambda: max(found.st_mtime_ns, found.st_ctime_ns) + 1)
    store.read(a_run().id)
    of_the_same_size(folder)
    opened_files.clear()
    record, _ = store.read(a_run().id)
    assert opened_files == {"run.json": 1, "history.csv": 1}
    assert record is not None
    assert record.status == "damaged"  # its rows are not those that were stored


def test_training_goes_on_from_what_is_read(store: Store, opened_files: Counter[str]) -> None:
    with store.opened(a_run()) as opened:
        assert opened.finished
    assert opened_files["run.json"] == 1


def test_a_record_is_packed_once_though_its_rows_are_read_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Store(store.root)
    fresh._known = type(fresh._known)(store.root)
    packed, records = run_json.packed, list[RunRecord]()

    def counted(record: RunRecord) -> bytes:
        records.append(record)
        return packed(record)

    monkeypatch.setattr(run_json, "packed", counted)
    assert fresh.has(a_run(), 3)
    assert fresh.read(a_run().id)[1] == fresh.read(a_run().id)[1] == ROWS
    assert len(records) == 1
