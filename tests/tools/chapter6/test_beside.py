"""The original's figures beside ours: the page is what records and figures say, and a verdict is what it claims."""

import itertools
import math
import re

import numpy as np
import pytest

from analysis.numbers import statistics
from hypermodels.dimensions import BY_NAME
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic
from tools.chapter6 import CHAPTER, beside, original
from tools.chapter6.judged import Judged, judge, ranks, tau_of_draws
from tools.chapter6.original import Noise, Published

ROWS = original.read()
NOISE = original.noise(ROWS)
STUDY = [Published("activation", "tanh", 0.68, ""), Published("activation", "relu", 0.73, "")]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return beside.every_page()


def tanh(at: float, *seeds: float, relu: tuple[float, ...] = (0.60, 0.61, 0.62), lagging: str = "") -> Judged:
    """The verdict on tanh, which reached `at` in the original and these accuracies here."""
    study = [Published("activation", "tanh", at, ""), STUDY[1]]
    return judge(study, NOISE, {"tanh": seeds, "relu": relu}, 5000, [lagging])[0]


@pytest.mark.parametrize("name", ["beside-the-original.md", "beside-the-original.zh.md"])
def test_the_page_is_what_the_records_and_the_figures_say(made: dict[str, str], name: str) -> None:
    assert (CHAPTER / name).read_text(encoding="utf-8") == made[name], "run: python -m tools.chapter6.beside"


def test_every_figure_is_of_a_value_that_can_be_studied_and_each_study_has_the_baseline() -> None:
    assert all(BY_NAME[one.dimension].parse(one.value) is not None and 0 < one.accuracy < 1 for one in ROWS)
    assert {sum(one.is_baseline for one in study) for study in original.studies(ROWS).values()} == {1}


def test_the_original_s_noise_is_that_of_its_six_baselines() -> None:
    assert NOISE.repeats == (0.721, 0.757, 0.725, 0.730, 0.750, 0.729)
    assert pytest.approx(0.0146, abs=5e-5) == NOISE.sd
    assert pytest.approx(2.571 * 0.0146 * math.sqrt(2), rel=0.005) == NOISE.difference


def test_what_a_reader_compares_is_each_value_with_the_baseline_and_along_an_axis_with_its_neighbour() -> None:
    studies = original.studies(ROWS)
    assert [(a.value, b.value) for a, b in original.comparisons(studies["epochs"])] == [
        ("5", "10"),
        ("10", "20"),
        ("10", "50"),
        ("20", "50"),
    ]
    assert all("adam" in (a.value, b.value) for a, b in original.comparisons(studies["optimizer"]))


def test_a_figure_that_one_run_more_of_ours_could_give_agrees() -> None:
    found = tanh(NOISE.mean - 0.06, 0.55, 0.56, 0.54)
    assert (found.verdict, found.reason) == ("agrees", "inside")
    assert found.low < found.original_points < found.high


def test_a_figure_that_it_could_not_give_differs_and_the_page_says_on_which_side() -> None:
    assert tanh(NOISE.mean - 0.3, 0.55, 0.56, 0.54).reason == "same_side"
    assert tanh(NOISE.mean + 0.1, 0.45, 0.46, 0.44).reason == "other_side"
    assert tanh(NOISE.mean - 0.3, 0.60, 0.61, 0.62).reason == "no_side"


def test_where_our_seeds_reach_from_the_figure_to_no_difference_they_cannot_tell() -> None:
    assert tanh(NOISE.mean - 0.1, 0.50, 0.60, 0.55).reason == "wide"
    assert tanh(NOISE.mean - 0.01, 0.50, 0.60, 0.55).verdict == "agrees", "the original claims no difference there"


def test_one_seed_and_none_cannot_tell() -> None:
    assert (tanh(0.7, 0.55).verdict, tanh(0.7, 0.55).reason) == ("cannot", "one_seed")
    assert (tanh(0.7).verdict, tanh(0.7).reason) == ("cannot", "untrained")
    assert judge(STUDY, NOISE, {}, 0)[0].reason == "untrained"


def test_of_a_figure_that_only_guesses_it_is_asked_whether_ours_guess() -> None:
    assert (tanh(0.1, 0.1, 0.1, 0.101).verdict, tanh(0.1, 0.1, 0.1, 0.101).reason) == ("agrees", "guessed")
    assert (tanh(0.1, 0.4, 0.5, 0.4).verdict, tanh(0.1, 0.4, 0.5, 0.4).reason) == ("differs", "learns")
    assert (tanh(0.1, 0.4, 0.1, 0.4).verdict, tanh(0.1, 0.4, 0.1, 0.4).reason) == ("cannot", "some_guess")
    assert tanh(0.3, 0.1, 0.1, 0.101).verdict == "differs"


def test_ours_cannot_tell_where_it_would_have_to_fall_below_guessing_or_its_validation_lags() -> None:
    low = (0.50, 0.51, 0.49)
    assert tanh(NOISE.mean - 0.39, 0.3, 0.31, 0.29, relu=low).verdict == "differs"
    assert tanh(NOISE.mean - 0.41, 0.3, 0.31, 0.29, relu=low).reason == "floor"
    assert tanh(NOISE.mean - 0.06, 0.55, 0.56, 0.54, lagging="tanh").reason == "lagging"


@pytest.mark.parametrize("as_noisy", [1, 3])
def test_where_nothing_differs_but_luck_nineteen_of_twenty_figures_agree(as_noisy: float) -> None:
    """Ours may vary otherwise than the original's: the baseline's seeds here are `as_noisy` as its repeats are."""
    draws, sd = np.random.default_rng(0), 0.015
    agreed = []
    for _ in range(1000):
        repeats = draws.normal(0.7, sd, 6)
        noise = Noise(tuple(repeats), repeats.mean(), repeats.std(ddof=1), 1.0)
        seeds = {"tanh": list(draws.normal(0.5, sd, 3)), "relu": list(draws.normal(0.5, as_noisy * sd, 3))}
        study = [Published("activation", "tanh", draws.normal(0.7, sd), ""), STUDY[1]]
        agreed.append(judge(study, noise, seeds, 5000)[0].verdict == "agrees")
    assert abs(np.mean(agreed) - statistics.LEVEL) < 0.02


def test_the_lottery_counts_every_draw_of_one_seed_a_value() -> None:
    seeds = {"tanh": [0.60, 0.63, 0.61], "relu": [0.62, 0.64, 0.59]}
    found = ranks(STUDY, seeds)
    others = [a > b for a, b in itertools.product(seeds["tanh"], seeds["relu"])]
    assert found
    assert found.ours == ["relu", "tanh"]
    assert found.same
    assert pytest.approx(np.mean(others)) == found.others


def test_the_order_of_one_run_a_value_is_told_over_all_draws() -> None:
    assert tau_of_draws(STUDY, {"tanh": [0.5, 0.7], "relu": [0.6]}) == (0.0, -1.0, 1.0)


def test_our_best_value_is_the_original_s_where_it_is_one_of_its_equals() -> None:
    equals = [Published("epochs", "20", 0.736, ""), Published("epochs", "50", 0.736, ""), STUDY[1]]
    found = ranks(equals, {"20": [0.5], "50": [0.6], STUDY[1].value: [0.4]})
    assert found
    assert (found.original[0], found.ours[0], found.same) == ("20", "50", True)


def test_a_page_says_which_studies_are_not_trained_yet_and_on_how_many_pictures_the_others_were() -> None:
    records = Synthetic("googlenet")
    dataset = {"name": "cifar10", "digest": "x", "samples": 10_000, "train": 45_000, "validation": 5000, "test": 10_000}
    records.study("activation", {"sigmoid": -20.0, "tanh": -1.0, "relu": 0.0}, dataset=dataset)
    records.study("activation", {"tanh": 1.0, "relu": 0.0}, base=0.9, name="another", optimizer="sgd", dataset=dataset)
    text = beside.pages(load(records))["beside-the-original.md"]
    assert text.count("Not trained here yet.") == 5
    assert "10,000 of 45,000 pictures train, 5,000 validate, epochs: 10, seeds: 0, 1, 2." in text
    assert re.search(
        r"\| sigmoid \| 51.8 % \| 4\d\.\d % \(.*?\) \| 3 \| −21.7 \| −\d+\.\d \|.*\| \*\*agrees\*\* \| worse \|", text
    )
    assert re.search(
        r"our baseline, .* reach 6.*, 6.*, 6.*: standard deviation 0\.\d points\. .* moves by \d\.\d points",
        text,
    )
    assert "Ours on 10,000 of 45,000 pictures, 3,130 updates." in text
