"""A source: a place with pictures, and how they are read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

Arrays: TypeAlias = tuple[np.ndarray, np.ndarray]  # pictures uint8 (N, 32, 32, 3) RGB, class numbers int64 (N,)


@dataclass(frozen=True)
class Source:
    """A place with pictures: `key` changes when they may have changed, `read` gives them.

    `read` returns the training set and the test set; a source without a test set of its own gives None.
    """

    name: str
    classes: tuple[str, ...]
    key: str
    read: Callable[[], tuple[Arrays, Arrays | None]]
    built_in: bool = True  # otherwise its name is the folder's, which others may have too
    notes: tuple[str, ...] = ()  # what a user should know of it, a sentence each


def stamp(file: Path) -> tuple[str, int, int, int, int]:
    """What tells one file from another that has taken its name, its size and its time of modification."""
    found = file.stat()
    return str(file), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def slug(name: str) -> str:
    """A folder's name as a part of file names: letters and digits of any script, no blanks."""
    return "".join(letter if letter.isalnum() or letter in "._" else "_" for letter in name) or "pictures"
