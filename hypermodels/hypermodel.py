"""The one Keras-Tuner hypermodel: declares the eight dimensions, builds, compiles and fits any of the networks."""

import hashlib
import importlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras
import keras_tuner as kt
import numpy as np

from hypermodels.dimensions import BASELINE, BY_NAME, DIMENSIONS, Value
from hypermodels.layers import Layers

SHAPE = (32, 32, 3)

# Class and config of each optimizer, without the learning rate. `momentum` is SGD with the usual 0.9
# (Sutskever et al. 2013); everything else keeps Keras' defaults.
OPTIMIZERS: dict[str, tuple[str, dict[str, float]]] = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "rmsprop": ("RMSprop", {}),
    "adagrad": ("Adagrad", {}),
    "adadelta": ("Adadelta", {}),
    "adam": ("Adam", {}),
    "nadam": ("Nadam", {}),
    "adamw": ("AdamW", {}),
}


class ClassicHyperModel(kt.HyperModel):
    """A network whose eight dimensions Keras-Tuner may choose.

    Takes uint8 or float pictures `(N, 32, 32, 3)` with values 0 to 255 and labels as one-hot `(N, classes)` or
    class numbers `(N,)`. A space given to the tuner (`hyperparameters=`) narrows or fixes a dimension.
    """

    def __init__(self, network: str, classes: int, width: float = 1.0) -> None:
        super().__init__(name=network)
        self.network = network
        self.classes = classes
        self.width = width

    def declare_hyperparameters(self, hp: kt.HyperParameters) -> None:
        for dimension in DIMENSIONS:
            hp.Choice(dimension.name, list(dimension.values), default=dimension.baseline)

    def build(self, hp: kt.HyperParameters) -> keras.Model:
        self.declare_hyperparameters(hp)
        return self.compiled({name: hp.get(name) for name in BY_NAME})

    def fit(self, hp: kt.HyperParameters, model: keras.Model, x: Any, y: Any = None, **kwargs: Any) -> Any:
        """`model.fit` with the trial's batch size and epochs, unless the tuner (Hyperband) sets its own."""
        kwargs.setdefault("batch_size", hp.get("batch_size"))
        kwargs.setdefault("epochs", hp.get("epochs"))
        if kwargs.get("validation_data") is not None:
            pictures, labels = kwargs["validation_data"]
            kwargs["validation_data"] = (pictures, one_hot(labels, self.classes))
        return model.fit(x, one_hot(y, self.classes), **kwargs)

    def model(self, configuration: Mapping[str, Value], layers: type[Layers] = Layers) -> keras.Model:
        """The network, not compiled: pictures `(B, 32, 32, 3)` of 0 to 255 -> probabilities `(B, classes)`.

        `layers` makes its layers: Keras' own, or some that do the same.
        """
        network = importlib.import_module(f"hypermodels.{self.network}").network
        pictures = keras.Input(SHAPE, name="pictures")
        scaled = keras.layers.Rescaling(1 / 255, name="scale")(pictures)
        probabilities = network(scaled, self.classes, layers(configuration, self.width))
        return keras.Model(pictures, probabilities, name=self.network)

    def compiled(self, configuration: Mapping[str, Value]) -> keras.Model:
        model = self.model(configuration)
        model.compile(
            optimizer=optimizer(configuration),
            loss=str(configuration["loss"]),
            metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
            jit_compile=False,  # XLA halves the speed of convolutions on a CPU
        )
        return model

    def fingerprint(self) -> str:
        """Digest of the network as it is built at the baseline: layers, their settings and connections.

        Editing a comment keeps it; changing a layer changes it. Precision is part of a run's identity by itself.
        """
        with keras.device("cpu"), precision("float32"):
            config = self.model(BASELINE).get_config()
        return hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:16]


@contextmanager
def precision(policy: str) -> Iterator[None]:
    """Layers made inside the block compute in `policy`: float32, mixed_bfloat16 or mixed_float16."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def optimizer(configuration: Mapping[str, Value]) -> keras.optimizers.Optimizer:
    name, config = OPTIMIZERS[str(configuration["optimizer"])]
    return keras.optimizers.get(
        {"class_name": name, "config": {**config, "learning_rate": configuration["learning_rate"]}}
    )


def one_hot(labels: Any, classes: int) -> np.ndarray:
    """Class numbers `(N,)` or `(N, 1)` -> float32 `(N, classes)`; one-hot labels pass as they are."""
    labels = np.asarray(labels)
    if labels.ndim == 2 and labels.shape[1] == classes:
        return labels
    return np.eye(classes, dtype=np.float32)[labels.reshape(-1)]

