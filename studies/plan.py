"""What is trained, as data: runs, trials and studies. Pure: nothing here reads a file or imports Keras."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE, BY_NAME, Dimension, Value

PRECISIONS = ("float32", "mixed_bfloat16", "mixed_float16")
TUNERS = ("random", "bayesian", "hyperband")
PROBED = ("optimizer", "batch_size")  # dimensions whose effect depends on the learning rate
PROBE_RATES: tuple[Value, ...] = (0.0003, 0.001, 0.003)


@dataclass(frozen=True)
class DatasetRef:
    """Which pictures: a dataset's name, the digest of its pictures, labels and split, and the subset trained on."""

    name: str
    digest: str
    classes: tuple[str, ...]
    sizes: tuple[int, int, int]  # pictures in training, validation, test
    samples: int | None = None  # training pictures used, drawn by the seed; None for all


@dataclass(frozen=True)
class Context:
    """What all runs of a study share: the network as it is built, the pictures and the precision."""

    network: str
    fingerprint: str
    width: float
    dataset: DatasetRef
    precision: str


@dataclass(frozen=True)
class Run:
    """One training trajectory. `epochs` is not among its values: it only says how far along it one looks."""

    context: Context
    values: tuple[tuple[str, Value], ...]
    seed: int

    @cached_property
    def identity(self) -> dict[str, Any]:
        context = self.context
        return {
            "network": context.network,
            "width": context.width,
            "classes": len(context.dataset.classes),
            "model": context.fingerprint,
            "dataset": {
                "name": context.dataset.name,
                "digest": context.dataset.digest,
                "samples": context.dataset.samples,
            },
            "values": dict(self.values),
            "seed": self.seed,
            "precision": context.precision,
        }

    @cached_property
    def id(self) -> str:
        return hashlib.sha256(json.dumps(self.identity, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def program(self) -> tuple[Any, ...]:
        """Runs with an equal program can be trained by one built and traced model, one after the other."""
        values = dict(self.values)
        return (self.context, values["optimizer"], values["loss"], values["activation"], values["l2"] != 0)


@dataclass(frozen=True)
class Trial:
    """One configuration, evaluated by its runs, one a seed, each looked at after `epochs`."""

    configuration: tuple[tuple[str, Value], ...]
    runs: tuple[Run, ...]

    @property
    def values(self) -> dict[str, Value]:
        return dict(self.configuration)

    @property
    def epochs(self) -> int:
        return int(self.values["epochs"])


@dataclass(frozen=True)
class Study:
    """The trials that answer one question: `dimensions` vary, the rest stays at the baseline."""

    name: str
    kind: str  # "study", "probe" or "tune"
    dimensions: tuple[str, ...]
    context: Context
    seeds: tuple[int, ...]
    trials: tuple[Trial, ...]
    warnings: tuple[str, ...] = ()
    command: str = ""
    tuner: str | None = None
    commands: tuple[str, ...] = ()  # all that asked for it, where it has grown
    digits: int = 0  # of a trial's id in a search, whose number of trials is not known; 0: as many as it takes

    @property
    def varying(self) -> tuple[str, ...]:
        """What tells its trials apart: the dimensions, and the epochs where it was asked for at several."""
        several = len({trial.values["epochs"] for trial in self.trials}) > 1
        return (*self.dimensions, *(["epochs"] if several and "epochs" not in self.dimensions else []))

    def asked(self) -> list[tuple[Run, int]]:
        """Every run with the epoch it is asked for, in the order of the trials."""
        return [(run, trial.epochs) for trial in self.trials for run in trial.runs]


def trial(context: Context, configuration: dict[str, Value], seeds: Sequence[int]) -> Trial:
    """The trial of a whole configuration (all eight dimensions)."""
    values = tuple((name, configuration[name]) for name in BASELINE)
    trajectory = tuple((name, value) for name, value in values if name != "epochs")
    return Trial(values, tuple(Run(context, trajectory, seed) for seed in seeds))


def whole(values: dict[str, Any]) -> dict[str, Value]:
    """The eight dimensions among a tuner's values. Hyperband says how far by a value of its own."""
    chosen = {name: values[name] for name in BASELINE}
    return {**chosen, "epochs": values.get("tuner/epochs", chosen["epochs"])}


def study(
    context: Context,
    dimension: Dimension,
    values: Iterable[Value] | None = None,
    seeds: Sequence[int] = (0,),
    epochs: int = int(BASELINE["epochs"]),
    command: str = "",
) -> Study:
    """One dimension varies over `values` (its own by default); `epochs` replaces the baseline's."""
    chosen = tuple(dict.fromkeys(values or dimension.values))
    trials = _grid(context, {dimension.name: chosen}, seeds, epochs)
    return Study(
        study_name(context, dimension.name), "study", (dimension.name,), context, tuple(seeds), trials,
        warnings=confounds(dimension.name), command=command,
    )  # fmt: skip


def probe(context: Context, asked: Study, command: str = "") -> Study | None:
    """A small grid of a confounded dimension with the learning rate, around the baseline; None where none helps."""
    (dimension,) = asked.dimensions
    if dimension not in PROBED:
        return None
    values = tuple(dict.fromkeys(trial.values[dimension] for trial in asked.trials))
    epochs = asked.trials[0].epochs
    trials = _grid(context, {dimension: values, "learning_rate": PROBE_RATES}, asked.seeds, epochs)
    name = study_name(context, f"{dimension}-x-learning_rate")
    return Study(name, "probe", (dimension, "learning_rate"), context, asked.seeds, trials, command=command)


def search(
    context: Context, tuner: str, dimensions: Sequence[str], seeds: Sequence[int], trials: int | None, command: str
) -> Study:
    """A joint search before its first trial. `trials` is None where the tuner decides how many (Hyperband)."""
    name = study_name(context, tuner)
    if len(dimensions) < len(BASELINE):
        name = study_name(context, "-".join((tuner, *dimensions)))
    return Study(
        name, "tune", tuple(dimensions), context, tuple(seeds), (), command=command, tuner=tuner,
        digits=len(str(trials)),  # Keras-Tuner pads to the text of its max_trials, which may be None
    )  # fmt: skip


def _grid(
    context: Context, choices: dict[str, tuple[Value, ...]], seeds: Sequence[int], epochs: int
) -> tuple[Trial, ...]:
    """Every combination of `choices`, the rest at the baseline."""
    baseline = {**BASELINE, "epochs": epochs}
    combinations = itertools.product(*choices.values())
    return tuple(trial(context, {**baseline, **dict(zip(choices, one, strict=True))}, seeds) for one in combinations)


def study_name(context: Context, question: str) -> str:
    """The folder of a study: what it asks, and where it departs from the defaults."""
    parts = [context.network, question, context.dataset.name]
    if context.dataset.samples is not None:
        parts.append(f"samples{context.dataset.samples}")
    if context.width != 1:
        parts.append(f"width{context.width:g}")
    if context.precision != "float32":
        parts.append(context.precision)
    return "-".join(parts)


def furthest(asked: Iterable[tuple[Run, int]]) -> dict[Run, int]:
    """The distinct runs, each with the last epoch anyone asks of it, in the order of first asking."""
    targets: dict[str, tuple[Run, int]] = {}
    for run, epochs in asked:
        known = targets.get(run.id)
        targets[run.id] = (run, max(epochs, known[1]) if known else epochs)
    return dict(targets.values())


def confounds(dimension: str) -> tuple[str, ...]:
    """What one dimension alone cannot answer, a sentence each."""
    return {
        "optimizer": (
            "Every optimizer runs at the baseline's learning rate, which suits some better than others: this "
            "compares them at that rate, not at each one's best.",
        ),
        "batch_size": (
            "A larger batch makes fewer updates in the same epochs: differences mix the batch size with the number "
            "of updates.",
        ),
        "loss": ("Loss values of different loss functions are not comparable; compare accuracies.",),
        "epochs": (
            "The values are points along the same runs, so they are not independent: a later point continues an "
            "earlier one.",
        ),
    }.get(dimension, ())


def describe(study: Study) -> dict[str, Any]:
    """The study as it is stored in `study.json`."""
    context = study.context
    train, validation, test = context.dataset.sizes
    return {
        "name": study.name,
        "kind": study.kind,
        "dimensions": list(study.dimensions),
        "network": context.network,
        "width": context.width,
        "precision": context.precision,
        "classes": list(context.dataset.classes),
        "dataset": {
            "name": context.dataset.name,
            "digest": context.dataset.digest,
            "samples": context.dataset.samples,
            "train": train,
            "validation": validation,
            "test": test,
        },
        "seeds": list(study.seeds),
        "tuner": study.tuner,
        "warnings": list(study.warnings),
        "command": study.command,
        "commands": list(study.commands or ([study.command] if study.command else [])),
        "trials": [
            {"trial": trial_id(study, number), "values": one.values, **_runs(one)}
            for number, one in enumerate(study.trials)
        ],
    }


def _runs(trial: Trial) -> dict[str, Any]:
    return {"seeds": [run.seed for run in trial.runs], "runs": [run.id for run in trial.runs]}


def trial_id(study: Study, number: int) -> str:
    """Keras-Tuner's id of a trial: its number, padded to the width of the largest."""
    return f"{number:0{study.digits or len(str(len(study.trials)))}d}"


def numbered(study: Study) -> Iterator[tuple[str, dict[str, Value]]]:
    """Id and values of each trial."""
    return ((trial_id(study, number), dict(one.values)) for number, one in enumerate(study.trials))


def title(values: Mapping[str, Value], dimensions: Iterable[str], joint: str = " ") -> str:
    """A trial by the values that vary: `learning_rate=0.001`, or several of them."""
    return joint.join(f"{name}={label(name, values[name])}" for name in dimensions)


def label(dimension: str, value: Value) -> str:
    """A value as people write it: `0.0001`, not `1e-04`."""
    if BY_NAME[dimension].kind is float:
        number = float(value)
        plain = number == 0 or 1e-6 <= abs(number) < 1e6
        return np.format_float_positional(number, trim="-") if plain else f"{value:g}"
    return str(value)
