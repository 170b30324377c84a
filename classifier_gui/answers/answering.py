"""Many pictures, one or more networks: the answers, one after the other, of which none costs another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.bundles.classifier import Classifier
from classifier_gui.pictures.reader import Reader
from studies.data.pictures import SMALL, UnreadablePicture


@dataclass(frozen=True)
class ToClassify:
    """A picture to classify: what it is called, and its file or its bytes."""

    name: str
    content: Path | bytes
    folders: tuple[str, ...] = ()  # it lies in; one of them may be named for its class

    def true_class(self, classes: Sequence[str]) -> str:
        """The class one of its folders is named for, or nothing."""
        return next((name for name in self.folders if name in classes), "")


@dataclass(frozen=True)
class Answer:
    """What a network says of a picture: `probabilities` `(classes,)`, and what was changed in the picture."""

    source: ToClassify
    classifier: Classifier
    probabilities: np.ndarray
    warnings: tuple[str, ...]

    @property
    def best(self) -> int:
        return int(self.probabilities.argmax())

    @property
    def true_class(self) -> str:
        return self.source.true_class(self.classifier.classes)


@dataclass(frozen=True)
class Unread:
    """A picture that could not be read, and why."""

    source: ToClassify
    error: UnreadablePicture


def answers(
    reader: Reader, classifiers: Sequence[Classifier], sources: Iterable["ToClassify | Unread"], fit: str
) -> Iterator[Answer | Unread]:
    """Every network's answer to every picture; one `Unread` for a picture that cannot be read.

    Raises:
        UnusableBundle: as `Classifier.load`.
    """
    sides = tuple(sorted({one.side for one in classifiers}))
    for source in sources:
        if isinstance(source, Unread):
            yield source
            continue
        try:
            small = reader.small(source.content, source.name, fit, sides)
        except UnreadablePicture as error:
            yield Unread(source, error)
            continue
        for classifier in classifiers:
            side = classifier.side
            enlarged = (SMALL.format(side=side),) if min(small.size) < side else ()
            answer = classifier.probabilities(small.pixels[side][np.newaxis])[0]
            yield Answer(source, classifier, answer, (*small.warnings, *enlarged))
