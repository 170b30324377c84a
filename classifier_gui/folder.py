"""A folder of pictures -> a CSV file, and how many answers were right where subfolders are class names."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from classifier_gui.classify import BATCH, Classifier
from studies.files import write_bytes
from studies.pictures import SUFFIXES, UnreadablePicture, read, to_32x32


class Cancelled(Exception):
    """The user stopped it; nothing was written."""


@dataclass
class Tally:
    """What came of a folder. `confusion[i, j]` counts pictures of class i taken for class j."""

    classes: Sequence[str]
    confusion: np.ndarray
    pictures: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def labelled(self) -> int:
        return int(self.confusion.sum())

    @property
    def accuracy(self) -> float:
        return float(np.trace(self.confusion)) / max(self.labelled, 1)


@dataclass(frozen=True)
class Row:
    file: str
    true_class: str
    probabilities: np.ndarray | None  # None where the file is no picture
    remark: str


def pictures_in(folder: Path) -> list[Path]:
    """The picture files in a folder and below it, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def classify_folder(
    classifier: Classifier,
    folder: Path,
    target: Path,
    fit: str = "crop",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Tally:
    """Classify every picture of `folder` and write `target`, whole, at the end.

    Raises:
        UnreadablePicture: the folder holds no picture.
        UnusableBundle: as `Classifier.load`.
        Cancelled: `cancelled` said so.
        OSError: `target` cannot be written.
    """
    files = pictures_in(folder)
    if not files:
        raise UnreadablePicture("{name} holds no pictures.", name=folder)
    classes = classifier.classes
    tally = Tally(classes, np.zeros((len(classes), len(classes)), np.int64))
    rows = []
    for row in _rows(classifier, folder, files, fit):
        if cancelled():
            raise Cancelled
        rows.append(row)
        _count(tally, row)
        progress(len(rows), len(files))
    write_bytes(target, _csv(rows, classes))
    return tally


def _rows(classifier: Classifier, folder: Path, files: list[Path], fit: str) -> Iterator[Row]:
    for start in range(0, len(files), BATCH):
        yield from _batch(classifier, folder, files[start : start + BATCH], fit)


def _batch(classifier: Classifier, folder: Path, files: list[Path], fit: str) -> list[Row]:
    """The rows of a few files; their pictures go through the network together."""
    smalls: list[np.ndarray | None] = []
    remarks = []
    for file in files:
        try:
            picture = read(file)
            smalls.append(to_32x32(picture.pixels, fit))
            remarks.append(" ".join(picture.warnings))
        except UnreadablePicture as error:
            smalls.append(None)
            remarks.append(str(error))
    seen = [small for small in smalls if small is not None]
    answers = iter(classifier.probabilities(np.stack(seen)) if seen else ())
    return [
        Row(str(file.relative_to(folder)), true_class(file, folder, classifier.classes),
            None if small is None else next(answers), remark)
        for file, small, remark in zip(files, smalls, remarks, strict=True)
    ]  # fmt: skip


def true_class(file: Path, folder: Path, classes: Sequence[str]) -> str:
    """The subfolder a file lies in, where that is the name of a class, else nothing."""
    for part in file.relative_to(folder).parts[:-1]:
        if part in classes:
            return part
    return ""


def _count(tally: Tally, row: Row) -> None:
    if row.probabilities is None:
        tally.unreadable.append(row.remark)
        return
    tally.pictures += 1
    if row.true_class:
        tally.confusion[tally.classes.index(row.true_class), int(row.probabilities.argmax())] += 1


def _csv(rows: list[Row], classes: Sequence[str]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["file", "true_class", "class", "probability", *classes, "remark"])
    for row in rows:
        if row.probabilities is None:
            table.writerow([row.file, row.true_class, "", "", *[""] * len(classes), row.remark])
        else:
            best = int(row.probabilities.argmax())
            numbers = [f"{value:.6f}" for value in row.probabilities]
            table.writerow([row.file, row.true_class, classes[best], numbers[best], *numbers, row.remark])
    return text.getvalue().encode("utf-8-sig")  # the mark makes spreadsheets read it as UTF-8
