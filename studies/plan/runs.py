"""What a training run is, as data. Pure: nothing in this room reads a file or imports Keras."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypermodels.dimensions import Dimension, Value, identifying
from hypermodels.own import rows
from hypermodels.own.file import OwnNetwork
from studies.data.dataset_ref import DatasetRef

PRECISIONS = ("float32", "mixed_bfloat16", "mixed_float16")


@dataclass(frozen=True)
class Context:
    """What all runs of a study share: the network as it is built, the pictures and the precision."""

    network: str
    fingerprint: str
    width: float
    dataset: DatasetRef
    precision: str
    own: OwnNetwork | None = None  # the user's, where the network is none of the five

    @property
    def table(self) -> dict[str, Dimension]:
        """The dimensions by name, the network's own after the table's."""
        return rows.table(self.own.dimensions if self.own else ())

    @property
    def baseline(self) -> dict[str, Value]:
        """The baseline's value of each dimension."""
        return rows.filled({}, self.table)

    def complete(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """One value for each dimension: `values`, and the baseline of those that they do not name."""
        return rows.filled(values, self.table)


@dataclass(frozen=True)
class Run:
    """One training trajectory. `epochs` is not among its values: it only says how far along it one looks.

    `horizon` is the epoch that its schedule aims at; None where the rate is constant, and any epoch may be the last.
    """

    context: Context
    values: tuple[tuple[str, Value], ...]
    seed: int
    horizon: int | None = None

    def __hash__(self) -> int:
        return hash(self.id)  # as it is used, for 100,000 runs: their contexts are long, and the same

    @property
    def identity(self) -> dict[str, Any]:
        context = self.context
        return {
            "network": context.network,
            "width": context.width,
            "classes": len(context.dataset.classes),
            "model": context.fingerprint,
            **({"source": context.own.digest} if context.own else {}),
            "dataset": context.dataset.identity,
            "values": identifying(dict(self.values)),
            "seed": self.seed,
            "precision": context.precision,
            **({} if self.horizon is None else {"horizon": self.horizon}),
        }

    @cached_property
    def id(self) -> str:
        return identified(self.identity)

    @cached_property
    def configuration(self) -> dict[str, Value]:
        """A value for each dimension but `epochs`."""
        values = self.context.complete(dict(self.values))
        del values["epochs"]
        return values

    @cached_property
    def program(self) -> tuple[object, ...]:
        """Runs with an equal program can be trained by one built and traced model, one after the other."""
        table = self.context.table
        return (self.context, *(table[name].built_with(value) for name, value in self.configuration.items()))


def of_seeds(
    context: Context, values: tuple[tuple[str, Value], ...], seeds: Sequence[int], horizon: int | None
) -> tuple[Run, ...]:
    """The runs of one trajectory, a seed each. What their ids share is hashed once for all."""
    made = tuple(Run(context, values, seed, horizon) for seed in seeds)
    shared = {**Run(context, values, 0, horizon).identity, "seed": None}
    before, after = _text(shared).split('"seed": null')  # in a text it reads \"seed\", and no value is null
    begun = hashlib.sha256(before.encode())
    for run in made:
        hashed = begun.copy()
        hashed.update(f'"seed": {run.seed}{after}'.encode())
        vars(run)["id"] = _named(hashed.hexdigest())  # where the property keeps it
    return made


def identified(identity: Mapping[str, Any]) -> str:
    """The id of the run that an identity determines."""
    return _named(hashlib.sha256(_text(identity).encode()).hexdigest())


def _text(identity: Mapping[str, Any]) -> str:
    return json.dumps(identity, sort_keys=True)


def _named(digest: str) -> str:
    return digest[:16]


def furthest(pairs: Iterable[tuple[Run, int]]) -> dict[Run, int]:
    """The distinct runs, each with the last epoch anyone asks of it, in the order of first asking."""
    targets: dict[str, tuple[Run, int]] = {}
    for run, epochs in pairs:
        known = targets.get(run.id)
        targets[run.id] = (run, max(epochs, known[1]) if known else epochs)
    return dict(targets.values())
