"""history.csv: a row an epoch, read whole and checked."""

import hashlib
import math
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from studies.store.run_json import RunRecord
from studies.system.errors import UsageError

SHORTEST = len("1,0.0,0.0,0.0,0.0,0.0,0.0\n")  # bytes of a row


class Epoch(NamedTuple):
    """One row of history.csv. Accuracies are shares, `seconds` is what the epoch took with its validation."""

    epoch: int  # from 1
    accuracy: float
    val_accuracy: float
    loss: float
    val_loss: float
    learning_rate: float
    seconds: float

    @property
    def diverged(self) -> bool:
        return not (math.isfinite(self.loss) and math.isfinite(self.val_loss))

    def row(self) -> str:
        return ",".join(map(repr, self)) + "\n"


COLUMNS = Epoch._fields
METRICS = ("accuracy", "val_accuracy", "loss", "val_loss")  # of the columns, what training is judged by
HEADER = ",".join(COLUMNS) + "\n"
_NUMBERS = struct.Struct(f"{len(COLUMNS) - 1}d")  # of a row; the epoch is its place


def parse(text: str) -> list[Epoch]:
    """The whole rows of a history; a last line that a kill cut off is left out.

    Raises:
        ValueError: a whole row that is none of ours.
    """
    lines = text.split("\n")[:-1]  # what follows the last line end is not whole
    if lines and lines[0] + "\n" != HEADER:
        raise ValueError(f"unknown columns {lines[0][:80]!r}")
    return [_row(number, line) for number, line in enumerate(lines[1:], start=1)]


def _row(number: int, line: str) -> Epoch:
    epoch, *values = line.split(",")
    if epoch != str(number) or len(values) != len(COLUMNS) - 1:
        raise ValueError(f"row {number} reads {line[:80]!r}")
    return Epoch(number, *map(float, values))


def read(path: Path) -> list[Epoch]:
    """The rows of a file; none where there is no file.

    Raises:
        ValueError: it is damaged.
        OSError: it cannot be read.
    """
    return parse(_content(path).decode())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def text(rows: Sequence[Epoch]) -> str:
    return HEADER + "".join(row.row() for row in rows) if rows else ""


def packed(rows: Sequence[Epoch]) -> bytes:
    """The rows of a run from its first on, in a tenth of the memory."""
    return b"".join([_NUMBERS.pack(*row[1:]) for row in rows])


def unpacked(content: bytes) -> list[Epoch]:
    """What was `packed`, to the last bit."""
    return [Epoch(number, *numbers) for number, numbers in enumerate(_NUMBERS.iter_unpack(content), start=1)]


def begins(rows: Sequence[Epoch], start: Sequence[Epoch]) -> bool:
    """Whether rows begin with these others."""
    return text(rows[: len(start)]) == text(start)


def digest(rows: Sequence[Epoch]) -> str:
    """What tells one run's history from another's of the same length."""
    return _digest(text(rows).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def checked(path: Path, record: RunRecord | None) -> list[Epoch]:
    """The rows that `record` tells of.

    Raises:
        UsageError: they are damaged, or another run's.
    """
    try:
        content = _content(path)
        rows = parse(content.decode())
        if record is not None and not _told_by(record, rows, content):
            raise ValueError("its rows are not those that were stored")
    except ValueError as cause:
        raise UsageError(f"{path} is damaged ({cause}); remove {path.parent} and this run is trained again.") from None
    return rows


def _told_by(record: RunRecord, rows: Sequence[Epoch], content: bytes) -> bool:
    """Whether the rows are those the record was written with, or a beginning or a continuation of them.

    Args:
        content: what they were read from; the same bytes have the same digest, without writing every number again.
    """
    known, written = record.history_digest, record.epochs_written
    return known is None or len(rows) < written or _digest(content) == known or digest(rows[:written]) == known
