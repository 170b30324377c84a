"""Intervals over seeds and pictures at once: both are drawn from many, and cross each other. Pure.

A table of seeds and pictures is one of two crossed random effects (Searle, Casella, McCulloch, Variance Components,
1992, 4.3 and 5). The variance of its mean is estimated by the mean squares, its degrees of freedom by Satterthwaite
(1946). One guard is ours: no interval is narrower than that over seeds alone, which the approximation would allow where
seeds are few. `python -m benchmarks.two_way` shows that it covers.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.numbers import statistics
from analysis.numbers.answers.study_answers import StudyAnswers
from analysis.numbers.moderation import ALONE, Prior, moderated
from analysis.numbers.statistics import Estimate


@dataclass(frozen=True)
class MeanSquares:
    """Mean squares of a table (seeds, pictures): between seeds, between pictures, and what neither explains."""

    seeds: float
    pictures: float
    rest: float


def mean_squares(table: np.ndarray) -> MeanSquares:
    """Of a table of at least two seeds and two pictures."""
    seeds, pictures = table.shape
    mean, by_seed, by_picture = table.mean(), table.mean(axis=1), table.mean(axis=0)
    total = float(((table - mean) ** 2).sum())
    of_seeds = pictures * float(((by_seed - mean) ** 2).sum())
    of_pictures = seeds * float(((by_picture - mean) ** 2).sum())
    freedom = (seeds - 1) * (pictures - 1)
    rest = max(total - of_seeds - of_pictures, 0.0) / freedom
    return MeanSquares(of_seeds / (seeds - 1), of_pictures / (pictures - 1), rest)


def over_seeds_and_pictures(
    table: np.ndarray, prior: Prior = ALONE, within: tuple[float, float] = statistics.DIFFERENCE
) -> Estimate:
    """The mean of a table, with its interval over other seeds and other pictures.

    Args:
        table: a number a seed and picture, `(seeds, pictures)`: 1 where a picture was named rightly and 0 elsewhere, or
            the difference of two such.
        prior: what is known of the variance of the seeds' means.
        within: what the mean can be.

    Returns:
        Limits are NaN with fewer than two seeds or pictures. `sd` is that of the mean times the root of `n`.
    """
    seeds, pictures = table.shape
    if seeds < 1 or pictures < 1:
        return NOTHING
    mean = float(table.mean())
    if seeds < 2 or pictures < 2:
        return Estimate(seeds, mean, math.nan, math.nan, math.nan)
    found = mean_squares(table)
    own, freedom = found.seeds / pictures, seeds - 1 + prior.freedom
    of_seeds = float(moderated(own, seeds - 1, prior)) / seeds
    of_pictures = max(found.pictures - found.rest, 0.0) / (seeds * pictures)
    variance = of_seeds + of_pictures
    if variance == 0:
        return Estimate(seeds, mean, mean, mean, 0.0, freedom)
    uncertain = of_seeds**2 / freedom
    uncertain += (found.pictures / (seeds * pictures)) ** 2 / (pictures - 1)
    uncertain += (found.rest / (seeds * pictures)) ** 2 / ((seeds - 1) * (pictures - 1))
    both = max(variance**2 / uncertain, freedom)
    half = max(_half(variance, both), _half(of_seeds, freedom))
    return statistics.cut(Estimate(seeds, mean, mean - half, mean + half, math.sqrt(variance * seeds), both), within)


def _half(variance: float, freedom: float) -> float:
    return statistics.quantile((1 + statistics.LEVEL) / 2, freedom) * math.sqrt(variance)


def with_pictures(table: pd.DataFrame, answers: StudyAnswers, reference: str | None, prior: Prior) -> pd.DataFrame:
    """The table of a study with the limits over seeds and pictures; unchanged where no run has answers.

    Args:
        table: a row a value, as `summary.value_table`.

    Returns:
        The table and `val_acc_both_low`, `val_acc_both_high` (shares), `difference_both_low` and `difference_both_high`
        (percentage points, of the comparison with the reference).
    """
    if not answers.said or table.empty:
        return table
    own = [over_seeds_and_pictures(answers.right(value), within=statistics.SHARE) for value in table["value"]]
    found = table.assign(val_acc_both_low=[one.low for one in own], val_acc_both_high=[one.high for one in own])
    if reference is None or reference not in answers.said:
        return found
    apart = [
        over_seeds_and_pictures(answers.difference(value, reference), prior) if value != reference else NOTHING
        for value in table["value"]
    ]
    low, high = (
        [100 * limit for limit in limits] for limits in zip(*((one.low, one.high) for one in apart), strict=True)
    )
    return found.assign(difference_both_low=low, difference_both_high=high)


NOTHING = Estimate(0, math.nan, math.nan, math.nan, math.nan)
