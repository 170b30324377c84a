"""How alike runs answer: two seeds of one value, and two values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.numbers.answers.study_answers import StudyAnswers

SHUFFLES = 999  # how often values are shuffled among runs
MOST_RUNS = 300  # beyond it every pair would take long


@dataclass(frozen=True)
class Agreement:
    """The share of pictures that two runs name alike: of one value, and of two values.

    `p` is the chance that shuffling values among runs sets these two as far apart.
    """

    within: float
    between: float
    p: float
    runs: int


def agreement(answers: StudyAnswers, values: Sequence[str]) -> Agreement | None:
    """Over all pairs of runs; None without two values of which one has two seeds.

    A permutation test (Anderson 2001, a distance-based test of groups) with a fixed seed of its own.
    """
    group = [place for place, value in enumerate(values) for _ in answers.said.get(value, {})]
    runs = [said for value in values for said in answers.said.get(value, {}).values()]
    if len(set(group)) < 2 or len(runs) == len(set(group)) or len(runs) > MOST_RUNS:
        return None
    upper = np.triu_indices(len(runs), 1)
    pairs = np.array([np.mean(runs[one] == runs[other]) for one, other in zip(*upper, strict=True)])
    groups = np.array(group)
    within, between = _means(pairs, groups, upper)
    rng = np.random.Generator(np.random.PCG64(0))
    shuffled = [_means(pairs, rng.permutation(groups), upper) for _ in range(SHUFFLES)]
    as_far = sum(one - other >= within - between - 1e-12 for one, other in shuffled)
    return Agreement(within, between, (as_far + 1) / (SHUFFLES + 1), len(runs))


def _means(pairs: np.ndarray, groups: np.ndarray, upper: tuple[np.ndarray, ...]) -> tuple[float, float]:
    same = groups[upper[0]] == groups[upper[1]]
    return float(pairs[same].mean()), float(pairs[~same].mean())
