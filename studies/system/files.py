"""Files and folders written whole or not at all: temporary file, fsync, rename."""

import errno
import json
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

PART_SUFFIX = ".part"  # the ending of a file that is still being written; one that a killed process left may be deleted
_PROVISIONAL: list[Path] = []  # of this process' command


def read_regular(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes. It never waits for a pipe or reads a device.

    Raises:
        OSError: it cannot be read, is another kind of file, or is larger.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    found = os.fstat(descriptor)
    if stat.S_ISDIR(found.st_mode):  # Python would name the descriptor, not the path
        os.close(descriptor)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        if found.st_size > most:
            raise OSError(errno.EFBIG, f"it has {found.st_size:,} bytes; at most {most:,} are expected", str(path))
        return file.read(most)


def write_bytes(path: Path, content: bytes) -> None:
    write_with(path, lambda file: file.write(content))


def write_json(path: Path, content: Any) -> None:
    write_bytes(path, json_bytes(content))


def json_bytes(content: Any) -> bytes:
    """A file of `content`, as `write_json` writes it."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    return text.encode(errors="backslashreplace")  # half a character, of a name that is not in UTF-8


def read_json(path: Path, most: int | None = None) -> Any:
    """
    Args:
        most: it is read only where it is a regular file of at most so many bytes; None for a path that may be a pipe.

    Raises:
        OSError: it is not there, or cannot be read.
        ValueError: it is cut, not UTF-8, or no JSON; NaN and infinities are none.
    """
    try:
        content = path.read_bytes() if most is None else read_regular(path, most)
        return _DECODER.decode(content.decode())
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def write_with(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace `path` by what `write` puts into the file it is given.

    After a crash at any moment `path` holds the old content or the new one.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART_SUFFIX}")
    try:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            named(error, path)
        raise


def write_folder(folder: Path, fill: Callable[[Path], object]) -> None:
    """Replace `folder` by what `fill` puts into the empty folder it is given. For one process at a time.

    After a crash it holds the old content or the new one; a crash between the two renames leaves none, and the next
    call begins by putting the old one back. Where `fill` raises, nothing has changed.
    """
    part, old = (folder.with_name(f".{folder.name}.{word}{PART_SUFFIX}") for word in ("new", "old"))
    _put_back(old, folder)
    made = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        fill(part)
        for path in (*part.iterdir(), part):
            _sync(path)
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        _put_back(old, folder)
        with suppress(OSError):  # somebody else has put something there
            for parent in made:
                parent.rmdir()
        raise
    _sync(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _put_back(old: Path, folder: Path) -> None:
    if old.exists() and not folder.exists():
        old.rename(folder)


def provisional(path: Path) -> None:
    """Note what a command makes before it is known whether it can be carried out (`Home.unless_refused`)."""
    _PROVISIONAL.append(path)


def settled() -> list[Path]:
    """What was noted so far, which stays from now on: something rests on it."""
    noted = _PROVISIONAL.copy()
    _PROVISIONAL.clear()
    return noted


def sweep(folder: Path, name: str = "") -> None:
    """Delete what killed processes left half-written in `folder`, of all files or of the one called `name`.

    Call it only under a lock that keeps others from writing them.
    """
    for part in folder.glob(f".{name}*{PART_SUFFIX}"):
        part.unlink(missing_ok=True)


def named(error: OSError, path: Path) -> OSError:
    """A call on an open file fails without its name."""
    error.filename = error.filename or str(path)
    return error


def disk_is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
