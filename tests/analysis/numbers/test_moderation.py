"""Comparisons of a chapter know together how much seeds vary; what one borrows is bounded and never flatters it."""

import math

import numpy as np
import pytest

from analysis.numbers import moderation, statistics
from analysis.numbers.evidence import Evidence, gather_all
from benchmarks import verdicts
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic

REQUIRED = [name for name in verdicts.SHAPES if name not in ("lognormal (1)", "reference noisy (6)")]


def test_the_prior_is_the_typical_variance() -> None:
    draw = np.random.default_rng(0)
    variances = 0.04 * draw.chisquare(2, 20_000) / 2
    found = moderation.shared_prior(variances, np.full(20_000, 2.0))
    assert found.variance == pytest.approx(0.04, rel=0.05)


def test_the_prior_of_spread_variances_is_smyths() -> None:
    """Variances drawn as his model says, around 0.04 with 6 degrees of freedom, three and five seeds mixed."""
    draw = np.random.default_rng(1)
    true = 0.04 * 6 / draw.chisquare(6, 40_000)
    freedom = np.where(np.arange(40_000) % 2, 2.0, 4.0)
    found = moderation.shared_prior(true * draw.chisquare(freedom) / freedom, freedom)
    assert found.variance == pytest.approx(0.04, rel=0.05)


@pytest.mark.parametrize(("comparisons", "freedom"), [(0, 0), (1, 0), (4, 0.8), (10, 2), (13, 2.5), (1000, 2.5)])
def test_few_comparisons_lend_little(comparisons: int, freedom: float) -> None:
    found = moderation.shared_prior(np.full(comparisons, 0.01), np.full(comparisons, 2.0))
    assert found.freedom == freedom


def test_a_comparison_that_varies_more_than_the_typical_keeps_its_own_spread() -> None:
    known = moderation.Prior(variance=1.0, freedom=2.0)
    assert moderation.moderated(9.0, 2, known) == 9
    assert moderation.moderated(0.0, 2, known) == pytest.approx(0.5)


def test_seeds_that_agree_to_the_last_picture_agree_by_luck() -> None:
    differences = [0.5 - 1 / 144] * 3
    alone = statistics.paired(differences, [0.5] * 3)
    known = statistics.paired(differences, [0.5] * 3, moderation.Prior(least=moderation.resolution(144)))
    assert alone.p == 0
    assert known.p > 0.01
    assert known.estimate.low < known.estimate.mean < known.estimate.high


@pytest.mark.parametrize("shape", REQUIRED)
def test_no_more_false_verdicts_and_twice_the_true_ones(shape: str) -> None:
    """Three seeds, a chapter's 26 comparisons; docs/statistics.md has the table of many more drawn chapters."""
    _, _, before = verdicts.rates(shape, borrow=False, count=4000, comparisons=26, seeds=3)
    false, coverage, power = verdicts.rates(shape, borrow=True, count=4000, comparisons=26, seeds=3)
    assert false <= 5.5
    assert coverage >= 92.5  # 93 of many more; 4,000 chapters leave a standard error of 0.4
    assert power >= 1.9 * before


def test_the_benchmark_judges_as_the_report_does() -> None:
    differences = verdicts.chapters("lognormal (0.6)", 1, 8, 3, np.random.default_rng(3))
    p, half = verdicts.judged(differences, borrow=True)
    known = moderation.shared_prior(differences[0].var(-1, ddof=1), np.full(8, 2.0))
    found = [statistics.paired(list(one), [0.0] * 3, known) for one in differences[0][: verdicts.STUDY]]
    assert list(p[0]) == pytest.approx(statistics.holm([one.p for one in found]))
    assert list(half[0]) == pytest.approx([(one.estimate.high - one.estimate.low) / 2 for one in found])


def test_a_chapter_decides_what_its_study_alone_leaves_open() -> None:
    made = Synthetic()
    swept = {0.0001: (-4.0, -2.5, -5.5), 0.001: (0.0, 0.0, 0.0), 0.01: (0.4, -0.6, 0.1)}
    made.study("learning_rate", swept)
    alone = verdict(made, 0)
    for dimension, values in (
        ("batch_size", (16, 32, 64, 128, 256)),
        ("l2", (0.0, 1e-5, 1e-4, 1e-3, 1e-2)),
        ("optimizer", ("adam", "sgd", "rmsprop")),
    ):
        made.study(dimension, dict.fromkeys(values, 0.0), noise=0.6)
    assert (alone, verdict(made, 0)) == ("undecided", "worse")


def verdict(made: Synthetic, place: int) -> str:
    table = sections(made)[place].table
    return str(table.loc[table["value"] == "0.0001", "verdict"].item())


def sections(made: Synthetic) -> list[Evidence]:
    return gather_all(load(made), made.studies)


def test_the_epochs_study_neither_lends_nor_borrows() -> None:
    made = Synthetic()
    made.study("epochs", {5: (-3.0, -3.1, -2.9), 10: (0.0, 0.0, 0.0), 20: (0.5, 0.6, 0.4), 50: (0.1, 0.2, 0.3)})
    made.study("l2", dict.fromkeys((0.0, 1e-5, 1e-4, 1e-3, 1e-2), 0.0), noise=0.6)
    epochs, l2 = sections(made)
    assert epochs.prior.freedom == 0
    assert l2.prior.freedom == pytest.approx(4 / moderation.COMPARISONS_A_DEGREE)


def test_a_value_that_cannot_learn_lends_no_spread() -> None:
    made = Synthetic()
    stuck = [-52.0] * 3  # 10 % of ten classes
    made.study("learning_rate", {0.0001: 0.0, 0.001: (0.0, 0.1, 0.2), 0.003: 0.0, 0.01: stuck}, noise=0.6)
    (found,) = sections(made)
    assert found.prior.freedom == pytest.approx(2 / moderation.COMPARISONS_A_DEGREE)
    assert math.isfinite(found.prior.variance)
