"""Which pictures lie in a folder, in the order people count: n2 before n10."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from studies.data.picture_formats import SUFFIXES
from studies.data.pictures import UnreadablePicture


def natural(path: Path) -> list[tuple[int, str]]:
    """The key to sort by: numbers inside a name count as numbers."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def pictures_in(folder: Path) -> tuple[Path, ...]:
    """The picture files in a folder.

    Raises:
        UnreadablePicture: the folder cannot be read.
    """
    try:
        return tuple(sorted((file for file in folder.iterdir() if _is_picture(file.name)), key=natural))
    except OSError as error:
        raise _unreadable(folder, error) from error


def pictures_below(
    folder: Path, seen: Callable[[int], None] = lambda _: None, refused: Callable[[str], None] = lambda _: None
) -> list[Path]:
    """The picture files in a folder and below it. Links to folders are not followed.

    Args:
        seen: told again and again how many files were looked at; what it raises stops the search.
        refused: told a sentence for each subfolder that cannot be read.

    Raises:
        UnreadablePicture: the folder cannot be read, or holds no picture.
    """

    def troubled(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise _unreadable(folder, error) from error
        refused(str(_unreadable(Path(error.filename), error)))

    found: list[Path] = []
    looked = 0
    for place, names in _walk(folder, troubled):
        looked += len(names)
        seen(looked)
        found += [place / name for name in names if _is_picture(name)]
    if not found:
        raise UnreadablePicture("{name} holds no pictures.", name=folder)
    return sorted((file for file in found if file.is_file()), key=natural)


def _walk(folder: Path, troubled: Callable[[OSError], None]) -> Iterator[tuple[Path, list[str]]]:
    for place, _, names in os.walk(folder, onerror=troubled):
        yield Path(place), names


def _is_picture(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES


def _unreadable(folder: Path, error: OSError) -> UnreadablePicture:
    return UnreadablePicture("{name} cannot be read: {cause}.", name=folder, cause=error.strerror or str(error))
