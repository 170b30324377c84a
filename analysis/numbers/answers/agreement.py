"""How alike runs of two seeds answer: of one value, and of two. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.numbers.answers.study_answers import StudyAnswers
from analysis.numbers.statistics import ALPHA

SHUFFLES = 999  # how often values are exchanged among the runs of each seed
MOST_RUNS = 300  # beyond it every pair would take long


@dataclass(frozen=True)
class Agreement:
    """The share of pictures that runs of two seeds name alike: of one value, and of two values.

    `p` is the chance that exchanging the values within each seed sets these two as far apart.
    """

    within: float
    between: float
    p: float
    runs: int


def agreement(answers: StudyAnswers, values: Sequence[str]) -> Agreement | None:
    """Over all pairs of runs of two seeds; None where so few runs can be exchanged that no answer could be clear.

    Runs of one seed start alike and see the same pictures in the same order, so they agree more, whatever their values:
    they are no pair here, and values are exchanged within a seed alone. A permutation test in blocks (Anderson 2001, a
    distance-based test of groups, and its exchangeable units) with a fixed seed of its own.
    """
    known = [(place, seed, said) for place, value in enumerate(values) for seed, said in _runs(answers, value)]
    groups, seeds = (np.array([run[column] for run in known], int) for column in (0, 1))
    blocks = [np.flatnonzero(seeds == seed) for seed in np.unique(seeds)]
    if not 2 <= len(known) <= MOST_RUNS or 1 / _arrangements(map(len, blocks)) >= ALPHA:
        return None
    upper = np.triu_indices(len(known), 1)
    two_seeds = seeds[upper[0]] != seeds[upper[1]]
    first, second = upper[0][two_seeds], upper[1][two_seeds]
    alike = np.array([np.mean(known[one][2] == known[other][2]) for one, other in zip(first, second, strict=True)])

    def means(groups: np.ndarray) -> tuple[float, float]:
        same = groups[first] == groups[second]
        return float(alike[same].mean()), float(alike[~same].mean())

    if len(set(groups[first] == groups[second])) < 2:  # no value has two seeds, or there is one value
        return None
    within, between = means(groups)
    rng = np.random.Generator(np.random.PCG64(0))
    shuffled = [means(_exchanged(groups, blocks, rng)) for _ in range(SHUFFLES)]
    as_far = sum(one - other >= within - between - 1e-12 for one, other in shuffled)
    return Agreement(within, between, (as_far + 1) / (SHUFFLES + 1), len(known))


def _runs(answers: StudyAnswers, value: str) -> Sequence[tuple[int, np.ndarray]]:
    return sorted(answers.said.get(value, {}).items(), key=lambda run: run[0])


def _arrangements(counts: Iterable[int]) -> int:
    """In how many ways at most the runs of each seed, so many of each, can be exchanged and set values apart otherwise.

    Exchanging whole values changes nothing, which takes the largest seed's ways away.
    """
    return math.prod(sorted(map(math.factorial, counts))[:-1])


def _exchanged(groups: np.ndarray, blocks: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """The values, exchanged among the runs of each seed, whose places are a block."""
    exchanged = groups.copy()
    for block in blocks:
        exchanged[block] = rng.permutation(groups[block])
    return exchanged
