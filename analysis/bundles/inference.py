"""Runs a bundle's ONNX file with OpenCV. In a process of its own: a damaged or hostile file may crash it."""

import errno
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from analysis.bundles.bundle import UnusableBundle
from analysis.bundles.card import sha256
from studies.system.files import read_regular

NEAR = 1e-3  # how far from 1 a sum of probabilities may be


@dataclass(frozen=True)
class Model:
    """An ONNX file as its card describes it."""

    file: Path
    sha256: str
    size_bytes: int
    classes: int
    side: int  # of the pictures it takes, in pixels

    @classmethod
    def of(cls, file: Path, classes: int, side: int) -> "Model":
        """A file as it lies there, for a card that is still to be written."""
        return cls(file, sha256(file), file.stat().st_size, classes, side)


_nets: dict[Model, cv2.dnn.Net] = {}


def probabilities(model: Model, pictures: np.ndarray) -> np.ndarray:
    """uint8 RGB `(N, side, side, 3)` -> float32 `(N, classes)`. The file is read when it is first asked.

    Raises:
        UnusableBundle: unreadable, changed, no network that OpenCV can run, or its answers are no probabilities.
    """
    if model not in _nets:
        _nets[model] = _loaded(model)
    return _answer(model, _nets[model], pictures)


def _loaded(model: Model) -> cv2.dnn.Net:
    content = _content(model)
    _refuse_other_files(model, content)
    try:
        cv2.setNumThreads(max(1, cv2.getNumberOfCPUs() - 1))  # one core is left for the window
        net = cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8))
    except (cv2.error, MemoryError) as error:
        raise _unusable(model) from error
    _answer(model, net, np.zeros((1, model.side, model.side, 3), np.uint8))
    return net


def _content(model: Model) -> bytes:
    """The file's bytes, after their SHA-256 was found to be the card's."""
    try:
        content = read_regular(model.file, model.size_bytes)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise _changed(model) from error
        raise UnusableBundle(
            "{file} cannot be read ({cause}): run `{export}` again.", file=model.file, cause=error.strerror
        ) from error
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise _changed(model)
    return content


def _refuse_other_files(model: Model, content: bytes) -> None:
    """ONNX may keep a tensor's numbers in another file; its place could be anywhere, and no hash covers it."""
    import onnx

    def elsewhere(message: Any) -> bool:
        if isinstance(message, onnx.TensorProto) and (message.data_location or message.external_data):
            return True
        parts = [value for field, value in message.ListFields() if field.message_type is not None]
        return any(elsewhere(one) for part in parts for one in ([part] if hasattr(part, "ListFields") else part))

    try:
        outside = elsewhere(onnx.ModelProto.FromString(content))
    except Exception as error:  # protobuf has kinds of its own
        raise _unusable(model) from error
    if outside:
        raise UnusableBundle(
            "{file} keeps numbers in other files, which is refused: run `{export}` again.", file=model.file
        )


def _answer(model: Model, net: cv2.dnn.Net, pictures: np.ndarray) -> np.ndarray:
    try:
        net.setInput(np.ascontiguousarray(pictures, np.float32))
        answers = np.array(net.forward(), np.float32)  # a copy: OpenCV reuses its buffer
    except (cv2.error, MemoryError) as error:
        raise _unusable(model) from error
    if answers.shape != (len(pictures), model.classes):
        raise UnusableBundle(
            "{file} gives {found} numbers for {classes} classes: run `{export}` again.",
            file=model.file,
            found=(answers.shape or (1,))[-1],
            classes=model.classes,
        )
    if not (np.isfinite(answers).all() and (answers >= 0).all() and (abs(answers.sum(axis=1) - 1) <= NEAR).all()):
        raise UnusableBundle("{file} gives answers that are no probabilities: run `{export}` again.", file=model.file)
    return answers


def _changed(model: Model) -> UnusableBundle:
    return UnusableBundle("{file} is not the file its card describes: run `{export}` again.", file=model.file)


def _unusable(model: Model) -> UnusableBundle:
    return UnusableBundle(
        "{file} is no network that OpenCV {version} can run: run `{export}` again.",
        file=model.file,
        version=cv2.__version__,
    )
