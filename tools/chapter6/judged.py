"""Whether our seeds say what the original's single runs say. Pure.

Levels do not compare: the two trained on differently many pictures. What compares is how far a value lies from its
baseline, and what is asked is whether one run more of ours, beside the original's baseline, could lie where its does.
That is a prediction interval for one new run (Hahn, Meeker 1991, 4.3). The run's spread is pooled over our seeds of the
value and the original's repeats of its baseline; each mean adds its own, for ours vary otherwise than the original's.
Degrees of freedom after Welch and Satterthwaite.
"""

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.numbers import statistics
from analysis.numbers.curves import lottery
from analysis.numbers.summary import POINT
from tools.chapter6.original import CHANCE, Noise, Published

Seeds = Mapping[str, Sequence[float]]  # by value the accuracies (0..1) of our seeds


@dataclass(frozen=True)
class Judged:
    """One figure of the original beside ours.

    Attributes:
        ours: the mean over our seeds, with its interval.
        original_points, our_points: how far the value lies from its baseline, in percentage points.
        low, high: where one run more would lie, in points from the baseline; NaN where our seeds cannot say.
        verdict: `reference`, `agrees`, `differs` or `cannot`.
        reason: a key of the languages' words.
    """

    published: Published
    ours: statistics.Estimate
    original_points: float
    our_points: float
    low: float
    high: float
    verdict: str
    reason: str


def judge(
    study: Sequence[Published], noise: Noise, seeds: Seeds, pictures: int, lagging: Collection[str] = ()
) -> list[Judged]:
    """Each figure of one study, in its order.

    Args:
        seeds: of our study; empty where it is not trained.
        pictures: that validate ours: so many decide which of its seeds only guess.
        lagging: our values whose validation lags behind what they learned.
    """
    baseline = next(list(seeds.get(one.value, ())) for one in study if one.is_baseline)
    floor = CHANCE + statistics.noise_floor(CHANCE, pictures)
    return [_judged(one, noise, list(seeds.get(one.value, ())), baseline, floor, one.value in lagging) for one in study]


def _judged(one: Published, noise: Noise, own: list[float], baseline: list[float], floor: float, lags: bool) -> Judged:
    original = (one.accuracy - noise.mean) / POINT
    ours = statistics.estimate(own, within=statistics.SHARE)
    difference = (ours.mean - statistics.estimate(baseline).mean) / POINT
    reach = _reach(own, baseline, noise.repeats) / POINT if min(len(own), len(baseline)) > 1 else math.nan
    low, high = difference - reach, difference + reach
    guessing = sum(reached <= floor for reached in own)
    below = statistics.estimate(baseline).mean + original * POINT < CHANCE
    plain = _of_levels(one, guessing, ours.n, lags, below)
    verdict, reason = plain or _verdict(noise, original, low, high)
    return Judged(one, ours, original, difference, low, high, verdict, reason)


def _reach(own: Sequence[float], baseline: Sequence[float], repeats: Sequence[float]) -> float:
    """How far one run's distance from the original's baseline may lie from the distance of our means, at 95 %."""
    spreads = [(float(np.var(one, ddof=1)), len(one) - 1) for one in (own, baseline, repeats)]
    of_means = [(spread / (free + 1), free) for spread, free in spreads]
    pooled = sum(spread * free for spread, free in (spreads[0], spreads[2]))
    runs_free = spreads[0][1] + spreads[2][1]
    terms = [(pooled / runs_free, runs_free), *of_means]
    variance = sum(term for term, _ in terms)
    freedom = variance**2 / sum(term**2 / free for term, free in terms)
    return statistics.quantile((1 + statistics.LEVEL) / 2, freedom) * math.sqrt(variance)


def _of_levels(one: Published, guessing: int, n: int, lags: bool, below: bool) -> tuple[str, str] | None:
    """What is said without distances: of a figure that only guesses, of ours that lags, and where ours would have to
    fall below guessing (`below`) to be as far from its baseline. `guessing` of our `n` seeds only guess."""
    if one.is_baseline:
        return "reference", "reference"
    if n < 2:
        return "cannot", "one_seed" if n else "untrained"
    if one.guessed:
        if 0 < guessing < n:
            return "cannot", "some_guess"
        return ("agrees", "guessed") if guessing else ("differs", "learns")
    if lags:
        return "cannot", "lagging"
    return ("cannot", "floor") if below else None


def _verdict(noise: Noise, original: float, low: float, high: float) -> tuple[str, str]:
    if math.isnan(low):
        return "cannot", "one_seed"
    if not low <= original <= high:
        if low <= 0 <= high:
            return "differs", "no_side"
        return "differs", "same_side" if (original > 0) == (low > 0) else "other_side"
    if low <= 0 <= high and abs(original) * POINT > noise.difference:
        return "cannot", "wide"
    return "agrees", "inside"


@dataclass(frozen=True)
class Ranks:
    """The order of a study's values.

    Attributes:
        original, ours: the values, the best first; of equal ones the earlier in the study.
        same: whether our best value is the original's, or one of its equals.
        tau: Kendall's, of the two orders; 1 is the same, 0 none.
        others: how often (0..1) one run a value of ours names another winner than all seeds; over all draws.
    """

    original: list[str]
    ours: list[str]
    same: bool
    tau: float
    others: float


def ranks(study: Sequence[Published], seeds: Seeds) -> Ranks | None:
    """None where fewer than two of the values are trained."""
    common = [one for one in study if len(seeds.get(one.value, ()))]
    if len(common) < 2:
        return None
    means = {one.value: float(np.mean(seeds[one.value])) for one in common}
    first = [one.value for one in sorted(common, key=lambda one: -one.accuracy)]
    second = sorted(means, key=lambda value: -means[value])
    tau = stats.kendalltau([one.accuracy for one in common], list(means.values())).statistic
    winner, *others = second
    same = next(one.accuracy for one in common if one.value == winner) == max(one.accuracy for one in common)
    named = lottery.share_naming(seeds[winner], [seeds[value] for value in others])
    return Ranks(first, second, same, float(tau), 1 - named)


def tau_of_draws(study: Sequence[Published], seeds: Seeds) -> tuple[float, float, float]:
    """Kendall's tau of the original's order with that of one run a value of ours: its mean, least and most over all
    draws."""
    common = [one for one in study if len(seeds.get(one.value, ()))]
    published = [one.accuracy for one in common]
    draws = itertools.product(*(seeds[one.value] for one in common))
    found = [float(stats.kendalltau(published, draw).statistic) for draw in draws]
    return float(np.mean(found)), min(found), max(found)
