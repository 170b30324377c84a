"""Comparing trainings that nobody gave seeds: none belong together, so their means are compared. Pure."""

import math
from collections.abc import Sequence

import numpy as np

from analysis.numbers.statistics import ANYTHING, LEVEL, Comparison, Estimate, cut, estimate, p_value, quantile


def unpaired(values: Sequence[float], reference: Sequence[float], within: tuple[float, float] = ANYTHING) -> Comparison:
    """Welch's t-test (Welch 1947, Biometrika 34), which lets the two spread differently.

    Args:
        within: what a difference can be.

    Returns:
        The difference of the means. Its `n` is the smaller number of the two, its `sd` that of as many pairs.
    """
    own, other = estimate(values), estimate(reference)
    n, mean = min(own.n, other.n), own.mean - other.mean
    if n < 2:
        return Comparison(Estimate(n, mean, math.nan, math.nan, math.nan), math.nan, 0)
    parts = np.array([own.sd**2 / own.n, other.sd**2 / other.n])
    total = float(parts.sum())
    freedom = total**2 / float((parts**2 / [own.n - 1, other.n - 1]).sum()) if total else float(n - 1)
    half = quantile((1 + LEVEL) / 2, freedom) * math.sqrt(total)
    found = Estimate(n, mean, mean - half, mean + half, math.sqrt(total * n), freedom)
    return Comparison(cut(found, within), p_value(found), 0)
