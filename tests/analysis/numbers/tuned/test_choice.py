"""Which learning rate a value gets, from the runs that choose."""

import math

from analysis.numbers.tuned.choice import at_the_end, chosen_rates, ladder_table
from tests.analysis.numbers.tuned import studies as tuned
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic

LADDER: dict[tuple[str, float], tuned.Effects] = {
    ("sgd", 0.001): (-9.0, -7.0),
    ("sgd", 0.01): (1.0, -1.0),
    ("adam", 0.001): (0.0, 2.0),
    ("adam", 0.01): (3.0, -3.0),
}


def rates(
    ladder: dict[tuple[str, float], tuned.Effects], judged: dict[tuple[str, float], tuned.Effects]
) -> dict[str, float]:
    made = Synthetic()
    study = tuned.add(made, ladder, judged)
    return chosen_rates(ladder_table(study, load(made).results))


def test_a_value_gets_the_rate_with_the_highest_mean_on_the_seeds_that_choose() -> None:
    assert rates(LADDER, {}) == {"sgd": 0.01, "adam": 0.001}


def test_what_judges_a_rate_does_not_choose_it() -> None:
    assert rates(LADDER, {("sgd", 0.001): (30.0, 30.0, 30.0)}) == {"sgd": 0.01, "adam": 0.001}


def test_no_rate_is_chosen_while_the_ladder_has_runs_to_train() -> None:
    assert rates({**LADDER, ("sgd", 0.1): None}, {}) == {"adam": 0.001}


def test_of_equal_rates_it_is_the_one_nearest_to_the_baselines_then_the_smaller() -> None:
    equal = (1.0, 1.0)
    assert rates({("sgd", 0.0001): equal, ("sgd", 0.003): equal, ("sgd", 0.01): equal}, {}) == {"sgd": 0.003}
    assert rates({("sgd", 0.0001): equal, ("sgd", 0.01): equal}, {}) == {"sgd": 0.0001}


def test_a_rate_with_a_failed_run_is_not_chosen() -> None:
    made = Synthetic()
    study = tuned.add(made, LADDER, {})
    best = study["trials"][1]["runs"][0]
    made.runs[best] |= {"status": "failed", "epochs": 4}
    made.histories[best] = made.histories[best][:4]
    table = ladder_table(study, load(made).results)
    assert chosen_rates(table) == {"sgd": 0.001, "adam": 0.001}
    assert list(table["n"]) == [2, 1, 2, 2]


def test_the_end_of_a_ladder_is_named_low_or_high() -> None:
    made = Synthetic()
    table = ladder_table(tuned.add(made, LADDER, {}), load(made).results)
    assert at_the_end(table) == {"sgd": "high", "adam": "low"}
    assert list(table["rate"]) == [0.001, 0.01, 0.001, 0.01]
    assert math.isclose(table["mean"].iloc[0], 0.54)
    middle = {("sgd", rate): (float(-abs(place)), 0.0) for place, rate in enumerate((0.0001, 0.001, 0.01), -1)}
    other = Synthetic()
    assert at_the_end(ladder_table(tuned.add(other, middle, {}), load(other).results)) == {}
