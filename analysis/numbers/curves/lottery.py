"""The lottery of one run a value: how often it would have named the same winner. Exact over all draws. Pure."""

from collections.abc import Sequence

import numpy as np


def share_naming(winner: Sequence[float], others: Sequence[Sequence[float]]) -> float:
    """The chance that one run drawn of `winner`'s is the best of one run drawn of each value's, all draws alike.

    Of equal best ones each is named equally often. Every combination of seeds is counted: seeds of different values are
    drawn by themselves, as by people who each train once.

    Args:
        winner: accuracies of a value's seeds.
        others: those of every other value.
    """
    return float(np.mean([_named(np.asarray(one, float), others) for one in winner]))


def _named(accuracy: np.ndarray, others: Sequence[Sequence[float]]) -> float:
    """The chance that a run of this accuracy is named: `ties[k]` is that of k others being equal and none better."""
    ties = np.ones(1)
    for seeds in others:
        below = float(np.mean(np.asarray(seeds) < accuracy))
        equal = float(np.mean(np.asarray(seeds) == accuracy))
        ties = np.convolve(ties, (below, equal))
    return float((ties / np.arange(1, len(ties) + 1)).sum())
