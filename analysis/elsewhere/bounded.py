"""A stranger's files, read within bounds: no links below the path that was given, no pipes, no endless files."""

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypermodels.dimensions import Value
from studies.system import errors, files
from studies.system.errors import UsageError
from studies.system.escapes import plain

MOST_BYTES = 256 * 2**20  # of one file
MOST_RUNS = 5000  # trainings of a source
MOST_POINTS = 1_000_000  # epochs of all its curves together
MOST_ENTRIES = 50_000  # files and folders of a folder
MOST_NAMES = 200  # hyperparameters, columns, metrics
LONGEST = 200  # letters of a value or a name


def text(path: Path) -> str:
    """The text of a regular file.

    Raises:
        UsageError: it cannot be read, is too large, or is no UTF-8.
    """
    try:
        return content(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text in UTF-8. Save it as UTF-8, or give another file.") from None


def content(path: Path) -> bytes:
    """
    Raises:
        UsageError: it cannot be read, or is too large.
    """
    try:
        return files.read_regular(path, MOST_BYTES)
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None


def parsed(line: str, path: Path) -> dict[str, Any]:
    """One JSON object.

    Raises:
        UsageError: the text is cut, or holds something else.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is cut or damaged: it is no JSON. Copy it again from where it was made.") from None
    if not isinstance(found, dict):
        raise UsageError(f"{path} holds a {type(found).__name__} where a JSON object belongs: no tool wrote it so.")
    return found


def walked(folder: Path) -> Iterator[Path]:
    """Every regular file below the folder, by name; links are left out.

    Raises:
        UsageError: there are more than MOST_ENTRIES.
    """
    return (Path(entry) for entry in _entries(folder) if entry.is_file(follow_symlinks=False))


def odd(folder: Path, word: str) -> Iterator[Path]:
    """What `walked` leaves out below the folder: links, and what is no file where `word` in its name says it is one.

    Raises:
        UsageError: there are more than MOST_ENTRIES.
    """
    for entry in _entries(folder):
        if entry.is_symlink() or (word in entry.name and not entry.is_file(follow_symlinks=False)):
            yield Path(entry)


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    seen, waiting = 0, [folder]
    while waiting:
        try:
            entries = sorted(os.scandir(waiting.pop()), key=lambda entry: entry.name)
        except OSError as error:
            raise UsageError(errors.refusal(error)) from None
        seen += len(entries)
        if seen > MOST_ENTRIES:
            raise UsageError(
                f"{folder} holds more than {MOST_ENTRIES:,} files: give the folder of one experiment inside it."
            )
        yield from entries
        waiting += [Path(entry) for entry in reversed(entries) if entry.is_dir(follow_symlinks=False)]


def number(value: Any) -> float:
    """A number of JSON, CSV or a database; NaN for what is none."""
    if isinstance(value, bool) or value is None:
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def value(raw: Any) -> Value:
    """A hyperparameter's value: numbers as such, all else as text."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(number(raw)):
        return raw if abs(raw) < 1e300 else str(raw)
    said = {None: "none", True: "true", False: "false"}.get(raw) if raw is None or isinstance(raw, bool) else None
    return (
        said
        or plain(raw if isinstance(raw, str) else json.dumps(raw, default=str, ensure_ascii=False)).strip()[:LONGEST]
    )


def flat(values: dict[str, Any], above: str = "", depth: int = 0) -> dict[str, Any]:
    """Nested objects as one: `{"model": {"lr": 1}}` is `{"model/lr": 1}`."""
    found: dict[str, Any] = {}
    for name, one in values.items():
        path = f"{above}{name}"
        found |= flat(one, f"{path}/", depth + 1) if isinstance(one, dict) and one and depth < 8 else {path: one}
    return found


def few(count: int, most: int, what: str, place: object) -> None:
    """
    Raises:
        UsageError: there are more than `most`.
    """
    if count > most:
        raise UsageError(f"{place} has more than {most:,} {what}: give a smaller part of it.")


def small(path: Path) -> None:
    """
    Raises:
        UsageError: the file has more than MOST_BYTES.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path} has more than {MOST_BYTES // 2**20} MB: give a smaller part of it.")


def begins(path: Path, magic: bytes) -> bool:
    """Whether the file begins with these bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(magic)) == magic
    except OSError:
        return False
