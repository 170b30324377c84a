"""The eight dimensions of a study, as a table.

Each row says which values a study sweeps, where the baseline stands and what else a user may ask for. Nothing
heavy is imported: the command line, the plan and the analysis read this table without TensorFlow.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = float | int | str


class InvalidValue(ValueError):
    """A value, or the name of a dimension, that no study can take. The message shows it and the remedy."""


@dataclass(frozen=True)
class Dimension:
    """A hyperparameter that can vary.

    `values` are swept by default, `more` are accepted by `VALUES=`; a numeric dimension accepts every number
    from `low` to `high`. `flag` is the word the command line and the Makefile use (`study-lr`).
    """

    name: str
    flag: str
    title: str
    values: tuple[Value, ...]
    baseline: Value
    scale: str  # "log", "linear" or "categorical": how the report draws its axis
    doc: str
    more: tuple[str, ...] = field(default=())
    low: float = -math.inf
    high: float = math.inf

    @property
    def kind(self) -> type:
        return type(self.baseline)

    def parse(self, text: Value) -> Value:
        """The value that `text` stands for.

        Raises:
            InvalidValue: not of the dimension's type, out of range, or not one of its names.
        """
        if self.kind is str:
            return self._named(str(text).strip())
        try:
            number = self.kind(text)
        except ValueError:
            kind = {int: "whole number", float: "number"}[self.kind]
            raise InvalidValue(f"{self.name}={text} is not a {kind}; try one of {self._examples()}.") from None
        if not (self.low <= number <= self.high) or not math.isfinite(number):
            raise InvalidValue(
                f"{self.name}={text} is out of range: it must lie between {self.low:g} and {self.high:g}."
            )
        return number

    def _named(self, name: str) -> str:
        if name.lower() in (*self.values, *self.more):
            return name.lower()
        raise InvalidValue(
            f"{self.name}={name} is not known; choose from {', '.join(map(str, (*self.values, *self.more)))}."
        )

    def _examples(self) -> str:
        return ", ".join(f"{value:g}" for value in self.values if not isinstance(value, str))


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "learning_rate",
        "lr",
        "Learning rate",
        (0.0001, 0.0003, 0.001, 0.003, 0.01),
        0.001,
        "log",
        "How far each update moves the weights.",
        low=1e-12,
        high=1e38,  # beyond it a float32 variable is infinite
    ),
    Dimension(
        "optimizer",
        "optimizer",
        "Optimizer",
        ("sgd", "rmsprop", "adagrad", "adadelta", "adam"),
        "adam",
        "categorical",
        "The rule that turns gradients into updates.",
        more=("momentum", "nadam", "adamw"),
    ),
    Dimension(
        "loss",
        "loss",
        "Loss function",
        ("mean_squared_error", "binary_crossentropy", "categorical_crossentropy"),
        "categorical_crossentropy",
        "categorical",
        "What training minimises, on one-hot labels.",
        more=("categorical_focal_crossentropy", "kl_divergence"),
    ),
    Dimension(
        "batch_size",
        "batch-size",
        "Batch size",
        (16, 32, 64, 128, 256),
        32,
        "log",
        "Pictures averaged into one update.",
        low=1,
        high=65536,
    ),
    Dimension(
        "epochs",
        "epochs",
        "Epochs",
        (5, 10, 20, 50),
        10,
        "linear",
        "Passes over the training set.",
        low=1,
        high=100_000,
    ),
    Dimension(
        "activation",
        "activation",
        "Activation",
        ("sigmoid", "tanh", "relu"),
        "relu",
        "categorical",
        "The nonlinearity after every convolution and dense layer but the last.",
        more=("elu", "gelu", "silu", "leaky_relu"),
    ),
    Dimension(
        "initializer",
        "initializer",
        "Weight initializer",
        ("zeros", "random_normal", "glorot_uniform", "he_normal"),
        "glorot_uniform",
        "categorical",
        "How the kernels start.",
        more=("lecun_normal", "orthogonal"),
    ),
    Dimension(
        "l2",
        "l2",
        "L2 regularization",
        (0.0, 0.00001, 0.0001, 0.001, 0.01),
        0.0,
        "log",
        "Penalty on the squared weights of every kernel, added to the loss.",
        low=0.0,
        high=1e6,
    ),
)

BY_NAME: Mapping[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
BASELINE: Mapping[str, Value] = {dimension.name: dimension.baseline for dimension in DIMENSIONS}


def find(word: str) -> Dimension:
    """The dimension with this name or flag (`learning_rate`, `learning-rate` or `lr`), however it is capitalised.

    Raises:
        InvalidValue: there is none.
    """
    for dimension in DIMENSIONS:
        if word.lower().replace("-", "_") in (dimension.name, dimension.flag.replace("-", "_")):
            return dimension
    raise InvalidValue(f"Unknown dimension {word}; choose from {', '.join(d.flag for d in DIMENSIONS)}.")


def configuration(values: Mapping[str, Value]) -> dict[str, Value]:
    """One value for each dimension: `values`, checked, and the baseline for the rest.

    Raises:
        InvalidValue: a name that is no dimension, or a value it cannot take.
    """
    checked = {find(name).name: find(name).parse(value) for name, value in values.items()}
    return {name: checked.get(name, baseline) for name, baseline in BASELINE.items()}


def number(name: str, text: str) -> float:
    """
    Raises:
        InvalidValue: `text` is not a finite number.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InvalidValue(f"{name}={text} is not a number; try {name}=1.0.")
    return value
