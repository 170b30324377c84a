"""A run's weights become a Keras model, and that model an ONNX file. The analysis needs Keras here alone."""

import os
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import hypermodels
from analysis.bundles.verification import Unfaithful
from hypermodels.dimensions import BASELINE, Value
from hypermodels.own.file import OwnNetwork
from studies.data.dataset_ref import of_pixels
from studies.store.best import weights
from studies.store.runs import Store
from studies.system.errors import UsageError
from studies.system.quiet import quiet

BATCH = 250  # pictures of 32x32 at a time in Keras; of larger ones as many pixels

Say = Callable[[str], None]
_held: dict[str, Any] = {}  # the model that this process was last asked about, by its source's token


@dataclass(frozen=True)
class ModelSource:
    """A run's model after so many epochs: what a process builds it from that is asked about it.

    Attributes:
        identity: the run's, as its record has it.
        own: the user's network of that name.
        token: another for each source, also of one run, whose weights may have changed since.
    """

    runs: Path
    run: str
    epochs: int
    identity: Mapping[str, Any]
    own: OwnNetwork | None
    token: str = field(default_factory=lambda: uuid.uuid4().hex)


@contextmanager
def silent() -> Iterator[None]:
    """Drop the warnings of TensorFlow, Keras and tf2onnx inside the block."""
    with quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


NO_GPU = {"CUDA_VISIBLE_DEVICES": "-1"}


def processor_alone() -> dict[str, str]:
    """What keeps a process from the GPU; nothing where who set CUDA_VISIBLE_DEVICES has decided."""
    return {} if set(NO_GPU) <= set(os.environ) else NO_GPU


@contextmanager
def on_the_processor() -> Iterator[None]:
    """Keep the GPU from TensorFlow where it is loaded inside the block: the classifier computes on the processor, too.

    TensorFlow looks for a GPU once, so it has none in this process afterwards either; one that was loaded before keeps
    it. Who sets CUDA_VISIBLE_DEVICES decides instead. Processes that are started after the block see the GPU.
    """
    hidden = processor_alone()
    os.environ.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del os.environ[name]


def write_files(source: ModelSource, keras_file: Path, onnx_file: Path) -> int:
    """Write the model for Keras and for OpenCV; returns how many parameters it has.

    Raises:
        Unfaithful, UsageError: its weights are another network's, or gone.
    """
    with silent(), on_the_processor():
        model = _model(source)
        model.save(keras_file)
        write_onnx(model, source.identity, onnx_file, source.own)
        return int(model.count_params())


def answers(source: ModelSource, pictures: np.ndarray) -> np.ndarray:
    """What the model says of a batch of pictures: uint8 `(N, side, side, 3)` -> float32 `(N, classes)`."""
    with silent(), on_the_processor():
        return np.asarray(_model(source).predict_on_batch(np.asarray(pictures, np.float32)))


def _model(source: ModelSource) -> Any:
    """Built once a process and source: a process that took another's place builds it anew."""
    if source.token not in _held:
        _held.clear()
        state = weights(Store(source.runs), source.run, source.epochs)
        if state is None:
            raise UsageError(f"run {source.run} has gone on meanwhile; give the same command again")
        _held[source.token] = rebuilt(source.identity, state, source.own)
    return _held[source.token]


def rebuilt(identity: Mapping[str, Any], weights: Mapping[str, np.ndarray], own: OwnNetwork | None = None) -> Any:
    """The run's network in float32, whatever precision it was trained in, with its weights by variable path.

    Raises:
        Unfaithful: the weights are another network's.
    """
    model = _network(identity, own)
    if {variable.path: variable.shape for variable in model.weights} != {name: w.shape for name, w in weights.items()}:
        raise Unfaithful("its stored weights are another network's")
    for variable in model.weights:
        variable.assign(weights[variable.path])
    return model


def write_onnx(model: Any, identity: Mapping[str, Any], path: Path, own: OwnNetwork | None = None) -> None:
    """The model as a file that OpenCV reads: float32 pictures `(N, side, side, 3)` -> probabilities `(N, classes)`."""
    if identity["values"]["activation"] == "gelu":
        spelled = _network(identity, own, _gelu)
        spelled.set_weights(model.get_weights())
        model = spelled
    model = _without_augmentation(model)
    model(np.zeros((1, *model.input_shape[1:]), np.float32))  # Keras exports only what has been called
    model.export(path, format="onnx", verbose=False)


def probabilities(
    answer: Callable[[np.ndarray], np.ndarray], pictures: np.ndarray, say: Say = lambda _: None
) -> np.ndarray:
    """uint8 `(N, side, side, 3)` -> float32 `(N, classes)`: what `answer` says of each batch."""
    parts = []
    batch = of_pixels(BATCH, pictures.shape[1])
    for start in range(0, len(pictures), batch):
        say(f"{start:,} of {len(pictures):,}")
        parts.append(answer(np.asarray(pictures[start : start + batch])))
    return np.concatenate(parts)


def _network(
    identity: Mapping[str, Any], own: OwnNetwork | None, activation: Callable[[Any], Any] | None = None
) -> Any:
    from hypermodels.hypermodel import precision

    # No L2: it is a penalty in training and has no part in an answer.
    values: dict[str, Value] = {**BASELINE, **identity["values"], "l2": 0.0}
    if activation is not None:
        values["activation"] = activation  # type: ignore[assignment]  # Keras takes a function for a name
    with precision("float32"):
        side = identity["dataset"].get("side") or hypermodels.SIDE
        return hypermodels.load(own or identity["network"], identity["classes"], identity["width"], side).model(values)


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
