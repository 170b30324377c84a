"""An exported model is accepted only where the classifier itself says of its ONNX file what Keras says."""

from pathlib import Path

import numpy as np

from analysis.bundles.bundle import UnusableBundle
from analysis.bundles.child import Child
from analysis.bundles.classifier import MEMORY, OnnxRunner
from analysis.bundles.inference import Model

TOLERANCE = 1e-4  # between the probabilities of Keras and of the classifier
TIE = 1e-6  # classes this close in probability are equally good answers
REMEDY = ": run `{export}` again."  # which those who are at it need not be told
NO_PROBABILITIES = "its ONNX file, or the model itself, does not give a probability for each class"


class Unfaithful(Exception):
    """The exported model does not answer as the trained one does."""


def verify(file: Path, pictures: np.ndarray, expected: np.ndarray) -> None:
    """See that the classifier, in a process as the window's, says of `file` what the trained model says.

    Args:
        pictures: uint8 RGB `(N, side, side, 3)`.
        expected: the trained model's probabilities `(N, classes)`.

    Raises:
        Unfaithful: it cannot run the file, or answers otherwise.
    """
    if not np.isfinite(expected).all():
        raise Unfaithful(NO_PROBABILITIES)
    child = Child(MEMORY)
    try:
        compare(expected, classified(file, pictures, expected.shape[1], child))
    finally:
        child.stop()


def classified(file: Path, pictures: np.ndarray, classes: int, child: Child) -> np.ndarray:
    """The classifier's probabilities, float32 `(N, classes)`.

    Raises:
        Unfaithful: it cannot run the file.
    """
    try:
        return OnnxRunner(Model.of(file, classes, pictures.shape[1]), child).probabilities(np.asarray(pictures))
    except UnusableBundle as cause:
        template = cause.template.removesuffix(REMEDY)
        raise Unfaithful(template.format(**{**cause.values, "file": "its ONNX file"})) from cause


def compare(expected: np.ndarray, found: np.ndarray) -> None:
    """See that the exported model says what the trained one says, on every picture.

    Args:
        expected: the trained model's probabilities `(N, classes)`.
        found: the exported one's.

    Raises:
        Unfaithful: another class, or a probability that differs by more than `TOLERANCE`.
    """
    if expected.shape != found.shape or not np.isfinite(expected).all() or not np.isfinite(found).all():
        raise Unfaithful(NO_PROBABILITIES)
    apart = float(np.abs(expected - found).max())
    if apart > TOLERANCE:
        raise Unfaithful(f"probabilities of its ONNX file differ by up to {apart:.2g}; {TOLERANCE:g} is allowed")
    said = np.take_along_axis(expected, found.argmax(axis=1)[:, None], axis=1)[:, 0]
    others = int((said < expected.max(axis=1) - TIE).sum())
    if others:
        raise Unfaithful(f"its ONNX file names another class for {others} of {len(expected)} pictures")
