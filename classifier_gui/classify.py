"""Pictures -> probabilities, by OpenCV's dnn on a bundle's ONNX file."""

import threading
from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from classifier_gui.bundles import Bundle, UnusableBundle

BATCH = 8  # pictures at a time: a longer batch would keep the next picture waiting
PATCH, STRIDE = 8, 4  # pixels; a patch of a sixteenth of the picture hides a wheel or a head


class Classifier:
    """One network, loaded when it is first needed and kept. Safe to use from several threads."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.classes = bundle.card.classes
        self._lock = threading.Lock()
        self._net: cv2.dnn.Net | None = None

    @property
    def warm(self) -> bool:
        return self._net is not None

    def load(self) -> None:
        """Read the file, check its hash, and see that it answers as its card says.

        Raises:
            UnusableBundle: unreadable, changed, or no network OpenCV can run.
        """
        with self._lock:
            if self._net is None:
                self._net = self._loaded()

    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """uint8 RGB `(N, 32, 32, 3)` -> float32 `(N, classes)`. Raises as `load`."""
        self.load()
        assert self._net is not None
        batches = [pictures[start : start + BATCH] for start in range(0, len(pictures), BATCH)]
        return np.concatenate([self._forward(self._net, batch) for batch in batches])

    def _forward(self, net: cv2.dnn.Net, batch: np.ndarray) -> np.ndarray:
        with self._lock:  # for one batch only, so that a folder lets a single picture through
            return _forward(net, batch)

    def _loaded(self) -> cv2.dnn.Net:
        file = self.bundle.model()
        try:
            net = cv2.dnn.readNetFromONNX(str(file))  # given bytes, it would copy them holding the interpreter
            shape = _forward(net, np.zeros((1, 32, 32, 3), np.uint8)).shape
        except cv2.error as error:
            raise UnusableBundle("{file} is no network that OpenCV {version} can run: run `make export` again.",
                                 file=file, version=cv2.__version__) from error  # fmt: skip
        if shape != (1, len(self.classes)):
            raise UnusableBundle("{file} gives {found} numbers for {classes} classes: run `make export` again.",
                                 file=file, found=shape[-1], classes=len(self.classes))  # fmt: skip
        return net


def _forward(net: cv2.dnn.Net, batch: np.ndarray) -> np.ndarray:
    net.setInput(np.ascontiguousarray(batch, np.float32))
    return np.array(net.forward(), np.float32)  # a copy: OpenCV reuses its buffer


def occlusion(classifier: Classifier, picture: np.ndarray) -> np.ndarray:
    """Where the network looked: float32 `(32, 32)`, how far hiding a place lowers the top class's probability.

    A patch of the picture's mean colour is slid over it (Zeiler, Fergus 2014: Visualizing and understanding
    convolutional networks, 4.2); a pixel gets the mean drop of the patches that cover it. Raises as `load`.
    """
    side = picture.shape[0]
    starts = range(STRIDE - PATCH, side, STRIDE)
    places = [(max(y, 0), min(y + PATCH, side), max(x, 0), min(x + PATCH, side)) for y in starts for x in starts]
    hidden = np.repeat(picture[None], len(places), axis=0)
    for one, (top, bottom, left, right) in zip(hidden, places, strict=True):
        one[top:bottom, left:right] = picture.mean(axis=(0, 1)).round()
    whole = classifier.probabilities(picture[None])[0]
    top_class = int(whole.argmax())
    drops = whole[top_class] - classifier.probabilities(hidden)[:, top_class]
    total, count = np.zeros((2, side, side), np.float32)
    for drop, (top, bottom, left, right) in zip(drops, places, strict=True):
        total[top:bottom, left:right] += drop
        count[top:bottom, left:right] += 1
    return total / count


def agreement(answers: Mapping[str, np.ndarray]) -> tuple[int, list[str], list[str]]:
    """The class most networks name (the more probable one on a tie), who names it, and who does not.

    Args:
        answers: network -> probabilities `(classes,)`, at least one.
    """
    votes: dict[int, list[str]] = {}
    for network, probabilities in answers.items():
        votes.setdefault(int(probabilities.argmax()), []).append(network)

    def weight(index: int) -> tuple[int, float]:
        return len(votes[index]), float(sum(answers[network][index] for network in votes[index]))

    winner = max(votes, key=weight)
    return winner, votes[winner], [network for network in answers if network not in votes[winner]]


def ranked(probabilities: np.ndarray, classes: Sequence[str], top: int) -> list[tuple[str, float]]:
    """The `top` most probable classes, each with its probability."""
    order = np.argsort(-probabilities, kind="stable")[:top]
    return [(classes[index], float(probabilities[index])) for index in order]
