"""How one knows that stored files are still those that were read, so that they need not be read and checked again.

A `Stamp` says which files lay there when: their inodes, sizes and dates. Asking the disk for it takes a fraction of
what reading takes. An `IndexEntry` is what was read of a run, with the facts of the files that it was read from.
"""

import os
import stat
import struct
import time
from typing import NamedTuple

FACTS = struct.Struct("=QQQqq")
NO_FILE = bytes(FACTS.size)  # no file has the inode 0
SETTLED = 2_000_000_000  # nanoseconds: some file systems date a file by even seconds


class Stamp(NamedTuple):
    """Which files lie there, and when that was asked."""

    facts: bytes  # device, inode, bytes and dates of each
    latest: int  # of those dates
    asked: int  # nanoseconds since 1970, as the dates

    @property
    def settled(self) -> bool:
        """Whether the next change will show in it.

        A file that was written a moment ago may be written again within the same tick of the disk's clock, with as many
        bytes.
        """
        return self.asked - self.latest > SETTLED


def stamp(folder: str, *names: str) -> Stamp | None:
    """What lies in `folder` under these names; None where the folder is a link, is missing or cannot be read."""
    asked, facts, latest = time.time_ns(), b"", 0
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return None
    except OSError:
        return None
    for name in names:
        found = _found(f"{folder}/{name}")
        if found is None:
            facts += NO_FILE
            continue
        changed, moved = found.st_mtime_ns, found.st_ctime_ns
        facts += FACTS.pack(found.st_dev, found.st_ino, found.st_size, changed, moved)
        latest = max(latest, changed, moved)
    return Stamp(facts, latest, asked)


def _found(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  a dozen times a run
    except OSError:
        return None


class IndexEntry(NamedTuple):
    """What was read of a run whose files had these facts, packed: 100,000 runs are held at once."""

    facts: bytes
    record: bytes  # `run_json.packed`
    rows: bytes | None = None  # `history.packed`; None: nobody asked for them yet
