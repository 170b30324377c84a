"""A folder for one process alone. The other process is a second lock, which the operating system tells apart."""

import errno
from pathlib import Path

import filelock
import pytest

from studies.system import locks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a höme 家" / "run"


def test_a_folder_is_made_held_and_left_without_its_lock(folder: Path) -> None:
    assert not locks.is_locked(folder)
    with locks.locked(folder, 0):
        assert locks.is_locked(folder)
        with pytest.raises(filelock.Timeout), locks.locked(folder, 0):
            pass
    assert not locks.is_locked(folder)
    assert list(folder.iterdir()) == []


def test_what_fails_inside_leaves_no_lock(folder: Path) -> None:
    with pytest.raises(KeyError), locks.locked(folder, 0):
        raise KeyError
    assert list(folder.iterdir()) == []


def test_a_lock_file_that_a_killed_process_left_holds_nobody_off(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    assert not locks.is_locked(folder)
    with locks.locked(folder, 0):
        pass
    (folder / "lock").touch()
    (folder / ".run.json.7.part").touch()
    locks.clear_lock(folder)
    assert list(folder.iterdir()) == []


def test_a_lock_that_is_held_is_not_cleared_and_one_that_is_not_there_makes_no_folder(folder: Path) -> None:
    locks.clear_lock(folder)
    assert not folder.exists()
    with locks.locked(folder, 0):
        locks.clear_lock(folder)
        assert locks.is_locked(folder)


def test_a_folder_that_its_holder_has_just_removed_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = locks._acquire, []

    def acquire(lock: filelock.BaseFileLock, path: Path, seconds: float) -> None:
        calls.append(path)
        if len(calls) == 1:
            path.parent.rmdir()
            raise FileNotFoundError(path)
        real(lock, path, seconds)

    monkeypatch.setattr(locks, "_acquire", acquire)
    with locks.locked(folder, 0):
        assert locks.is_locked(folder)
    assert len(calls) == 2


@pytest.mark.parametrize("number", locks.NO_LOCKS)
def test_a_file_system_without_locks_is_told_with_the_path_and_nothing_is_left(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        (folder / "lock").touch()
        raise OSError(number, "no locks")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(OSError, match="no locks") as refused, locks.locked(folder, 0):
        pass
    assert refused.value.filename == str(folder / "lock")
    assert list(folder.iterdir()) == []


def test_another_refusal_leaves_the_lock_of_whoever_holds_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    with locks.locked(folder, 0):
        monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
        with pytest.raises(PermissionError), locks.locked(folder, 0):
            pass
        assert locks.is_locked(folder)


def test_a_kept_folder_is_swept_of_what_is_half_written(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in (".facts.json.7.part", "facts.json"):
        (folder / name).touch()
    with locks.kept(folder):
        assert sorted(path.name for path in folder.iterdir()) == ["facts.json", "lock"]
