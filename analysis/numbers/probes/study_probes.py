"""What was measured in the runs of a study, after the epochs at which the study reads them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd

from analysis.numbers import trials
from analysis.numbers.answers.stored import StoredAnswers
from analysis.numbers.frames import records
from analysis.numbers.probes.measured import Measured, measured
from studies.plan.study_record import StudyRecord
from studies.system.errors import UsageError


@dataclass(frozen=True)
class StudyProbes:
    """By value the runs with probes, in the order of the study.

    `total` runs have a result; `refused` are the ids of those whose probes cannot be used.
    """

    runs: Mapping[str, list[Measured]]
    total: int
    refused: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(map(len, self.runs.values()))


def gather(study: StudyRecord, rows: pd.DataFrame, stored: StoredAnswers) -> StudyProbes:
    """The probes of the runs that have a result.

    Args:
        rows: a row a value and seed: value, run, the epoch that was read, and val_acc.
    """
    chance, guessing = trials.chance(study), trials.guessing(study)
    found: dict[str, list[Measured]] = {}
    refused: list[str] = []
    for row in records(rows[["value", "run", "epoch", "val_acc"]]):
        try:
            probes = stored.probes(str(row["run"]))
        except UsageError:
            refused.append(str(row["run"]))
            continue
        if probes is None:
            continue
        one = measured(probes, int(row["epoch"]), float(row["val_acc"]), chance, guessing)
        if one is None:
            continue
        alike = found.setdefault(str(row["value"]), [])
        if alike and alike[0].names != one.names:
            refused.append(str(row["run"]))  # runs of a value have one network
        else:
            alike.append(one)
    return StudyProbes(found, len(rows), tuple(dict.fromkeys(refused)))


Column = tuple[str, str]  # what is shown, and of which layer
SHOWN = ("why_gradient", "why_update", "why_dead", "why_spread", "why_wrong")  # in the order of a table


def summary(runs: Sequence[Measured]) -> dict[Column, float]:
    """What a table shows of the runs of one value, after their last epoch: means over the runs.

    Gradient norms and spreads are those of the first and the last layer, the update is the median layer's, the dead
    units those of the layer with most.
    """
    kernels, activations = runs[0].layers("gradient"), runs[0].layers("spread")
    columns: dict[Column, Callable[[Measured], float]] = {}
    if kernels:
        columns[("why_gradient", kernels[0])] = lambda run: float(run.of("gradient")[-1, 0])
        columns[("why_gradient", kernels[-1])] = lambda run: float(run.of("gradient")[-1, -1])
        columns[("why_update", "")] = lambda run: float(np.median(run.of("update")[-1]))
    if activations:
        columns[("why_dead", "")] = lambda run: float(run.of("dead")[-1].max())
        columns[("why_spread", activations[0])] = lambda run: float(run.of("spread")[-1, 0])
        columns[("why_spread", activations[-1])] = lambda run: float(run.of("spread")[-1, -1])
    columns[("why_wrong", "")] = lambda run: float(run.of("sure_wrong")[-1].max(initial=0))
    return {column: float(np.mean([number(run) for run in runs])) for column, number in columns.items()}


def columns_of(rows: Iterable[Mapping[Column, float]]) -> list[Column]:
    """The columns of a table with these rows (`summary`): values whose layers differ have others."""
    return sorted(dict.fromkeys(chain.from_iterable(rows)), key=lambda column: SHOWN.index(column[0]))


def shown(layer: str) -> str:
    """A layer as people read it: of an activation, what it belongs to."""
    return layer.removesuffix("_act")
