"""A folder of pictures -> a CSV file, and what each network said, right or wrong where subfolders are class names."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.bundles.classifier import Classifier
from classifier_gui.answers.answering import Answer, ToClassify, Unread, answers
from classifier_gui.answers.table import Cancelled, Table
from classifier_gui.pictures.found import pictures_below
from classifier_gui.pictures.reader import Reader


def source(file: Path, folder: Path, shown: Path) -> ToClassify:
    """A picture inside a folder; the folders between them may be named for its class."""
    return ToClassify(str(shown), file, file.relative_to(folder).parts[:-1])


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


class Seen(NamedTuple):
    """A picture, its class where its folder tells it, and the answer: a class and its probability."""

    file: Path
    true_class: str
    answer: str
    probability: float

    @property
    def wrong(self) -> bool:
        return self.true_class not in ("", self.answer)

    @property
    def interest(self) -> tuple[bool, float]:
        """The key to sort by: the wrong ones first, the surest of them first; then the least sure."""
        return not self.wrong, -self.probability if self.wrong else self.probability


@dataclass
class Results:
    """What one network said of a folder."""

    classifier: Classifier
    tally: Tally
    seen: list[Seen] = field(default_factory=list)

    @classmethod
    def of(cls, classifier: Classifier) -> "Results":
        return cls(classifier, Tally.of(classifier.classes))

    def add(self, one: Answer | Unread) -> None:
        self.tally.add(one)
        if isinstance(one, Answer) and isinstance(one.source.content, Path):
            answer = self.tally.classes[one.best]
            self.seen.append(Seen(one.source.content, one.true_class, answer, float(one.probabilities[one.best])))


def classify_folder(
    classifiers: Sequence[Classifier],
    folder: Path,
    target: Path,
    fit: str = "crop",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    looking: Callable[[int], None] = lambda _: None,
    reader: Reader | None = None,
) -> list[Results]:
    """Ask every network about every picture of `folder`, and write `target` as they answer.

    `looking` is told how many files were looked at while pictures are looked for, `progress` how many are done, of
    how many.

    Raises:
        Unwritable: `target` cannot be written; nothing was classified.
        UnreadablePicture: the folder cannot be read or holds no picture.
        UnusableBundle: as `Classifier.load`.
        Cancelled: `cancelled` said so; nothing is left behind.
    """

    def heed(looked: int) -> None:
        if cancelled():
            raise Cancelled
        looking(looked)

    found = [Results.of(one) for one in classifiers]
    unreadable: list[str] = []
    classes = list(dict.fromkeys(name for one in classifiers for name in one.classes))
    with ExitStack() as ending:
        own = reader or Reader()
        if reader is None:
            ending.callback(own.stop)
        table = ending.enter_context(Table(target, classes, fit))
        files = pictures_below(folder, heed, unreadable.append)
        sources = [source(file, folder, file.relative_to(folder)) for file in files]
        done = 0
        for one in answers(own, classifiers, sources, fit):
            if cancelled():
                raise Cancelled
            table.add(one)
            for results in found:
                if isinstance(one, Unread) or results.classifier is one.classifier:
                    results.add(one)
            if isinstance(one, Unread) or one.classifier is classifiers[-1]:
                done += 1
                progress(done, len(files))
    for results in found:
        results.tally.unreadable += unreadable
    return found
