"""The index: what was read of many runs, in one file, so that the next command need not open two files of each.

It is derived and never trusted over the files: an entry holds only while both files of its run are those that it was
read from (`unchanged`), by inode, size and both dates, and its record is checked again like one from its own file. An
index that is torn, damaged, a link, or of another version counts as none. It is replaced as a whole, so of several
commands the last one's stays.
"""

import hashlib
import stat
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from studies.store.reading.unchanged import FACTS, IndexEntry
from studies.system import files, locks, names
from studies.system.errors import UsageError

NAME = "runs.index"  # in `tuner_dirs/cache`
MARK = b"sweepbook runs 1\n"  # another number where other histories are taken for whole
LONGEST = 64 << 20  # bytes of a record or its rows: far more than any has, and what a damaged length is held to
_COUNT = struct.Struct("=Q")
_HEAD = struct.Struct(f"=16s{2 * FACTS.size}sII")  # id, facts of both files, bytes of the record and of the rows


def path_for(root: Path) -> Path:
    """Where the index of the runs below `root` lies.

    Raises:
        UsageError: a link lies there.
    """
    return names.inside(root.parent, "cache", NAME)


def load(root: Path) -> dict[str, IndexEntry]:
    """The entries by run id; none where there is no index that can be read."""
    try:
        path = path_for(root)
        if not stat.S_ISREG(path.lstat().st_mode):
            return {}
        with path.open("rb") as file:
            return _read(file)
    except (OSError, ValueError, UsageError, struct.error, MemoryError):
        return {}


def save(root: Path, entries: Mapping[str, IndexEntry]) -> None:
    """
    Raises:
        OSError: it cannot be written.
        UsageError: a link lies there.
    """
    path = path_for(root)
    with locks.kept(path.parent):
        files.write_with(path, lambda file: _write(file, entries))


def _read(file: IO[bytes]) -> dict[str, IndexEntry]:
    hashed = hashlib.sha256()

    def take(size: int) -> bytes:
        if size > LONGEST:
            raise ValueError(size)
        piece = file.read(size)
        hashed.update(piece)
        return piece

    if take(len(MARK)) != MARK:
        return {}
    found = {}
    for _ in range(_COUNT.unpack(take(_COUNT.size))[0]):
        name, facts, record, rows = _HEAD.unpack(take(_HEAD.size))
        found[name.decode("ascii")] = IndexEntry(facts, take(record), take(rows))
    return found if file.read(hashed.digest_size + 1) == hashed.digest() else {}


def _write(file: IO[bytes], entries: Mapping[str, IndexEntry]) -> None:
    hashed = hashlib.sha256()

    def put(piece: bytes) -> None:
        file.write(piece)
        hashed.update(piece)

    put(MARK)
    put(_COUNT.pack(len(entries)))
    for name, entry in entries.items():
        rows = entry.rows or b""
        put(_HEAD.pack(name.encode("ascii"), entry.facts, len(entry.record), len(rows)) + entry.record + rows)
    file.write(hashed.digest())
