"""answers.npz: which class a run said of every validation picture, after a few of its epochs.

Kept are the last epoch, the best so far (of equal ones the first), and those that the study of epochs reads. So what is
kept depends on the run and how far it is, not on the pieces in which it was trained. `packed_answers` says how it is
written; an earlier version wrote the class numbers as they are (schema 1).
"""

import io
import json
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import BY_NAME
from studies.store.beside import packed_answers
from studies.store.history import Epoch
from studies.system import errors, files
from studies.system.errors import UsageError

NAME = "answers.npz"
SCHEMA = 2
PACKED = "changed"  # the array of the file
MOST_BYTES = 256 << 20  # of a file: far more than a million pictures need
READ = tuple(int(epoch) for epoch in BY_NAME["epochs"].values)  # where the study of epochs reads a run


@dataclass(frozen=True, eq=False)
class Answers:
    """What a run said of the validation pictures: class numbers `(n,)`, in the order of the dataset.

    Attributes:
        labels: the true classes.
        said: by epoch, the classes that were said after it.
    """

    labels: np.ndarray
    said: Mapping[int, np.ndarray]

    @property
    def last(self) -> int:
        """The epoch it goes up to; 0 without any."""
        return max(self.said, default=0)

    def right(self, epoch: int) -> np.ndarray:
        """Which pictures were named rightly after an epoch: booleans `(n,)`."""
        named: np.ndarray = self.said[epoch] == self.labels
        return named


def of_epoch(epoch: int, labels: np.ndarray, said: np.ndarray, classes: int) -> Answers:
    """The answers after one epoch, in the smallest type that holds so many classes."""
    kind = np.min_scalar_type(max(classes - 1, 0))
    return Answers(labels.astype(kind), {epoch: said.astype(kind)})


def together(first: Answers | None, second: Answers | None) -> Answers | None:
    """The epochs of both; where they share one, the second's."""
    if first is None or second is None:
        return first or second
    return Answers(second.labels, {**first.said, **second.said})


def told_by(rows: Sequence[Epoch], found: Answers | None) -> Answers | None:
    """Of `found` the epochs whose accuracy the rows have; None where that is none."""
    if found is None:
        return None
    said = {epoch: named for epoch, named in found.said.items() if _gives(found, epoch, rows)}
    return Answers(found.labels, said) if said else None


def kept(found: Answers | None, rows: Sequence[Epoch]) -> Answers | None:
    """What is kept of `found` once a run has these rows."""
    if found is None:
        return None
    wanted = kept_epochs(rows)
    return Answers(found.labels, {epoch: said for epoch, said in sorted(found.said.items()) if epoch in wanted})


def kept_epochs(rows: Sequence[Epoch]) -> set[int]:
    """The epochs whose answers are kept of a run with these rows."""
    if not rows:
        return set()
    return {len(rows), best_epoch(rows), *(epoch for epoch in READ if epoch <= len(rows))}


def best_epoch(rows: Sequence[Epoch]) -> int:
    """The epoch with the highest validation accuracy, of equal ones the first."""
    return max(rows, key=lambda row: (row.val_accuracy if row.val_accuracy >= 0 else -1.0, -row.epoch)).epoch


def as_arrays(found: Answers | None) -> dict[str, np.ndarray]:
    """By name, as an archive holds them; none without answers."""
    if found is None:
        return {}
    return {"labels": found.labels, **{str(epoch): said for epoch, said in sorted(found.said.items())}}


def from_arrays(arrays: Mapping[str, np.ndarray]) -> Answers | None:
    """What `as_arrays` named; None for no arrays.

    Raises:
        ValueError: they are of other kinds or shapes.
    """
    if not arrays:
        return None
    labels = arrays.get("labels")
    if labels is None or any(array.dtype.kind != "u" or array.shape != (labels.size,) for array in arrays.values()):
        raise ValueError(packed_answers.NO_ANSWERS)
    return Answers(labels, {int(name): array for name, array in arrays.items() if name != "labels"})


def write(folder: Path, run: str, found: Answers) -> None:
    """Store the answers of a run in its folder: whole, or not at all."""
    about, packed = packed_answers.packed(as_arrays(found))
    meta = json.dumps({"schema": SCHEMA, "run": run, **about}).encode()
    arrays: dict[str, Any] = {PACKED: packed, "meta": np.frombuffer(meta, np.uint8)}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    files.write_bytes(folder / NAME, buffer.getvalue())


def read(folder: Path, run: str, rows: Sequence[Epoch], classes: int) -> Answers | None:
    """The answers of a run with these rows, whose network tells so many classes apart; None where none are stored.

    They must give the accuracies of the rows, so those of another run or another beginning are not taken for its own.

    Raises:
        UsageError: they are damaged, another run's, of a newer version, or cannot be read.
    """
    path = folder / NAME
    try:
        content = files.read_regular(path, MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None
    remedy = "remove it, and the run counts without its answers."
    try:
        meta, arrays = _parsed(content)
    except Exception:  # a torn archive fails in many ways
        raise UsageError(f"{path} is damaged: {remedy}") from None
    if meta["schema"] > SCHEMA:
        raise UsageError(
            f"{path} was stored by a newer version (schema {meta['schema']}, this one reads {SCHEMA}): update this "
            f"program, or {remedy}"
        )
    if meta.get("run") != run:
        raise UsageError(f"{path} is another run's: {remedy}")
    try:
        found = from_arrays(arrays if meta["schema"] < SCHEMA else packed_answers.unpacked(meta, arrays[PACKED]))
        if found is None:
            raise ValueError("it is empty")
        if not found.labels.size:
            raise ValueError("it has no pictures")
        if any(array.max() >= classes for array in (found.labels, *found.said.values())):
            raise ValueError(f"it names classes beyond the {classes} of the run")
        return Answers(found.labels, {epoch: found.said[epoch] for epoch in _told_by(rows, found)})
    except ValueError as cause:
        raise UsageError(f"{path} is damaged ({cause}): {remedy}") from None


def _parsed(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        if sum(member.file_size for member in members.infolist()) > MOST_BYTES:
            raise ValueError("it unpacks to more than answers take")
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        meta = json.loads(archive["meta"].tobytes())
        if not isinstance(meta, dict) or type(meta.get("schema")) is not int:
            raise ValueError("no answers")
        if meta["schema"] == SCHEMA and PACKED not in archive.files:
            raise ValueError("no answers")
        return meta, {name: archive[name] for name in archive.files if name != "meta"}


def _told_by(rows: Sequence[Epoch], found: Answers) -> Collection[int]:
    """The epochs of the answers that the rows reach; a killed process may have stored one more.

    Raises:
        ValueError: the answers after one of them are not those that gave its accuracy.
    """
    reached = [epoch for epoch in found.said if 1 <= epoch <= len(rows)]
    for epoch in reached:
        if not _gives(found, epoch, rows):
            raise ValueError(f"its answers after epoch {epoch} do not give the accuracy of history.csv")
    return reached


def _gives(found: Answers, epoch: int, rows: Sequence[Epoch]) -> bool:
    """Whether the answers after an epoch give the accuracy of its row."""
    share = rows[epoch - 1].val_accuracy
    return bool(abs(found.right(epoch).sum() - share * len(found.labels)) < 0.5)
