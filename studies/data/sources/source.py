"""A source: a place with pictures, and how they are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from hypermodels import SIDE
from studies.data.resizing import to_square
from studies.system import machine
from studies.system.errors import UsageError

Arrays: TypeAlias = tuple[np.ndarray, np.ndarray]  # pictures uint8 (N, side, side, 3) RGB, class numbers int64 (N,)
COPIES = 3  # of all pictures that lie in memory together while they are prepared


class Parts(NamedTuple):
    """What a source holds; None for a part that it has not set apart itself."""

    train: Arrays
    validation: Arrays | None = None
    test: Arrays | None = None


@dataclass(frozen=True)
class Source:
    """A place with pictures: `key` changes when they may have changed, `read` gives them at a side in pixels."""

    name: str
    classes: tuple[str, ...]
    key: str
    read: Callable[[int], Parts]
    built_in: bool = True  # otherwise its name is the folder's, which others may have too
    notes: tuple[str, ...] = ()  # what a user should know of it, a sentence each
    own_side: int | None = None  # of its pictures as they lie there; None where they have any size

    def named(self, side: int) -> str:
        """Its name at a side. No other part of a dataset's name has a dash, so none is taken for another's."""
        return self.name if side == SIDE else f"{self.name}-size{side}"

    def resizing(self, side: int) -> list[str]:
        """What becomes of its pictures at a side, a sentence; nothing where that is what they are, or the usual."""
        if side == (self.own_side or SIDE):
            return []
        if self.own_side is None:
            return [f"pictures are seen at {side}x{side}: the middle square of each, shrunk or enlarged by area"]
        change = "shrunk" if side < self.own_side else "enlarged"
        return [f"pictures of {self.own_side}x{self.own_side} are {change} to {side}x{side} by area"]


def slug(name: str) -> str:
    """A folder's name as a part of file names: letters and digits of any script, no blanks."""
    return "".join(letter if letter.isalnum() or letter in "._" else "_" for letter in name) or "pictures"


def stamp(file: Path) -> tuple[str, int, int, int, int]:
    """What tells one file from another that has taken its name, its size and its time of modification."""
    found = file.stat()
    return str(file), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def key_of(files: Iterable[Path]) -> str:
    """The key of a source that lies in these files."""
    return repr([stamp(file) for file in files])


def squares(pictures: Iterable[np.ndarray], count: int, side: int) -> np.ndarray:
    """`count` pictures, each uint8 `(H, W, 3)`, as one array uint8 `(count, side, side, 3)`.

    Raises:
        UsageError: they would not fit into this machine's memory.
    """
    check_memory(f"{count:,} pictures of {side}x{side}", count * side * side * 3)
    if isinstance(pictures, np.ndarray) and pictures.shape == (count, side, side, 3):
        return pictures
    made = np.empty((count, side, side, 3), np.uint8)
    for number, picture in enumerate(pictures):
        made[number] = to_square(picture, side=side)
    return made


def check_memory(what: str, size: int) -> None:
    """
    Raises:
        UsageError: so many bytes of pictures would not fit into this machine's memory while they are prepared.
    """
    taken, there = COPIES * size, machine.memory()
    if taken > there:
        raise UsageError(
            f"{what} take {taken / 1e9:.1f} GB of memory while they are prepared, and this machine has "
            f"{there / 1e9:.1f}: give a smaller size, or fewer pictures."
        )
