"""The dimensions of a study, as a table.

Each row says which values a study sweeps, where the baseline stands and what else a user may ask for. Nothing
heavy is imported: the command line, the plan and the analysis read this table without TensorFlow.

A new row keeps every stored run: a record that does not name its dimension had the row's baseline (`complete`), and
an identity leaves it out there (`identifying`). So the baseline of a row never changes, and a network built at the
baseline of a new row is the network that was built before.
"""

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hypermodels.errors import InvalidValue as InvalidValue
from hypermodels.errors import shown

Value = float | int | str


def the_value(value: Value) -> object:
    """Another value needs another program."""
    return value


def reset_between_runs(value: Value) -> object:  # noqa: ARG001
    """One program serves every value."""
    return None


# Class and config in Keras of each optimizer, without the learning rate. `momentum` is SGD with the usual 0.9
# (Sutskever et al. 2013); everything else keeps Keras' defaults.
OPTIMIZERS: Mapping[str, tuple[str, Mapping[str, float]]] = {
    "sgd": ("SGD", {}),
    "rmsprop": ("RMSprop", {}),
    "adagrad": ("Adagrad", {}),
    "adadelta": ("Adadelta", {}),
    "adam": ("Adam", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "nadam": ("Nadam", {}),
    "adamw": ("AdamW", {}),
}
SWEPT_OPTIMIZERS = 5  # the first so many are swept by default


class Range(NamedTuple):
    """The numbers from `low` to `high`, as a search draws them: by their logarithm where the row's scale is "log"."""

    low: float
    high: float


FARTHEST = sys.float_info.max  # from 0
LONGEST = 60  # letters of a value in a sentence
OWN = -1.0  # in a row that has it: what the network or the optimizer has of its own, which people write `own`


@dataclass(frozen=True)
class Dimension:
    """A hyperparameter that can vary.

    `values` are swept by default, `more` are accepted by `VALUES=`; a numeric dimension accepts every number
    from `low` to `high`. `flag` is the word the command line and the Makefile use (`study-lr`).

    `built_with` says what of a value a built program depends on: runs in which it is equal are trained by one program,
    one after the other. Unless a row says otherwise it is the whole value. `reset_between_runs` is for a dimension that
    a program takes anew with each run (`studies.training.program.Program.reset`).

    `own` is for a row whose baseline is `OWN`. `needs` names another dimension, and its values with which alone this
    one means anything: with others it stands at its baseline, and is not asked.

    What a user's own row leaves out follows from its name and values: the baseline is the first of them.
    """

    name: str
    flag: str = ""
    title: str = ""
    values: tuple[Value, ...] = ()
    baseline: Value = ""
    scale: str = ""  # "log", "linear" or "categorical": how the report draws its axis
    doc: str = ""
    more: tuple[str, ...] = field(default=())
    low: float = -math.inf
    high: float = math.inf
    built_with: Callable[[Value], object] = the_value
    own: bool = False
    needs: tuple[str, tuple[Value, ...]] | None = None

    def __post_init__(self) -> None:
        follow = {
            "flag": str(self.name).replace("_", "-"),
            "title": str(self.name).replace("_", " ").capitalize(),
            "baseline": next(iter(self.values), ""),
        }
        for name, value in follow.items():
            if getattr(self, name) == "":
                object.__setattr__(self, name, value)
        if not self.scale:
            object.__setattr__(self, "scale", "categorical" if self.kind is str else "linear")

    @cached_property
    def kind(self) -> type:
        return type(self.baseline)

    @property
    def limits(self) -> tuple[float, float] | None:
        """Lowest and highest number taken; None for words, and where every positive number is taken."""
        return None if self.kind is str or 0 < self.low < 1e-9 else (self.low, self.high)

    def holds(self, value: Value) -> bool:
        """Whether a stored value is of the dimension's kind: a word, a whole number or a number."""
        if self.kind is str or isinstance(value, str):
            return self.kind is str and isinstance(value, str)
        return self.kind is float or value == int(value)

    def parse(self, text: Value) -> Value:
        """The value that `text` stands for.

        Raises:
            InvalidValue: not of the dimension's type, out of range, or not one of its names.
        """
        if self.kind is str:
            return self._named(str(text).strip())
        if self.own and (text == OWN or str(text).strip().lower() == "own"):
            return OWN
        try:
            number: float = self.kind(text)
        except OverflowError:  # a whole number that no float can be
            number = math.inf
        except ValueError:
            kind = {int: "whole number", float: "number"}[self.kind]
            raise InvalidValue(f"{self.name}={shown(text)} is not a {kind}; try one of {self._examples()}.") from None
        if not max(self.low, -FARTHEST) <= number <= min(self.high, FARTHEST):
            raise InvalidValue(
                f"{self.name}={str(text)[:LONGEST]} is out of range: it must lie between {self.low:g} and {self.high:g}"
                f"{', or be own' if self.own else ''}."
            )
        return number

    def parse_range(self, text: str) -> Range:
        """The range that `0.0001..0.03` stands for.

        Raises:
            InvalidValue: the dimension has names, or an end is none of its numbers, or there is nothing between them.
        """
        said = f"{self.name}={text}"
        low, _, high = text.partition("..")
        if self.kind is str:
            raise InvalidValue(f"{said}: {self.name} has names and no range; give {self.name} alone.")
        if not low.strip() or not high.strip():
            raise InvalidValue(f"{said} is no range; write its ends, such as {self.name}={self._range()}.")
        ends = Range(*(float(end) if self.kind is float else int(end) for end in map(self.parse, (low, high))))
        if OWN in ends and self.own:
            raise InvalidValue(f"{said} is no range: own is no number; begin at {self.low:g} or above.")
        if not ends.low < ends.high:
            raise InvalidValue(f"{said} is no range: its first end must be the smaller one.")
        if self.scale == "log" and ends.low <= 0:
            raise InvalidValue(f"{said} is drawn by its logarithm, so it must begin above 0; try {self._range()}.")
        return ends

    def _range(self) -> str:
        known = [value for value in self.values if not isinstance(value, str) and value > 0]
        return f"{min(known):g}..{max(known):g}"

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Whether the dimension means anything in a configuration, or in a part of one that leaves that open."""
        return self.needs is None or values.get(self.needs[0], self.needs[1][0]) in self.needs[1]

    def _named(self, name: str) -> str:
        if name.lower() in (*self.values, *self.more):
            return name.lower()
        raise InvalidValue(
            f"{self.name}={name} is not known; choose from {', '.join(map(str, (*self.values, *self.more)))}."
        )

    def _examples(self) -> str:
        return ", ".join(f"{value:g}" for value in self.values if not isinstance(value, str) and value != OWN)


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
        built_with=reset_between_runs,
    ),
    Dimension(
        "optimizer",
        "optimizer",
        "Optimizer",
        tuple(OPTIMIZERS)[:SWEPT_OPTIMIZERS],
        "adam",
        "categorical",
        "The rule that turns gradients into updates.",
        more=tuple(OPTIMIZERS)[SWEPT_OPTIMIZERS:],
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
        built_with=reset_between_runs,
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
        built_with=reset_between_runs,
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
        built_with=reset_between_runs,
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
        built_with=bool,  # the penalty is part of the graph or is not; its strength is reset
    ),
    Dimension(
        "augmentation",
        "augmentation",
        "Augmentation",
        ("none", "flip", "flip_crop", "flip_crop_cutout"),
        "none",
        "categorical",
        "How training pictures vary: flipped, shifted by up to 4 of 32 pixels, with a square of 16 pixels cut out.",
    ),
    Dimension(
        "schedule",
        "schedule",
        "Schedule",
        ("constant", "cosine", "warmup_cosine", "step"),
        "constant",
        "categorical",
        "How the learning rate goes down until the last epoch, which is then part of what a run is.",
        built_with=reset_between_runs,
    ),
    Dimension(
        "dropout",
        "dropout",
        "Dropout",
        (OWN, 0.0, 0.2, 0.5),
        OWN,
        "linear",
        "Share of units dropped after each hidden dense layer, or before the classifier; own: as the network has it.",
        low=0.0,
        high=0.99,
        own=True,
    ),
    Dimension(
        "label_smoothing",
        "label-smoothing",
        "Label smoothing",
        (0.0, 0.05, 0.1, 0.2),
        0.0,
        "linear",
        "Share of every training label that is spread over all classes (Szegedy et al. 2016, 7).",
        low=0.0,
        high=0.99,
        built_with=reset_between_runs,
    ),
    Dimension(
        "momentum",
        "momentum",
        "Momentum",
        (0.0, 0.5, 0.9, 0.95, 0.99),
        0.9,
        "linear",
        "Share of the last update that the next one keeps, with the optimizer momentum.",
        low=0.0,
        high=1.0,
        needs=("optimizer", ("momentum",)),
    ),
    Dimension(
        "weight_decay",
        "weight-decay",
        "Weight decay",
        (0.0, 0.0001, 0.0005, 0.005, 0.05),
        OWN,
        "log",
        "Share of a weight, times the learning rate, that each update takes away (Loshchilov, Hutter 2019), with sgd, "
        "momentum and adamw; own: as Keras has it, 0.004 with adamw, else 0.",
        low=0.0,
        high=10.0,
        own=True,
        needs=("optimizer", ("momentum", "sgd", "adamw")),
    ),
)

BY_NAME: Mapping[str, Dimension] = {dimension.name: dimension for dimension in DIMENSIONS}
BASELINE: Mapping[str, Value] = {dimension.name: dimension.baseline for dimension in DIMENSIONS}
# The rows of the table when the first runs were stored: an identity names their values always, and they are what a
# chapter studies and a search searches unless others are named.
FIRST = ("learning_rate", "optimizer", "loss", "batch_size", "epochs", "activation", "initializer", "l2")


def complete(values: Mapping[str, Value]) -> dict[str, Value]:
    """One value for each dimension, in the table's order: `values`, and the baseline of those that they do not name.

    So is a record read that is older than a dimension.
    """
    return {name: values.get(name, baseline) for name, baseline in BASELINE.items()}


def identifying(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that an identity hashes and people are told: not those of rows added later at their row's baseline.

    Those of a user's own rows always are among them: the identity holds the text that the rows stand in.
    """
    return {name: value for name, value in values.items() if name in FIRST or value != BASELINE.get(name)}


def applies(name: str, values: Mapping[str, Value]) -> bool:
    """Whether a dimension means anything in a configuration; one of a user's own always does."""
    return name not in BY_NAME or BY_NAME[name].applies(values)


def meant(values: Mapping[str, Value]) -> dict[str, Value]:
    """A configuration in which what means nothing stands at its baseline, so that it is one configuration."""
    return {name: value if applies(name, values) else BASELINE[name] for name, value in values.items()}


def find(word: str) -> Dimension:
    """The dimension with this name or flag (`learning_rate`, `learning-rate` or `lr`), however it is capitalised.

    Raises:
        InvalidValue: there is none.
    """
    for dimension in DIMENSIONS:
        if word.lower().replace("-", "_") in (dimension.name, dimension.flag.replace("-", "_")):
            return dimension
    said = f"Unknown dimension {shown(word)};" if word.strip() else "No dimension is named;"
    raise InvalidValue(f"{said} choose from {', '.join(d.flag for d in DIMENSIONS)}.")


def first() -> tuple[Dimension, ...]:
    """The rows of `FIRST`."""
    return tuple(BY_NAME[name] for name in FIRST)


def configuration(values: Mapping[str, Value]) -> dict[str, Value]:
    """One value for each dimension: `values`, checked, and the baseline for the rest.

    Raises:
        InvalidValue: a name that is no dimension, or a value it cannot take.
    """
    return complete({find(name).name: find(name).parse(value) for name, value in values.items()})
