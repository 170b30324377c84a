"""What the original student app published of its GoogLeNet (`docs/chapter6/original.csv`): one run a value."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from analysis.numbers import statistics
from hypermodels.dimensions import BASELINE, BY_NAME
from tools.chapter6 import CHAPTER

FIGURES = CHAPTER / "original.csv"
NETWORK, DATASET = "googlenet", "cifar10"
TEST_PICTURES, CLASSES = 10_000, 10  # its accuracies are of the test set, which was its validation set
CHANCE = 1 / CLASSES


@dataclass(frozen=True)
class Published:
    """One figure: the accuracy (0..1) of one run.

    `cause` names what is known to be wrong with it; empty where nothing is.
    """

    dimension: str
    value: str
    accuracy: float
    cause: str

    @property
    def is_baseline(self) -> bool:
        return self.value == str(BASELINE[self.dimension])

    @property
    def guessed(self) -> bool:
        """Whether it is no better than guessing, on so many pictures."""
        return self.accuracy - CHANCE <= statistics.noise_floor(CHANCE, TEST_PICTURES)


@dataclass(frozen=True)
class Noise:
    """How much its runs vary that differ in nothing: each of its studies trained the baseline once more.

    Attributes:
        repeats: their accuracies (0..1).
        difference: how far apart (0..1) two single runs may lie by luck alone, at 95 %.
    """

    repeats: tuple[float, ...]
    mean: float
    sd: float
    difference: float


def read(path: Path = FIGURES) -> list[Published]:
    """The figures, in the order of the file: a study after another."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Published(r["dimension"], r["value"], float(r["val_acc"]), r["cause"]) for r in csv.DictReader(file)]


def studies(rows: Sequence[Published]) -> dict[str, list[Published]]:
    """The figures by dimension."""
    names = dict.fromkeys(one.dimension for one in rows)
    return {name: [one for one in rows if one.dimension == name] for name in names}


def noise(rows: Sequence[Published]) -> Noise:
    found = statistics.estimate([one.accuracy for one in rows if one.is_baseline])
    reach = statistics.quantile((1 + statistics.LEVEL) / 2, found.freedom) * found.sd * math.sqrt(2)
    return Noise(tuple(one.accuracy for one in rows if one.is_baseline), found.mean, found.sd, reach)


def comparisons(study: Sequence[Published]) -> list[tuple[Published, Published]]:
    """What a reader of the study compares: each value with the baseline, and along an axis with its neighbour."""
    beside = list(pairwise(study)) if BY_NAME[study[0].dimension].kind is not str else []
    return [pair for pair in combinations(study, 2) if pair in beside or any(one.is_baseline for one in pair)]
