"""A folder of pictures -> a CSV file, and how many answers were right where subfolders are class names."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis.bundles.classifier import Classifier
from classifier_gui.answers.answering import Answer, Source, Unread, answers
from classifier_gui.answers.table import Cancelled, Table
from classifier_gui.pictures.found import pictures_below
from classifier_gui.pictures.reader import Reader


def source(file: Path, folder: Path, shown: Path) -> Source:
    """A picture inside a folder; the folders between them may be named for its class."""
    return Source(str(shown), file, file.relative_to(folder).parts[:-1])


@dataclass
class Tally:
    """What came of a folder. `confusion[i, j]` counts pictures of class i taken for class j."""

    classes: Sequence[str]
    confusion: np.ndarray
    pictures: int = 0
    unreadable: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, classes: Sequence[str]) -> "Tally":
        return cls(classes, np.zeros((len(classes), len(classes)), np.int64))

    @property
    def labelled(self) -> int:
        return int(self.confusion.sum())

    @property
    def right(self) -> int:
        return int(np.trace(self.confusion))

    @property
    def accuracy(self) -> float:
        return self.right / max(self.labelled, 1)

    def add(self, one: Answer | Unread) -> None:
        if isinstance(one, Unread):
            self.unreadable.append(str(one.error))
            return
        self.pictures += 1
        if one.true_class:
            self.confusion[self.classes.index(one.true_class), one.best] += 1


def classify_folder(
    classifier: Classifier,
    folder: Path,
    target: Path,
    fit: str = "crop",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    looking: Callable[[int], None] = lambda _: None,
    reader: Reader | None = None,
) -> Tally:
    """Classify every picture of `folder` and write `target` as they come.

    `looking` is told how many files were looked at while pictures are looked for, `progress` how many are done, of
    how many.

    Raises:
        UnwritableTable: `target` cannot be written; nothing was classified.
        UnreadablePicture: the folder cannot be read or holds no picture.
        UnusableBundle: as `Classifier.load`.
        Cancelled: `cancelled` said so; nothing is left behind.
    """

    def heed(looked: int) -> None:
        if cancelled():
            raise Cancelled
        looking(looked)

    tally = Tally.of(classifier.classes)
    with ExitStack() as ending:
        own = reader or Reader()
        if reader is None:
            ending.callback(own.stop)
        table = ending.enter_context(Table(target, classifier.classes, fit))
        files = pictures_below(folder, heed, tally.unreadable.append)
        sources = [source(file, folder, file.relative_to(folder)) for file in files]
        for done, one in enumerate(answers(own, [classifier], sources, fit), 1):
            if cancelled():
                raise Cancelled
            table.add(one)
            tally.add(one)
            progress(done, len(files))
    return tally
