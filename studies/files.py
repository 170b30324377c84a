"""Files written whole or not at all (temporary file, fsync, rename), and folders for one process alone."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import filelock

PART = ".part"  # the ending of a file that is still being written; one that a killed process left may be deleted


def write_bytes(path: Path, content: bytes) -> None:
    write_with(path, lambda file: file.write(content))


def write_json(path: Path, content: Any) -> None:
    write_bytes(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def write_with(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace `path` by what `write` puts into the file it is given.

    After a crash at any moment `path` holds the old content or the new one.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Delete what killed processes left half-written in `folder`. Call it only under the folder's lock."""
    for part in folder.glob(f".*{PART}"):
        part.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, seconds: float) -> Iterator[None]:
    """The folder, made if need be, for this process alone, after at most `seconds` of waiting (-1: however long).

    It is the operating system's file lock: gone with its owner, also after a reboot.

    Raises:
        filelock.Timeout: another process has it.
    """
    path = folder / "lock"
    lock = filelock.FileLock(path)
    while not lock.is_locked:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # who held it has just removed the folder
            lock.acquire(timeout=seconds, poll_interval=0.05)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # while it is still held, so that nobody else's lock is deleted
        lock.release()


def disk_is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
