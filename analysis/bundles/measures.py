"""What a card says about a model's answers: pure functions of probabilities and true classes."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.numbers import statistics
from studies.data.resizing import to_square

RELIABLE = 0.95  # accuracy of the answers at or above the confidence threshold
ENOUGH = 20  # pictures above the threshold: fewer say little about a share of 95 %
BINS = 10
MOST_ERRORS = 24
SHOWN = 64  # pixels of a side that a wrong answer is shown at, at most: a card stays small


def wilson(right: int, pictures: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    return statistics.wilson(right / pictures, pictures)


def figures(
    pictures: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, classes: Sequence[str]
) -> dict[str, Any]:
    """What a card says of the test set, by the card's words, but for how often the set was opened."""
    answers = probabilities.argmax(axis=1)
    matrix = confusion(labels, answers, len(classes))
    right = int(matrix.trace())
    low, high = wilson(right, len(labels))
    return {
        "test": {"accuracy": right / len(labels), "low": low, "high": high, "pictures": len(labels)},
        "confusion_matrix": matrix.tolist(),
        "per_class_recall": (matrix.diagonal() / np.maximum(matrix.sum(axis=1), 1)).tolist(),
        "calibration": calibration(probabilities, labels),
        "errors": surest_errors(pictures, labels, probabilities, classes),
    }


def confusion(labels: np.ndarray, answers: np.ndarray, classes: int) -> np.ndarray:
    """int64 `(classes, classes)`: row the true class, column the answer."""
    counts = np.bincount(labels.astype(np.int64) * classes + answers, minlength=classes * classes)
    return counts.reshape(classes, classes)


def threshold(probabilities: np.ndarray, labels: np.ndarray) -> float | None:
    """The smallest confidence such that the answers at least that confident are right in 95 % of the cases.

    At least `ENOUGH` answers must be that confident. None where there are fewer answers at all: they cannot tell. 1
    where none will do: then no answer is to be relied on.
    """
    if len(labels) < ENOUGH:
        return None
    confidence = probabilities.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    confidence, right = confidence[order], (probabilities.argmax(axis=1) == labels)[order]
    shares = np.cumsum(right) / np.arange(1, len(right) + 1)
    last_of_ties = np.append(confidence[1:] < confidence[:-1], True)
    good = np.flatnonzero((shares >= RELIABLE) & last_of_ties & (np.arange(len(right)) + 1 >= ENOUGH))
    return float(confidence[good[-1]]) if len(good) else 1.0


def calibration(probabilities: np.ndarray, labels: np.ndarray) -> list[dict[str, float]]:
    """Accuracy by confidence, in tenths: mean confidence, accuracy and number of the pictures in each."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": round(float(confidence[place == one].mean()), 4),
            "accuracy": round(float(right[place == one].mean()), 4),
            "count": int((place == one).sum()),
        }
        for one in np.unique(place)
    ]


def surest_errors(
    pictures: np.ndarray, labels: np.ndarray, probabilities: np.ndarray, classes: Sequence[str]
) -> list[dict[str, Any]]:
    """The wrong answers the model is surest of, each with its picture as base64 PNG."""
    answers, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(answers != labels)
    chosen = wrong[np.argsort(-confidence[wrong], kind="stable")][:MOST_ERRORS]
    return [
        {
            "picture": png(pictures[one]),
            "true": classes[labels[one]],
            "predicted": classes[answers[one]],
            "probability": round(float(confidence[one]), 4),
        }
        for one in chosen
    ]


def png(picture: np.ndarray) -> str:
    from PIL import Image

    file = io.BytesIO()
    picture = np.asarray(picture)
    if len(picture) > SHOWN:
        picture = to_square(picture, side=SHOWN)
    Image.fromarray(picture).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode("ascii")
