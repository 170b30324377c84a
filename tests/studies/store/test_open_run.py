"""A run that is open: what is added is written in an order that a kill at any moment cannot hurt. See `test_runs`."""

import json
from pathlib import Path

import pytest

from studies.store import history
from studies.store.history import Epoch
from studies.store.open_run import OpenRun
from studies.store.runs import Store
from studies.system import files
from tests.studies.store.test_runs import ROWS, STATE, a_run

LOST = Epoch(3, 0.1, 0.1, float("nan"), float("nan"), 0.001, 0.5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a höme 家" / a_run().id
    made.mkdir(parents=True)
    return made


def opened(folder: Path) -> OpenRun:
    return OpenRun(folder, a_run(), Store(folder.parent).read_anew(folder.name))


def begun(folder: Path, rows: list[Epoch], **facts: object) -> OpenRun:
    run = opened(folder)
    run.begin({}, **facts)
    run.store(rows, STATE)
    return run


def record(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "run.json").read_text())
    return found


def test_a_run_that_nothing_is_stored_of_begins_at_the_first_epoch(folder: Path) -> None:
    run = opened(folder)
    assert (run.rows, run.checkpoint(), run.finished, run.diverged) == ([], None, False, False)
    assert run.seconds == {"training": 0.0, "outside": 0.0, "tracing": 0.0}
    assert list(folder.iterdir()) == []  # to look writes nothing


def test_its_state_is_given_once_and_let_go(folder: Path) -> None:
    begun(folder, ROWS[:2])
    run = opened(folder)
    found = run.checkpoint()
    assert found is not None
    assert (found[0], sorted(found[1])) == (2, sorted(STATE))
    assert run.checkpoint() is None


def test_seconds_go_on_and_of_a_run_whose_first_epochs_held_it_tracing_is_not_known(folder: Path) -> None:
    begun(folder, ROWS[:1], seconds={"training": 0.5, "outside": 2.0})
    assert opened(folder).seconds == {"training": 0.5, "outside": 2.0}
    begun(folder, ROWS[1:2], seconds={"training": 1.0, "outside": 2.0, "tracing": 1.5})
    assert opened(folder).seconds == {"training": 1.0, "outside": 2.0, "tracing": 1.5}


def test_each_beginning_is_kept_with_the_epochs_that_were_stored_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rows, now in ((ROWS[:1], 100.0), (ROWS[1:], 200.0)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        begun(folder, rows)
    assert record(folder)["begun"] == [[0, 100.0], [1, 200.0]]


def test_a_beginning_that_nothing_came_of_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for now in (100.0, 200.0):
        monkeypatch.setattr("time.time", lambda now=now: now)
        opened(folder).begin({})
    assert record(folder)["begun"] == [[0, 200.0]]


def test_an_epoch_that_is_trained_again_keeps_the_row_it_had(folder: Path) -> None:
    begun(folder, ROWS[:2])
    run = opened(folder)
    run.store([ROWS[1]._replace(seconds=9.9), ROWS[2]], STATE)
    assert run.rows == history.read(folder / "history.csv") == ROWS


def test_the_checkpoint_comes_before_the_rows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(folder, ROWS[:1])

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "_append", killed)
    with pytest.raises(KeyboardInterrupt):
        run.store(ROWS[1:2], STATE)
    assert history.read(folder / "history.csv") == ROWS[:1]
    assert opened(folder).rows == history.read(folder / "history.csv") == ROWS[:2]  # to open it repairs it


def test_a_run_that_diverged_leaves_no_checkpoint_and_no_progress(folder: Path) -> None:
    run = begun(folder, ROWS[:2])
    run.show_progress(3, 4, 10)
    assert json.loads((folder / "progress").read_text()) == {"epoch": 3, "step": 4, "steps": 10, "rows": 2}
    run.store([LOST], None)
    assert (run.diverged, run.finished) == (True, False)
    run.conclude()
    assert (run.finished, record(folder)["status"], record(folder)["epochs"]) == (True, "diverged", 3)
    assert {path.name for path in folder.iterdir()} == {"run.json", "history.csv"}


def test_the_last_word_is_said_once(folder: Path) -> None:
    run = begun(folder, ROWS)
    run.conclude()
    before = (folder / "run.json").stat().st_ino
    opened(folder).conclude()
    assert (folder / "run.json").stat().st_ino == before


def test_a_failure_is_told_with_its_cause_and_forgotten_when_the_run_goes_on(folder: Path) -> None:
    begun(folder, ROWS[:1]).finish("failed", cause="its process died")
    assert (record(folder)["status"], record(folder)["cause"]) == ("failed", "its process died")
    assert not opened(folder).finished
    begun(folder, ROWS[1:])
    assert (record(folder)["status"], record(folder)["cause"]) == ("running", None)


def test_rows_are_added_to_a_file_of_its_own_and_through_no_link(folder: Path) -> None:
    begun(folder, ROWS[:1])
    path, other = folder / "history.csv", folder.parent / "mine.csv"
    path.rename(other)
    path.symlink_to(other)
    opened(folder).store(ROWS[1:2], STATE)
    assert history.read(other) == ROWS[:1]
    assert not path.is_symlink()
    assert history.read(path) == ROWS[:2]


def test_rows_that_somebody_removed_meanwhile_are_written_with_the_next(folder: Path) -> None:
    run = begun(folder, ROWS[:2])
    (folder / "history.csv").unlink()
    run.store(ROWS[2:], STATE)
    assert history.read(folder / "history.csv") == ROWS


def test_a_run_moves_to_a_store_that_had_another_part_of_it(folder: Path, tmp_path: Path) -> None:
    begun(folder, ROWS).finish("completed")
    there = tmp_path / "there" / folder.name
    there.mkdir(parents=True)
    begun(there, ROWS[:1])
    (there / "answers.npz").write_bytes(b"of the part")
    opened(there).replace(opened(folder).contents())
    assert {path.name: path.read_bytes() for path in there.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir()
    }
    assert opened(there).finished


def test_only_whole_files_of_a_run_are_its_contents(folder: Path) -> None:
    run = begun(folder, ROWS[:1])
    (folder / f".run.json.7{files.PART_SUFFIX}").write_bytes(b"half")
    (folder / "notes.txt").write_text("mine")
    assert sorted(run.contents()) == ["checkpoint.npz", "history.csv", "run.json"]
