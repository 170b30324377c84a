"""Intervals, paired comparisons and what a study could have seen. Pure; accuracies go in as they are, 0..1.

Seeds are paired: seed k gives every value of a study the same data order and, unless the initializer itself varies,
the same initial weights. Values are compared within a seed, which takes the seeds' common luck out of the difference.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.numbers.moderation import ALONE, Prior, moderated
from studies.plan.looks import ERROR

LEVEL = 0.95  # of every interval
ALPHA = ERROR  # of every verdict, after its look's weight and Holm's adjustment
POWER = 0.8  # of "could have seen" (Cohen 1988, 2.4)
MOST_SEEDS = 200  # beyond it "more seeds" is no advice

# What a number can be. An interval ends there: nothing outside can be the truth, so it covers no less.
SHARE = (0.0, 1.0)  # an accuracy, or how far apart two are
DIFFERENCE = (-1.0, 1.0)  # of two accuracies
AMOUNT = (0.0, math.inf)  # a loss, a time
ANYTHING = (-math.inf, math.inf)


@dataclass(frozen=True)
class Estimate:
    """A mean over seeds with its Student-t interval; NaN limits where one seed gives none.

    `freedom` are the degrees of freedom of `sd`: n - 1, and what a comparison borrowed.
    """

    n: int
    mean: float
    low: float
    high: float
    sd: float
    freedom: float = math.nan


@dataclass(frozen=True)
class Comparison:
    """A value against the reference over the seeds both have; differences in the metric's own unit."""

    estimate: Estimate
    p: float
    ahead: int  # seeds in which the value beat the reference; a tie is none


def estimate(
    values: ArrayLike, level: float = LEVEL, within: tuple[float, float] = ANYTHING, least: float = 0.0
) -> Estimate:
    """Mean and Student-t interval of independent values (Student 1908); numbers that are not finite do not count.

    Args:
        within: what the mean can be.
        least: the least variance there can be (`moderation.rounding`).
    """
    finite = np.asarray(values, float)
    finite = finite[np.isfinite(finite)]
    n = len(finite)
    if n == 0:
        return Estimate(0, math.nan, math.nan, math.nan, math.nan)
    mean = float(finite.mean())
    if n == 1:
        return Estimate(1, mean, math.nan, math.nan, math.nan)
    return cut(_around(mean, max(float(finite.std(ddof=1)), math.sqrt(least)), n, n - 1, level), within)


def _around(mean: float, sd: float, n: int, freedom: float, level: float) -> Estimate:
    half = quantile((1 + level) / 2, freedom) * sd / math.sqrt(n)
    return Estimate(n, mean, mean - half, mean + half, sd, freedom)


def cut(found: Estimate, within: tuple[float, float]) -> Estimate:
    """The estimate with an interval that ends where the number does; limits that are none stay none."""
    if math.isnan(found.low):
        return found
    least, most = within
    return replace(found, low=max(found.low, least), high=min(found.high, most))


def paired(
    values: Sequence[float],
    reference: Sequence[float],
    prior: Prior = ALONE,
    within: tuple[float, float] = ANYTHING,
) -> Comparison:
    """The paired t-test of `values` against `reference`, moderated by what is known of such differences' spread.

    Args:
        values: a number a seed.
        reference: as many, in the same order of seeds. A pair with a number that is not finite does not count.
        prior: of the variance, in the square of the numbers' unit.
        within: what a difference can be.
    """
    difference = np.asarray(values, float) - np.asarray(reference, float)
    difference = difference[np.isfinite(difference)]
    found = estimate(difference)
    if found.n > 1:
        sd = math.sqrt(float(moderated(found.sd**2, found.freedom, prior)))
        found = _around(found.mean, sd, found.n, found.freedom + prior.freedom, LEVEL)
    return Comparison(cut(found, within), p_value(found), int((difference > 0).sum()))


def p_value(found: Estimate) -> float:
    """Two-sided p of `mean = 0`; NaN with one seed. Seeds that all agree exactly decide without noise."""
    if found.n < 2:
        return math.nan
    if found.sd < 1e-12:  # differences of equal numbers: rounding is no spread
        return 1.0 if abs(found.mean) < 1e-12 else 0.0
    return two_sided(found.mean / found.sd * math.sqrt(found.n), found.freedom)


def holm(p: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment (Holm 1979), in the order given. NaN is no test and counts for nothing."""
    values = np.asarray(p, float)
    tested = np.flatnonzero(np.isfinite(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    factors = len(order) - np.arange(len(order))
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(values[order] * factors)) if len(order) else []
    return [float(value) for value in adjusted]


def smallest_detectable(sd: float, n: int, tests: float = 1, borrowed: float = 0) -> float:
    """The true paired difference that `n` seeds would show with 80 % power.

    `sd` is the standard deviation of the paired differences, `borrowed` its degrees of freedom beyond n - 1. The test
    is two-sided at ALPHA / `tests`, Holm's first and hardest step. Power by the noncentral t distribution, as in
    statsmodels' TTestPower.
    """
    if n < 2 or not math.isfinite(sd):
        return math.nan
    return sd * _detectable_effect(n, n - 1 + borrowed, ALPHA / max(tests, 1))


@lru_cache(maxsize=1024)
def _detectable_effect(n: int, freedom: float, alpha: float) -> float:
    """The difference in standard deviations that a paired t-test shows with POWER; bisection, power is monotone."""
    critical, low, high = quantile(1 - alpha / 2, freedom), 0.0, 1.0
    while _power(high, n, freedom, critical) < POWER:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _power(middle, n, freedom, critical) < POWER else (low, middle)
    return high


def _power(effect: float, n: int, freedom: float, critical: float) -> float:
    """The chance of |t| above `critical`. The far tail, under 1e-3 here, is left out as in most power tables."""
    return float(1 - special.nctdtr(freedom, effect * math.sqrt(n), critical))


def seeds_to_decide(mean: float, sd: float, n: int, band: float, tests: float = 1, borrowed: float = 0) -> int | None:
    """How many seeds would decide if mean and spread stayed as they are; None when MOST_SEEDS would not.

    Decided is clear (p below ALPHA / `tests`, Holm's hardest step) or equivalent (interval inside +-`band`).
    """
    for more in range(max(n + 1, 2), MOST_SEEDS + 1):
        spread, freedom = sd / math.sqrt(more), more - 1 + borrowed
        clear = quantile(1 - ALPHA / max(tests, 1) / 2, freedom) * spread < abs(mean)
        equivalent = abs(mean) + quantile((1 + LEVEL) / 2, freedom) * spread <= band
        if clear or equivalent:
            return more
    return None


def wilson(share: float, pictures: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a share of so many pictures (Wilson 1927). Unlike Wald's it has a width at 0 and at 1."""
    if pictures <= 0 or not 0 <= share <= 1:
        return math.nan, math.nan
    z = float(special.ndtri((1 + level) / 2))
    middle = (share + z * z / (2 * pictures)) / (1 + z * z / pictures)
    half = z / (1 + z * z / pictures) * math.sqrt(share * (1 - share) / pictures + (z / (2 * pictures)) ** 2)
    return 0.0 if share == 0 else middle - half, 1.0 if share == 1 else middle + half


def noise_floor(accuracy: float, pictures: int, level: float = LEVEL) -> float:
    """Half the binomial interval of an accuracy measured on `pictures` pictures (normal approximation, Wald)."""
    if pictures <= 0 or not 0 <= accuracy <= 1:
        return math.nan
    return float(special.ndtri((1 + level) / 2)) * math.sqrt(accuracy * (1 - accuracy) / pictures)


@lru_cache(maxsize=8192)
def quantile(probability: float, freedom: float) -> float:
    """The quantile of Student's t distribution."""
    return float(special.stdtrit(freedom, probability))


def two_sided(t: float, freedom: float) -> float:
    """The p of a t this far from 0, either way."""
    return float(2 * special.stdtr(freedom, -abs(t)))
