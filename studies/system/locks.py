"""Folders for one process alone, by the operating system's file lock."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from studies.system import files

NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)  # how a file system says that it has none


@contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """The folder, made if need be, for this process alone, after at most `seconds` of waiting (-1: however long).

    It is the operating system's file lock: gone with its owner, also after a reboot.

    Raises:
        filelock.Timeout: another process has it.
    """
    path = folder / "lock"
    lock = filelock.FileLock(path, fallback_to_soft=False)
    while not lock.is_locked:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # who held it has just removed the folder
            _acquire(lock, path, seconds)
    try:
        yield
    finally:
        try:
            path.unlink(missing_ok=True)  # while it is still held, so that nobody else's lock is deleted
        finally:
            lock.release()


def _acquire(lock: filelock.BaseFileLock, path: Path, seconds: float) -> None:
    try:
        lock.acquire(timeout=seconds, poll_interval=0.05)
    except filelock.Timeout:
        raise
    except OSError as error:
        if error.errno in NO_LOCKS:
            path.unlink(missing_ok=True)  # nobody can hold it
        raise files.named(error, path) from None


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """The folder for this process alone, waited for, without what killed processes left half-written in it."""
    with locked(folder, -1):
        files.sweep(folder)
        yield


def clear_lock(folder: Path) -> None:
    """Remove a lock file that a killed process left, where nobody else would take it; one that is held stays."""
    if (folder / "lock").exists():
        with suppress(filelock.Timeout), locked(folder, 0):
            files.sweep(folder)


@contextmanager
def used(folder: Path, alone: bool = False) -> Iterator[bool]:
    """The folder beside others who use it, or `alone`; False, at once, where others have it otherwise.

    The folder itself is locked, so nothing is written, and all that is in it may be removed. Where it is not there yet,
    and where there are no locks, nobody is held off.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield True
        return
    try:
        yield _is_had(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    finally:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _is_had(descriptor: int, lock: int) -> bool:
    try:
        fcntl.flock(descriptor, lock | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # no locks here
    return True


def is_locked(folder: Path) -> bool:
    """Whether a process has the folder. Only looks, so it works where nothing may be written."""
    try:
        descriptor = os.open(folder / "lock", os.O_RDONLY)
    except OSError:
        return False  # who holds it has made it, and removes it at the end
    try:
        return not _is_had(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)
