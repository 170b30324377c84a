"""The run store: whole or repaired after any cut, never another run's data."""

import json
from pathlib import Path

import numpy as np
import pytest

from hypermodels.dimensions import configuration
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.history import Epoch
from studies.store.runs import Busy, Store
from studies.system.errors import UsageError

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in (1, 2, 3)]
STATE = {"model/c1/kernel": np.arange(6, dtype=np.float32)}


def a_run(seed: int = 0) -> Run:
    return trial_of(Context("lenet", "f", 1.0, REF, "float32"), configuration({}), [seed]).runs[0]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "runs")
    with store.opened(a_run()) as opened:
        opened.begin({"python": "3"})
        opened.store(ROWS[:2], STATE)
        opened.store(ROWS[2:], STATE)
        opened.finish("completed")
    return store


def test_what_was_stored_is_read_back(store: Store) -> None:
    record = store.record(a_run().id)
    assert record is not None
    assert (record.status, record.epochs) == ("completed", 3)
    assert store.history(a_run().id) == ROWS
    with store.opened(a_run()) as opened:
        epoch, state = opened.checkpoint()
    assert epoch == 3
    np.testing.assert_array_equal(state["model/c1/kernel"], STATE["model/c1/kernel"])


def test_no_lock_and_no_half_written_file_is_left(store: Store) -> None:
    names = {path.name for path in store.folder(a_run().id).iterdir()}
    assert names == {"run.json", "history.csv", "checkpoint.npz"}


def test_what_a_killed_process_left_half_written_is_swept(store: Store) -> None:
    left = store.folder(a_run().id) / ".checkpoint.npz.99.part"
    left.write_bytes(b"half")
    with store.opened(a_run()):
        pass
    assert not left.exists()


def test_one_process_trains_a_run_at_a_time(store: Store) -> None:
    with store.opened(a_run()):
        assert store.is_locked(a_run().id)
        with pytest.raises(Busy), store.opened(a_run()):
            pass
    assert not store.is_locked(a_run().id)


@pytest.mark.parametrize("name", ["run.json", "history.csv", "checkpoint.npz"])
def test_a_file_cut_at_any_length_is_repaired_or_refused_in_one_sentence(name: str, store: Store) -> None:
    path = store.folder(a_run().id) / name
    whole = path.read_bytes()
    for length in range(0, len(whole), 1 if name == "history.csv" else 5):  # the others are whole or torn
        path.write_bytes(whole[:length])
        try:
            with store.opened(a_run()) as opened:
                assert opened.rows == ROWS[: len(opened.rows)]
                checkpoint = opened.checkpoint()
                assert checkpoint is None or checkpoint[0] == 3
                if name != "checkpoint.npz":
                    assert opened.rows == ROWS, length  # the checkpoint brings the rows back
                opened.finish("completed")
            record = store.record(a_run().id)
            assert record is not None
            assert record.status == "completed"
        except UsageError:
            assert name == "history.csv", length


def test_a_history_that_was_cut_after_its_run_had_ended_does_not_count_as_whole(store: Store) -> None:
    path = store.folder(a_run().id) / "history.csv"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        try:
            record = store.record(a_run().id)
        except UsageError:
            continue
        assert record is None or not record.done(3), length
    path.write_bytes(whole)
    assert store.record(a_run().id).done(3)


def test_a_history_without_checkpoint_loses_only_its_torn_line(store: Store) -> None:
    folder = store.folder(a_run().id)
    (folder / "checkpoint.npz").unlink()
    path = folder / "history.csv"
    path.write_bytes(path.read_bytes()[:-3])
    with store.opened(a_run()) as opened:
        assert opened.rows == ROWS[:2]


def test_another_runs_checkpoint_is_not_taken(store: Store) -> None:
    with store.opened(a_run(1)) as opened:
        opened.store(ROWS[:1], STATE)
    foreign = store.folder(a_run(1).id) / "checkpoint.npz"
    foreign.rename(store.folder(a_run().id) / "checkpoint.npz")
    with store.opened(a_run()) as opened:
        assert opened.checkpoint() is None


def test_another_runs_record_is_refused(store: Store) -> None:
    path = store.folder(a_run().id) / "run.json"
    data = json.loads(path.read_text())
    data["identity"]["seed"] = 9
    path.write_text(json.dumps(data))
    with pytest.raises(UsageError, match="another run's data"), store.opened(a_run()):
        pass


def test_a_newer_store_is_refused_in_one_sentence(store: Store) -> None:
    path = store.folder(a_run().id) / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 2}))
    record = store.record(a_run().id)
    assert record is not None
    assert record.refused
    assert "newer version (schema 2, this one reads 1): update" in str(record.cause)
    with pytest.raises(UsageError, match=r"newer version .schema 2"), store.opened(a_run()):
        pass
    assert json.loads(path.read_text())["schema"] == 2


def test_a_run_whose_last_word_a_kill_cut_off_is_concluded(store: Store) -> None:
    path = store.folder(a_run().id) / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "status": "running"}))
    store.conclude(a_run())
    assert store.record(a_run().id).status == "completed"


def test_progress_that_was_left_without_a_lock_is_swept_too(store: Store) -> None:
    left = store.folder(a_run().id) / "progress"
    left.write_text("{}")
    store.sweep()
    assert not left.exists()


def test_a_look_at_the_locks_writes_nothing(store: Store) -> None:
    folder = store.folder(a_run().id)
    (folder / "lock").touch()  # left by a killed process
    before = folder.stat().st_mtime_ns
    assert not store.is_locked(a_run().id)
    assert folder.stat().st_mtime_ns == before


def test_a_stray_file_beside_the_runs_is_none(store: Store) -> None:
    (store.root / "notes.txt").write_text("of mine")
    assert store.ids() == [a_run().id]
    assert store.read("notes.txt")[1] == []
