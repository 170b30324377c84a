"""Intervals over seeds and pictures: what they are on tables whose truth is known."""

import numpy as np
import pytest

from analysis.numbers import statistics
from analysis.numbers.answers.two_way import mean_squares, over_seeds_and_pictures
from analysis.numbers.moderation import Prior
from benchmarks.two_way import Shape, covered

NONE = np.zeros((3, 5))


def table(seeds: int = 3, pictures: int = 400, of_seeds: float = 0.02, of_pictures: float = 0.4) -> np.ndarray:
    rng = np.random.default_rng(1)
    by_seed, by_picture = rng.normal(0, of_seeds, (seeds, 1)), rng.normal(0, of_pictures, (1, pictures))
    return (0.6 + by_seed + by_picture + rng.normal(0, 0.3, (seeds, pictures)) > 0.5).astype(float)


def test_mean_squares_are_those_of_a_table_by_hand() -> None:
    found = mean_squares(np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]))
    assert (found.seeds, found.pictures) == pytest.approx((1 / 6, 0.5))
    assert found.rest == pytest.approx((1.5 - 1 / 6 - 1.0) / 2)


def test_no_interval_is_narrower_than_over_seeds_alone() -> None:
    for of_seeds in (0.0, 0.02, 0.3):
        one = table(of_seeds=of_seeds)
        alone, both = statistics.estimate(one.mean(axis=1)), over_seeds_and_pictures(one)
        assert both.low <= alone.low + 1e-12
        assert both.high >= alone.high - 1e-12
        assert both.mean == pytest.approx(alone.mean)


def test_where_seeds_hardly_differ_the_pictures_decide_the_width() -> None:
    one = np.repeat(table(1, 400), 3, axis=0)
    one[0, 0] = 1 - one[0, 0]
    both = over_seeds_and_pictures(one)
    share = one.mean()
    assert (both.high - both.low) / 2 == pytest.approx(1.96 * (share * (1 - share) / 400) ** 0.5, rel=0.02)


def test_one_seed_or_one_picture_has_no_interval_and_no_spread_has_no_width() -> None:
    assert np.isnan(over_seeds_and_pictures(NONE[:1]).low)
    assert np.isnan(over_seeds_and_pictures(NONE[:, :1]).low)
    assert over_seeds_and_pictures(NONE[:0]).n == 0
    assert (over_seeds_and_pictures(NONE).low, over_seeds_and_pictures(NONE).high) == (0.0, 0.0)


def test_what_is_borrowed_narrows_it_where_seeds_decide() -> None:
    one = table(of_seeds=0.2)
    variance = float(one.mean(axis=1).var(ddof=1))
    wide, narrow = over_seeds_and_pictures(one), over_seeds_and_pictures(one, Prior(variance, 2.5))
    assert narrow.high - narrow.low < wide.high - wide.low


@pytest.mark.parametrize("paired", [True, False])
def test_it_covers_the_truth_nineteen_times_in_twenty(paired: bool) -> None:
    """A short form of `python -m benchmarks.two_way`, of which one cell is the hardest: three seeds that matter."""
    found = covered(Shape(seeds=3, pictures=300, spread=0.1, paired=paired), repetitions=1500)
    assert 0.93 <= found.both <= 0.975  # 1500 repetitions: half a point of luck either way
