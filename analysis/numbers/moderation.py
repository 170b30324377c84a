"""What the comparisons of a chapter know together about the spread of one. Pure.

Three seeds tell little about the spread of a difference: two degrees of freedom. The other comparisons of the same
network, data and epochs tell more. So the variance of a comparison is moderated: it is mixed with a variance typical
of all (Smyth 2004, Linear models and empirical Bayes methods, 3 and 6.2), which counts as `freedom` degrees of
freedom more.

Two guards are ours; `python -m benchmarks.verdicts` shows what they are for. A comparison that varies more than the
typical one keeps its own variance. And what is borrowed is bounded: a typical variance that few comparisons tell of,
or that does not fit all of them, must not decide. No variance lies below what the number of pictures can show.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

MOST_FREEDOM = 2.5  # degrees of freedom that are borrowed at most
COMPARISONS_A_DEGREE = 5  # comparisons that it takes to lend one


@dataclass(frozen=True)
class Prior:
    """The variance of a typical comparison, the degrees of freedom it counts for, and the least there can be.

    Variances are of paired differences of accuracy (0..1).
    """

    variance: float = 0.0
    freedom: float = 0.0
    least: float = 0.0


ALONE = Prior()  # a comparison that borrows nothing


def shared_prior(variances: ArrayLike, freedom: ArrayLike, least: float = 0.0) -> Prior:
    """The prior that a chapter's comparisons share.

    Args:
        variances: of the differences from seed to seed, one a comparison.
        freedom: degrees of freedom of each, pairs less one.
        least: see `resolution`.
    """
    variance, given = fit(np.asarray(variances, float)[None], np.asarray(freedom, float)[None], least)
    return Prior(float(variance[0]), float(given[0]), least)


def fit(
    variances: NDArray[np.float64], freedom: NDArray[np.float64], least: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Variance and bounded degrees of freedom of the prior, by the moments of the log variances (Smyth 2004, 6.2).

    Args:
        variances: shape (chapters, comparisons).
        freedom: degrees of freedom, of a shape that fits; 0 where a comparison has no variance.

    Returns:
        Two arrays of shape (chapters,). Fewer than two comparisons lend nothing.
    """
    freedom = np.broadcast_to(freedom, variances.shape)
    told = (freedom > 0) & np.isfinite(variances)
    count = told.sum(-1)
    half = np.where(told, freedom, 2) / 2
    logs = np.log(np.maximum(np.where(told, variances, 1), max(least, 1e-12)))
    logs += np.log(half) - special.digamma(half)
    mean = _mean(logs, told)
    excess = _mean((logs - mean[..., None]) ** 2 * _sample(count)[..., None] - special.polygamma(1, half), told)
    fitted = np.where(excess > 0, 2 * _inverse_trigamma(np.where(excess > 0, excess, 1)), 1e6)
    variance = np.exp(mean + special.digamma(fitted / 2) - np.log(fitted / 2))
    bound = np.minimum(MOST_FREEDOM, count / COMPARISONS_A_DEGREE)
    return np.where(count > 1, variance, 0), np.where(count > 1, np.minimum(fitted, bound), 0)


def moderated(variance: ArrayLike, freedom: ArrayLike, prior: Prior) -> NDArray[np.float64]:
    """The variance of a comparison in the light of the others; it has `freedom` + `prior.freedom` degrees of freedom.

    The larger of its own and the mixed one.
    """
    own, degrees = np.asarray(variance, float), np.asarray(freedom, float)
    mixed = (prior.freedom * prior.variance + degrees * own) / (prior.freedom + degrees)
    larger: NDArray[np.float64] = np.maximum(np.maximum(own, mixed), prior.least)
    return larger


def resolution(pictures: int) -> float:
    """The variance that rounding to whole pictures alone gives a difference of two accuracies (0..1)."""
    return 2 * rounding(pictures)


def rounding(pictures: int) -> float:
    """The variance that rounding to whole pictures alone gives an accuracy (0..1).

    An accuracy is a multiple of 1 / `pictures`; what is rounded to a step varies by a twelfth of its square
    (Sheppard 1898). Seeds that agree to the last picture agree by luck.
    """
    return 1 / 12 / pictures**2 if pictures > 0 else 0.0


def _mean(values: NDArray[np.float64], told: NDArray[np.bool_]) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = np.where(told, values, 0).sum(-1) / np.maximum(told.sum(-1), 1)
    return mean


def _sample(count: NDArray[np.int_]) -> NDArray[np.float64]:
    """What makes a mean of squares a sample variance."""
    return count / np.maximum(count - 1, 1)


def _inverse_trigamma(wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """The x whose trigamma is `wanted`, by Newton's method on its reciprocal (Smyth 2004, appendix)."""
    wanted = np.clip(wanted, 1e-6, 1e7)
    x = 0.5 + 1 / wanted
    for _ in range(30):
        trigamma = special.polygamma(1, x)
        x = x + trigamma * (1 - trigamma / wanted) / special.polygamma(2, x)
    return x
