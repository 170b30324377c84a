"""Pictures -> probabilities, by a process that runs a bundle's ONNX file."""

import functools
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from analysis.bundles.bundle import MODEL, Bundle, UnusableBundle
from analysis.bundles.child import Child, Died, Late
from analysis.bundles.inference import Model, probabilities

BATCH = 8  # pictures at a time: a longer batch would keep the next picture waiting
PATCHES, STEPS = 4, 8  # of a side: a patch of a sixteenth of the picture hides a wheel or a head
MEMORY = 4 << 30  # bytes for all networks together
PATIENCE = 60  # seconds for a file to be read and a batch to be answered


@functools.cache
def runner() -> Child:
    """The process that runs all networks."""
    return Child(MEMORY)


class OnnxRunner:
    """Asks a process for the answers of one ONNX file. Safe to use from several threads."""

    def __init__(self, model: Model, child: Child) -> None:
        """`child` may run other networks as well."""
        self._model, self._child = model, child
        self._abandoned = False

    def abandon(self) -> None:
        """Nobody waits for its answers any more: do not ask again."""
        self._abandoned = True

    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """uint8 RGB `(N, side, side, 3)` -> float32 `(N, classes)`, a batch at a time.

        Raises:
            UnusableBundle: unreadable, changed, no network OpenCV can run, or its answers are no probabilities.
        """
        batches = [pictures[start : start + BATCH] for start in range(0, len(pictures), BATCH)]
        return np.concatenate([self._answer(batch) for batch in batches])

    def _answer(self, batch: np.ndarray) -> np.ndarray:
        try:
            return self._ask(batch)
        except Late as late:
            raise UnusableBundle(
                "{file} does not answer within {seconds} seconds: run `{export}` again.",
                file=self._model.file,
                seconds=PATIENCE,
            ) from late
        except Died as died:  # of this network, or of another that had damaged the process before: ask a fresh one
            if self._abandoned:
                raise self._crashes() from died
            return self._ask_again(batch)

    def _ask_again(self, batch: np.ndarray) -> np.ndarray:
        try:
            return self._ask(batch)
        except Died as died:
            raise self._crashes() from died

    def _crashes(self) -> UnusableBundle:
        return UnusableBundle("{file} crashes the process that runs it: run `{export}` again.", file=self._model.file)

    def _ask(self, batch: np.ndarray) -> np.ndarray:
        return self._child.ask(probabilities, self._model, batch, seconds=PATIENCE)


class Classifier:
    """The network of a bundle, loaded when it is first needed and kept. Safe to use from several threads."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.classes = bundle.card.classes
        card = bundle.card
        self.side = card.side
        model = Model(bundle.folder / MODEL, card.files.get(MODEL, ""), card.size_bytes, len(card.classes), card.side)
        self._runner = OnnxRunner(model, runner())
        self.warm = False

    def abandon(self) -> None:
        """Nobody waits for its answers any more: do not ask again."""
        self._runner.abandon()

    def load(self) -> None:
        """Read the file, check its hash, and see that it answers as its card says. Raises as `probabilities`."""
        self.probabilities(np.zeros((1, self.side, self.side, 3), np.uint8))

    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        """uint8 RGB `(N, side, side, 3)` -> float32 `(N, classes)`.

        Raises:
            UnusableBundle: unreadable, changed, no network OpenCV can run, or its answers are no probabilities.
        """
        answers = self._runner.probabilities(pictures)
        self.warm = True
        return answers


def occlusion(classify: Callable[[np.ndarray], np.ndarray], picture: np.ndarray) -> np.ndarray:
    """Where the network looked: float32 `(side, side)`, how far hiding a place lowers the top class's probability.

    A patch of the picture's mean colour is slid over it (Zeiler, Fergus 2014: Visualizing and understanding
    convolutional networks, 4.2); a pixel gets the mean drop of the patches that cover it.
    `classify` is a classifier's `probabilities`; raises as it does.
    """
    side = picture.shape[0]
    patch, stride = side // PATCHES, side // STEPS
    starts = range(stride - patch, side, stride)
    places = [(max(y, 0), min(y + patch, side), max(x, 0), min(x + patch, side)) for y in starts for x in starts]
    hidden = np.repeat(picture[None], len(places), axis=0)
    for one, (top, bottom, left, right) in zip(hidden, places, strict=True):
        one[top:bottom, left:right] = picture.mean(axis=(0, 1)).round()
    seen = classify(picture[None])[0]
    top_class = int(seen.argmax())
    drops = seen[top_class] - classify(hidden)[:, top_class]
    total, count = np.zeros((2, side, side), np.float32)
    for drop, (top, bottom, left, right) in zip(drops, places, strict=True):
        total[top:bottom, left:right] += drop
        count[top:bottom, left:right] += 1
    return total / count


def agreement(
    answers: Mapping[str, np.ndarray], shares: Mapping[str, float] | None = None
) -> tuple[int, list[str], list[str]]:
    """The class with the most behind it, who names it, and who does not.

    Args:
        answers: network -> probabilities `(classes,)`, at least one.
        shares: network -> how often such an answer of it is right, its weight; by default its own probability.
    """
    votes: dict[int, list[str]] = {}
    for network, answer in answers.items():
        votes.setdefault(int(answer.argmax()), []).append(network)

    def weight(index: int) -> float:
        return sum((float(answers[one][index]) if shares is None else shares[one]) for one in votes[index])

    winner = max(votes, key=weight)
    return winner, votes[winner], [network for network in answers if network not in votes[winner]]


def ranked(probabilities: np.ndarray, classes: Sequence[str], top: int) -> list[tuple[str, float]]:
    """The `top` most probable classes, each with its probability."""
    order = np.argsort(-probabilities, kind="stable")[:top]
    return [(classes[index], float(probabilities[index])) for index in order]
