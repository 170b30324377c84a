"""A run's weights as a Keras model, and that model as ONNX. The only module of the analysis that needs Keras."""

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import hypermodels
from hypermodels.dimensions import BASELINE, Value
from studies.system.quiet import quiet

BATCH = 250  # pictures at a time in Keras
CLASSIFIER_BATCH = 8  # pictures at a time in OpenCV, as in the classifier
TOLERANCE = 1e-4  # between the probabilities of Keras and of OpenCV
TIE = 1e-6  # classes this close in probability are equally good answers

Say = Callable[[str], None]


class Unfaithful(Exception):
    """The exported model does not answer as the trained one does."""


@contextmanager
def silent() -> Iterator[None]:
    """TensorFlow on the processor, as the classifier computes, and without its chatter."""
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    with quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def rebuilt(identity: Mapping[str, Any], weights: Mapping[str, np.ndarray]) -> Any:
    """The run's network in float32, whatever precision it was trained in, with its weights by variable path.

    Raises:
        Unfaithful: the weights are another network's.
    """
    model = _network(identity)
    if {variable.path: variable.shape for variable in model.weights} != {name: w.shape for name, w in weights.items()}:
        raise Unfaithful("its stored weights are another network's")
    for variable in model.weights:
        variable.assign(weights[variable.path])
    return model


def write_onnx(model: Any, identity: Mapping[str, Any], path: Path) -> None:
    """The model as a file that OpenCV reads: float32 pictures `(N, 32, 32, 3)` -> probabilities `(N, classes)`."""
    if identity["values"]["activation"] == "gelu":
        spelled = _network(identity, _gelu)
        spelled.set_weights(model.get_weights())
        model = spelled
    model = _without_augmentation(model)
    model(np.zeros((1, *model.input_shape[1:]), np.float32))  # Keras exports only what has been called
    model.export(path, format="onnx", verbose=False)


def probabilities(model: Any, pictures: np.ndarray, say: Say = lambda _: None) -> np.ndarray:
    """uint8 `(N, 32, 32, 3)` -> float32 `(N, classes)`, by Keras."""
    parts = []
    for start in range(0, len(pictures), BATCH):
        say(f"{start:,} of {len(pictures):,}")
        parts.append(model.predict_on_batch(np.asarray(pictures[start : start + BATCH], np.float32)))
    return np.concatenate(parts)


def opencv_probabilities(path: Path, pictures: np.ndarray) -> np.ndarray:
    """The same, by OpenCV on the exported file.

    Raises:
        Unfaithful: OpenCV cannot run it.
    """
    parts = []
    try:
        net = cv2.dnn.readNetFromONNX(np.frombuffer(path.read_bytes(), np.uint8))  # it opens no path that is not UTF-8
        for start in range(0, len(pictures), CLASSIFIER_BATCH):
            net.setInput(np.asarray(pictures[start : start + CLASSIFIER_BATCH], np.float32))
            parts.append(np.array(net.forward(), np.float32))  # a copy: OpenCV uses its buffer again
    except cv2.error as cause:
        raise Unfaithful(f"OpenCV {cv2.__version__} cannot run its ONNX file ({str(cause).strip()})") from None
    return np.concatenate(parts)


def compare(expected: np.ndarray, found: np.ndarray) -> None:
    """See that the exported model says what the trained one says, on every picture.

    Raises:
        Unfaithful: another class, or a probability that differs by more than `TOLERANCE`.
    """
    if expected.shape != found.shape or not np.isfinite(expected).all() or not np.isfinite(found).all():
        raise Unfaithful("its ONNX file, or the model itself, does not give a probability for each class")
    apart = float(np.abs(expected - found).max())
    if apart > TOLERANCE:
        raise Unfaithful(f"probabilities of its ONNX file differ by up to {apart:.2g}; {TOLERANCE:g} is allowed")
    said = np.take_along_axis(expected, found.argmax(axis=1)[:, None], axis=1)[:, 0]
    others = int((said < expected.max(axis=1) - TIE).sum())
    if others:
        raise Unfaithful(f"its ONNX file names another class for {others} of {len(expected)} pictures")


def _network(identity: Mapping[str, Any], activation: Callable[[Any], Any] | None = None) -> Any:
    from hypermodels.hypermodel import precision

    # No L2: it is a penalty in training and has no part in an answer.
    values: dict[str, Value] = {**BASELINE, **identity["values"], "l2": 0.0}
    if activation is not None:
        values["activation"] = activation  # type: ignore[assignment]  # Keras takes a function for a name
    with precision("float32"):
        return hypermodels.load(identity["network"], identity["classes"], identity["width"]).model(values)


def _without_augmentation(model: Any) -> Any:
    """The model without layers that change pictures in training alone: ONNX would hold what they then draw."""
    import keras

    augmentation = keras.layers.RandomFlip.__base__  # Keras exports no name for it

    def passed(layer: Any) -> Any:
        return keras.layers.Identity(name=layer.name) if _idle(layer, augmentation) else layer

    if not any(_idle(layer, augmentation) for layer in model._flatten_layers(include_self=False)):
        return model
    plain = keras.models.clone_model(model, clone_function=passed, recursive=True)
    plain.set_weights(model.get_weights())
    return plain


def _idle(layer: Any, augmentation: Any) -> bool:
    """Whether a layer augments pictures and gives them back as they are where it is not trained."""
    if not isinstance(layer, augmentation):
        return False
    picture = np.random.default_rng(0).random((1, *layer.input.shape[1:]), np.float32)
    return bool(np.array_equal(np.asarray(layer(picture, training=False)), picture))


def _gelu(x: Any) -> Any:
    """The exact GELU (Hendrycks, Gimpel 2016) through erf: TensorFlow's own is through erfc, which ONNX lacks."""
    import keras

    return 0.5 * x * (1 + keras.ops.erf(x * 0.5**0.5))
