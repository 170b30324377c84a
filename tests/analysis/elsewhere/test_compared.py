"""Foreign results are compared as ours are: what has seeds gets verdicts, what has none is said to have none."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from analysis.elsewhere.compared import Compared, compare
from analysis.elsewhere.found import Found, Trained
from analysis.elsewhere.roles import Metric
from analysis.elsewhere.sentences import answer, unknown
from analysis.elsewhere.welch import unpaired
from analysis.numbers.statistics import paired
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text

ACCURACY, LOSS = Metric("val_acc", larger=True), Metric("val_loss", larger=False)
LOW, HIGH = (0.70, 0.72, 0.71), (0.80, 0.83, 0.81)


def found(metric: Metric = ACCURACY, seeds: bool = True, **values: tuple[float, ...]) -> Found:
    runs = [
        Trained(f"{name}{seed}", {"opt": name}, str(seed) if seeds else None, score=score)
        for name, scores in values.items()
        for seed, score in enumerate(scores)
    ]
    return Found("CSV", "t", metric, tuple(runs))


def verdicts(compared: Compared) -> dict[str, str]:
    return dict(zip(compared.table["value"], compared.table["verdict"], strict=True))


def test_seeds_are_compared_in_pairs() -> None:
    compared = compare(found(sgd=LOW, adam=HIGH), 1.0)
    expected = paired(HIGH, LOW)
    row = compared.table.set_index("value").loc["adam"]
    assert verdicts(compared) == {"sgd": "reference", "adam": "better"}
    assert row["difference"] == pytest.approx(100 * expected.estimate.mean)
    assert row["p_holm"] == pytest.approx(expected.p)


def test_of_a_loss_less_is_better_in_percents_of_the_reference() -> None:
    compared = compare(found(LOSS, sgd=(2.0, 2.1, 1.9), adam=(1.0, 1.05, 0.95), near=(2.001, 2.102, 1.901)), 1.0)
    assert verdicts(compared) == {"sgd": "reference", "adam": "better", "near": "equivalent"}
    assert compared.table.set_index("value").loc["adam", "difference"] == pytest.approx(50)
    assert compared.best is not None
    assert compared.best["value"] == "adam"


def test_two_seeds_are_shown_within_what_an_accuracy_can_be_and_said_to_be_few() -> None:
    compared = compare(found(sgd=(0.5, 0.6), adam=(0.2, 0.9)), 1.0)
    row = compared.table.set_index("value").loc["adam"]
    assert (row["score_low"], row["score_high"]) == (0.0, 1.0)
    assert (row["difference_low"], row["difference_high"]) == (-100.0, 100.0)
    for language in LANGUAGES:
        assert Text(language).word("limit_two_seeds") in list(unknown(compared, 1.0, Text(language)))
    assert Text().word("limit_two_seeds") not in list(unknown(compare(found(sgd=LOW, adam=HIGH), 1.0), 1.0, Text()))


def test_seeds_that_nobody_named_are_compared_by_their_means() -> None:
    compared = compare(found(seeds=False, sgd=LOW, adam=HIGH), 1.0)
    assert not compared.paired
    assert compared.table.set_index("value").loc["adam", "p_holm"] == pytest.approx(unpaired(HIGH, LOW).p)


def test_seeds_that_no_two_values_share_are_compared_by_their_means() -> None:
    own = found(sgd=LOW, adam=HIGH)
    apart = [run if run.values["opt"] == "sgd" else replace(run, seed=f"1{run.seed}") for run in own.runs]
    compared = compare(replace(own, runs=tuple(apart)), 1.0)
    assert not compared.paired
    assert compared.table.set_index("value").loc["adam", "p_holm"] == pytest.approx(unpaired(HIGH, LOW).p)
    assert "better" in verdicts(compared).values()
    assert Text().word("from_unpaired") in list(unknown(compared, 1.0, Text()))


def test_the_reference_is_the_first_that_has_a_result() -> None:
    compared = compare(found(broken=(math.nan, math.nan), sgd=LOW, adam=HIGH), 1.0)
    assert compared.reference == "sgd"
    assert verdicts(compared) == {"broken": "none", "sgd": "reference", "adam": "better"}
    assert "clearly better than opt=sgd" in answer(compared, Text())


def test_a_reference_whose_mean_gives_no_unit_is_not_taken_for_the_best() -> None:
    compared = compare(found(Metric("reward", larger=True), sgd=(0.0, 0.0), adam=(3.0, 4.0)), 1.0)
    assert Text().word("from_is_reference") not in answer(compared, Text())


def test_welch_is_scipys() -> None:
    own, other = np.random.default_rng(0).normal((1, 2), (1, 3), (6, 2)).T
    result = stats.ttest_ind(own, other[:4], equal_var=False)
    limits = result.confidence_interval()
    found = unpaired(list(own), list(other[:4]))
    assert found.p == pytest.approx(result.pvalue)
    assert (found.estimate.low, found.estimate.high) == pytest.approx((limits.low, limits.high))
    assert math.isnan(unpaired([1.0], [2.0, 3.0]).p)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_training_gets_no_verdict_and_is_told_so(language: str) -> None:
    compared, text = compare(found(sgd=(0.7,), adam=(0.8,)), 1.0), Text(language)
    assert "verdict" not in compared.table
    assert text.word("from_once") in answer(compared, text)
    assert text.word("from_no_spread") in list(unknown(compared, 1.0, text))
    assert text.word("from_no_curves") in list(unknown(compared, 1.0, text))


def test_a_training_that_was_stopped_earlier_is_left_out_and_counted() -> None:
    whole = [Trained(str(s), {"lr": 0.1}, str(s), score=0.8, curve=((1, 0.5), (2, 0.8))) for s in (0, 1)]
    cut = Trained("2", {"lr": 0.2}, "0", score=0.9, curve=((1, 0.9),))
    compared = compare(Found("Ray Tune", "t", ACCURACY, (*whole, cut)), 1.0)
    assert compared.best is not None
    assert compared.best["value"] == "0.1"
    assert Text().word("from_stopped", n=1, epochs=2) in list(unknown(compared, 1.0, Text()))


def test_nothing_that_came_to_its_end_is_no_answer() -> None:
    compared = compare(Found("CSV", "t", ACCURACY, (Trained("0", {"lr": 1}, None, "failed"),)), 1.0)
    assert answer(compared, Text()) == Text().word("from_nothing")
