"""What this process has read and checked of files, for as long as they are the files that it read.

To ask the disk for a file's stamp takes a fraction of what reading, parsing and checking it takes. Nothing is kept
beyond the process, so there is no file that could be stale, foreign or damaged.
"""

import os
import stat
import time
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
SETTLED = 2_000_000_000  # nanoseconds: some file systems date a file by even seconds


@dataclass(frozen=True)
class Stamp:
    """Which files lie there: device, inode, bytes and dates of each. `settled` where the next change will show in it.

    A file that was written a moment ago may be written again within the same tick of the disk's clock, with as many
    bytes.
    """

    facts: tuple[tuple[int, ...] | None, ...]  # None: there is no such file
    settled: bool


def stamp(folder: str, *names: str) -> Stamp | None:
    """What lies in `folder` under these names; None where the folder is a link, is missing or cannot be read."""
    now = time.time_ns()
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return None
    except OSError:
        return None
    facts = tuple([_facts(f"{folder}/{name}") for name in names])
    return Stamp(facts, all(fact is None or now - max(fact[3:]) > SETTLED for fact in facts))


def _facts(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  a dozen times a run
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class Remembered(Generic[T]):
    """By name, what was read of files with a stamp. The stamp must have been taken before they were read."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], T]] = {}

    def get(self, name: str, now: Stamp | None) -> T | None:
        """What was read, where the files are still the same."""
        facts, value = self._kept.get(name, (None, None))
        return value if now is not None and facts == now.facts else None

    def keep(self, name: str, before: Stamp | None, value: T) -> None:
        if before is not None and before.settled:
            self._kept[name] = (before.facts, value)
