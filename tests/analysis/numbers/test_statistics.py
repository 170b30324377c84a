"""The statistics agree with scipy and statsmodels, and their intervals hold what they promise."""

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint

from analysis.numbers import effect_tables, moderation, statistics

SEEDS = (3, 5, 10)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20150321)


@pytest.mark.parametrize("n", SEEDS)
def test_the_interval_of_a_mean_is_scipys(n: int, rng: np.random.Generator) -> None:
    values = rng.normal(0.7, 0.02, n)
    low, high = stats.t.interval(0.95, n - 1, values.mean(), stats.sem(values))
    found = statistics.estimate(values)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize("n", SEEDS)
def test_between_93_and_97_percent_of_intervals_hold_the_true_mean(n: int, rng: np.random.Generator) -> None:
    samples = rng.normal(0.7, 0.02, (20_000, n))
    half = statistics.quantile(0.975, n - 1) * samples.std(axis=1, ddof=1) / math.sqrt(n)
    found = statistics.estimate(samples[0])
    assert found.high - found.mean == pytest.approx(half[0])  # the simulated interval is the reported one
    assert 0.93 < np.mean(np.abs(samples.mean(axis=1) - 0.7) < half) < 0.97


@pytest.mark.parametrize("n", SEEDS)
def test_between_93_and_97_percent_of_paired_intervals_hold_the_true_difference(
    n: int, rng: np.random.Generator
) -> None:
    luck = rng.normal(0, 0.05, (2000, n))  # what a seed does to both values cancels
    one, other = luck + rng.normal(0.72, 0.01, (2000, n)), luck + rng.normal(0.70, 0.01, (2000, n))
    found = [statistics.paired(list(a), list(b)).estimate for a, b in zip(one, other, strict=True)]
    assert 0.93 < np.mean([each.low < 0.02 < each.high for each in found]) < 0.97


def test_seaborns_bootstrap_would_not_hold_it_at_three_seeds(rng: np.random.Generator) -> None:
    """Why intervals are Student's and not seaborn's errorbar=("ci", 95)."""
    samples = rng.normal(0, 1, (1000, 3))
    means = samples[:, rng.integers(0, 3, (1000, 3))].mean(axis=2)  # (samples, resamples)
    low, high = np.percentile(means, (2.5, 97.5), axis=1)
    assert np.mean((low < 0) & (high > 0)) < 0.85


@pytest.mark.parametrize("n", SEEDS)
def test_the_paired_test_is_scipys(n: int, rng: np.random.Generator) -> None:
    one, other = rng.normal(0.7, 0.02, n), rng.normal(0.69, 0.02, n)
    assert statistics.paired(list(one), list(other)).p == pytest.approx(stats.ttest_rel(one, other).pvalue)


def test_only_seeds_both_have_are_paired() -> None:
    found = statistics.paired([0.5, math.nan, 0.7], [0.4, 0.9, math.nan])
    assert (found.estimate.n, found.estimate.mean) == (1, pytest.approx(0.1))


def test_one_seed_gives_no_interval() -> None:
    found = statistics.paired([0.5], [0.4])
    assert math.isnan(found.estimate.low)
    assert math.isnan(found.p)


def test_seeds_that_agree_exactly_decide_without_noise() -> None:
    assert statistics.paired([0.5, 0.6, 0.7], [0.4, 0.5, 0.6]).p == 0
    assert statistics.paired([0.5, 0.6, 0.7], [0.5, 0.6, 0.7]).p == 1


def test_a_tie_is_no_lead() -> None:
    assert statistics.paired([0.5, 0.6, 0.7, 0.1], [0.4, 0.6, 0.8, 0.2]).ahead == 1


def test_holm_is_statsmodels(rng: np.random.Generator) -> None:
    for count in (1, 2, 4, 7):
        p = rng.uniform(0, 0.2, count)
        assert statistics.holm(list(p)) == pytest.approx(multipletests(p, method="holm")[1])


def test_a_missing_p_is_no_comparison() -> None:
    assert statistics.holm([0.02, math.nan, 0.03])[::2] == pytest.approx(multipletests([0.02, 0.03], method="holm")[1])


@pytest.mark.parametrize("n", SEEDS)
@pytest.mark.parametrize("tests", [1, 4])
def test_the_smallest_detectable_difference_is_statsmodels(n: int, tests: int) -> None:
    effect = statistics.smallest_detectable(2.0, n, tests) / 2.0
    assert TTestPower().power(effect, nobs=n, alpha=0.05 / tests) == pytest.approx(0.8, abs=1e-4)


def test_the_seeds_that_would_decide_do_decide() -> None:
    more = statistics.seeds_to_decide(mean=2.0, sd=1.5, n=3, band=1.0, tests=4)
    assert more is not None
    assert _p(2.0, 1.5, more) * 4 < 0.05 <= _p(2.0, 1.5, more - 1) * 4


def test_no_number_of_seeds_decides_a_difference_that_sits_on_zero_and_spreads_beyond_the_band() -> None:
    assert statistics.seeds_to_decide(mean=0.0, sd=50.0, n=3, band=1.0) is None


@pytest.mark.parametrize(("right", "pictures"), [(0, 7), (7, 7), (8, 10), (7999, 10_000)])
def test_the_interval_of_a_share_is_statsmodels(right: int, pictures: int) -> None:
    expected = proportion_confint(right, pictures, alpha=0.05, method="wilson")
    assert statistics.wilson(right / pictures, pictures) == pytest.approx(expected)


def test_the_noise_floor_of_ten_thousand_pictures_at_eighty_percent_is_eight_tenths_of_a_point() -> None:
    assert statistics.noise_floor(0.8, 10_000) == pytest.approx(0.00784, abs=1e-5)
    assert statistics.noise_floor(0.8, 1_000) == pytest.approx(0.0248, abs=1e-4)


def test_the_interval_of_a_range_is_tukeys_for_a_randomised_block_design(rng: np.random.Generator) -> None:
    """95 % of simulated ranges of equal values stay below the mark, so a range above it is no luck."""
    tables = rng.normal(0, 1, (400, 3, 5)) + rng.normal(0, 3, (400, 3, 1))
    found = [effect_tables.effect_range(table) for table in tables]
    assert 0.92 < np.mean([each.low == 0 for each in found]) < 0.98


def _p(mean: float, sd: float, n: int) -> float:
    return statistics.p_value(statistics.Estimate(n, mean, math.nan, math.nan, sd, n - 1))


def test_an_interval_ends_where_its_number_does() -> None:
    cut, free = (statistics.estimate([0.1, 0.6], within=within) for within in (statistics.SHARE, statistics.ANYTHING))
    assert (cut.low, cut.high) == (0.0, 1.0)
    assert (free.low, free.high) == pytest.approx((0.35 - 3.1765, 0.35 + 3.1765), abs=1e-3)
    assert (cut.mean, cut.sd) == (free.mean, free.sd)
    found = statistics.paired([0.1, 0.9], [0.5, 0.5], within=statistics.DIFFERENCE)
    assert (found.estimate.low, found.estimate.high) == (-1.0, 1.0)
    assert found.p == statistics.paired([0.1, 0.9], [0.5, 0.5]).p
    spread = effect_tables.effect_range(np.array([[0.1, 0.9], [0.9, 0.2]]))
    assert (spread.low, spread.high) == (0.0, 1.0)


def test_seeds_that_agree_to_the_last_picture_vary_as_much_as_rounding_does() -> None:
    pictures, rng = 144, np.random.default_rng(0)
    rounded = np.round(rng.uniform(0.3, 0.7, 200_000) * pictures) / pictures
    truth = np.random.default_rng(0).uniform(0.3, 0.7, 200_000)
    assert np.var(rounded - truth) == pytest.approx(moderation.rounding(pictures), rel=0.02)
    found = statistics.estimate([0.5, 0.5], least=moderation.rounding(pictures))
    assert found.high - found.low == pytest.approx(2 * 12.706 * found.sd / math.sqrt(2), rel=1e-3)
    assert found.sd == pytest.approx(1 / 12**0.5 / pictures)
