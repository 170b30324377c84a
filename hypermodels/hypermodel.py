"""The one Keras-Tuner hypermodel: declares the dimensions, builds, compiles and fits any of the networks."""

import hashlib
import importlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import keras_tuner as kt

from hypermodels import SIDE, augmentation, inputs, schedules
from hypermodels.dimensions import BY_NAME, OPTIMIZERS, OWN, Value
from hypermodels.layers import Layers
from hypermodels.own import built, code, rows
from hypermodels.own.file import OwnNetwork


class ClassicHyperModel(kt.HyperModel):
    """A network whose dimensions Keras-Tuner may choose.

    Takes uint8 or float pictures `(N, side, side, 3)` with values 0 to 255 and labels as one-hot `(N, classes)` or
    class numbers `(N,)`. A space given to the tuner (`hyperparameters=`) narrows or fixes a dimension.
    """

    def __init__(
        self, network: str, classes: int, width: float = 1.0, side: int = SIDE, own: OwnNetwork | None = None
    ) -> None:
        super().__init__(name=network)
        self.network = network
        self.classes = classes
        self.width = width
        self.side = side
        self.own = own  # whose code builds the network, where it is none of the five
        self.table = rows.table(own.dimensions if own else ())

    def declare_hyperparameters(self, hp: kt.HyperParameters) -> None:
        for dimension in self.table.values():
            parent, parents = dimension.needs or (None, None)
            usual = dimension.baseline if dimension.baseline in dimension.values else dimension.values[0]
            hp.Choice(
                dimension.name,
                list(dimension.values),
                default=usual,
                parent_name=parent,
                parent_values=parents and list(parents),
            )

    def build(self, hp: kt.HyperParameters) -> keras.Model:
        self.declare_hyperparameters(hp)
        return _explaining_absent_weights(self.compiled(rows.filled(hp.values, self.table)))  # one not asked has none

    def fit(self, hp: kt.HyperParameters, model: keras.Model, x: Any, y: Any = None, **kwargs: Any) -> Any:
        """`model.fit` with the trial's batch size and epochs, unless the tuner (Hyperband) sets its own.

        A schedule of the learning rate ends with the last of these epochs.

        `x` may be a `tf.data.Dataset`, which is batched anew.

        Raises:
            TypeError: other data.
        """
        kwargs.setdefault("epochs", hp.get("epochs"))
        kwargs["callbacks"] = [*(kwargs.get("callbacks") or []), *_scheduling(hp, kwargs["epochs"])]
        batch_size = kwargs.pop("batch_size", None) or hp.get("batch_size")
        if kwargs.get("validation_data") is not None:
            kwargs["validation_data"] = inputs.validation(kwargs["validation_data"], self.classes, batch_size)
        if inputs.is_dataset(x):
            kwargs.setdefault("shuffle", False)  # Keras leaves that to the dataset, and warns
            with inputs.of_unknown_length(kwargs.get("steps_per_epoch")):
                return model.fit(inputs.dataset(x, self.classes, batch_size), **kwargs)
        return model.fit(x, inputs.one_hot(y, self.classes), batch_size=batch_size, **kwargs)

    def model(self, configuration: Mapping[str, Value], layers: type[Layers] = Layers) -> keras.Model:
        """The network, not compiled: pictures `(B, side, side, 3)` of 0 to 255 -> probabilities `(B, classes)`.

        `layers` makes its layers: Keras' own, or some that do the same.
        """
        pictures = keras.Input((self.side, self.side, 3), name="pictures")
        scaled = keras.layers.Rescaling(1 / 255, name="scale")(pictures)
        made = layers(configuration, self.width)
        if self.own is not None:
            probabilities = code.probabilities(self.own, scaled, self.classes, made)
            with code.explained(self.own):
                return keras.Model(pictures, probabilities, name=f"own_{self.own.digest}")
        probabilities = importlib.import_module(f"hypermodels.{self.network}").network(scaled, self.classes, made)
        return keras.Model(pictures, probabilities, name=self.network)

    def compiled(self, configuration: Mapping[str, Value]) -> keras.Model:
        model = self.model(configuration)
        model.compile(
            optimizer=optimizer(configuration),
            loss=str(configuration["loss"]),
            metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
            jit_compile=False,  # XLA halves the speed of convolutions on a CPU
        )
        return _training_as(configuration, model)

    def fingerprint(self) -> str:
        """Digest of the network as it is built at the baseline: layers, their settings and connections.

        Editing a comment keeps it; changing a layer changes it. Precision is part of a run's identity by itself.

        Raises:
            BrokenFile: a user's network cannot be trained, with the reason.
        """
        with keras.device("cpu"), precision("float32"):
            if self.own is not None:
                return built.fingerprint(self.own, self.model)
            config = self.model(rows.complete({})).get_config()
        return hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:16]


def _scheduling(hp: kt.HyperParameters, horizon: int) -> list[keras.callbacks.Callback]:
    """What sets the learning rate of each epoch, where it is not constant."""
    schedule, base = str(hp.values.get("schedule", schedules.CONSTANT)), float(hp.get("learning_rate"))

    def rate(epoch: int, before: float) -> float:  # noqa: ARG001  Keras' signature, and its epochs count from 0
        return schedules.rate(schedule, base, epoch + 1, horizon)

    return [] if schedule == schedules.CONSTANT else [keras.callbacks.LearningRateScheduler(rate)]


def _training_as(configuration: Mapping[str, Value], model: keras.Model) -> keras.Model:
    """A model whose training sees pictures and labels as the configuration varies them; its layers do not know."""
    kind, smoothing = str(configuration["augmentation"]), float(configuration["label_smoothing"])
    step = model.train_step

    def train_step(data: Any) -> Any:
        pictures, labels, *weights = data
        return step((augmentation.by_chance(kind, pictures), smoothed(labels, smoothing), *weights))

    if kind != "none" or smoothing:
        model.train_step = train_step
    return model


def smoothed(labels: Any, share: float) -> Any:
    """One-hot labels `(B, classes)` with a share spread over all classes (Szegedy et al. 2016, section 7)."""
    return labels * (1 - share) + share / labels.shape[-1]


def _explaining_absent_weights(model: keras.Model) -> keras.Model:
    """A tuner opened on a study's project builds its best models and lets them load weights: there are none."""
    load = model.load_weights

    def load_weights(filepath: Any, *args: Any, **kwargs: Any) -> None:
        if not Path(filepath).exists():
            raise FileNotFoundError(
                f"There are no weights at {filepath}. The Keras-Tuner project of a study shows its trials and keeps no "
                "weights; `make export` writes the best model of a network to bundles/."
            )
        load(filepath, *args, **kwargs)

    model.load_weights = load_weights
    return model


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
    """Keras' optimizer of a configuration, with the settings that mean something to it and are not its own."""
    name, config = OPTIMIZERS[str(configuration["optimizer"])]
    settings = {
        row.name: value
        for row in (BY_NAME["momentum"], BY_NAME["weight_decay"])
        if row.applies(configuration) and (value := configuration.get(row.name, row.baseline)) != OWN
    }
    whole = {**config, **settings, "learning_rate": configuration["learning_rate"]}
    return keras.optimizers.get({"class_name": name, "config": whole})
