"""Each rule about a study's values, once where it speaks and once where it is silent. Effects are points by seed."""

from typing import get_args

import pytest

from analysis.findings import value_rules
from analysis.findings.finding import Rule
from analysis.findings.rules import RULES
from analysis.numbers.summary import Verdict
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from tests.support.synthetic_evidence import LOW, NONE, Story, told

WORSE, NOISY = (-5.0, -5.2, -4.8), (4.0, -1.0, 3.0)


SPEAKS: dict[Rule, tuple[Story, list[str]]] = {
    value_rules.answer: (lambda made: made.study("activation", {"relu": NONE, "tanh": WORSE}), ["answer_reference"]),
    value_rules.baseline: (lambda made: made.study("activation", {"tanh": NONE, "elu": WORSE}), ["no_baseline"]),
    value_rules.verdicts: (
        lambda made: made.study("activation", {"relu": NONE, "tanh": WORSE, "elu": (0.1, 0.0, -0.1), "silu": NOISY}),
        ["clear_worse", "equivalent", "undecided"],
    ),
    value_rules.single: (lambda made: made.study("activation", {"relu": (0.0,), "tanh": (-5.0,)}, (0,)), ["single"]),
    value_rules.seeds: (lambda made: made.study("activation", {"relu": NONE, "silu": NOISY}), ["seeds"]),
    value_rules.spread: (lambda made: made.study("activation", {"relu": (0.0, 1.0, 0.5)}), ["spread"]),
    value_rules.power: (lambda made: made.study("activation", {"relu": NONE, "tanh": WORSE}), ["power"]),
}
SILENT: dict[Rule, Story] = {
    value_rules.answer: lambda made: made.study(("l2", "batch_size"), {(0.0, 32): NONE}, kind="probe"),
    value_rules.baseline: lambda made: made.study("activation", {"relu": NONE}),
    value_rules.verdicts: lambda made: made.study("activation", {"relu": (0.0,), "tanh": (-5.0,)}, (0,)),
    value_rules.single: lambda made: made.study("activation", {"relu": NONE, "tanh": WORSE}),
    value_rules.seeds: lambda made: made.study("activation", {"relu": NONE, "tanh": WORSE}),
    value_rules.spread: lambda made: made.study("activation", {"relu": LOW}),
    value_rules.power: lambda made: made.study("activation", {"relu": NONE}),
}


@pytest.mark.parametrize("rule", SPEAKS, ids=lambda rule: rule.__name__)
def test_a_rule_speaks_of_what_it_is_about(rule: Rule) -> None:
    story, names = SPEAKS[rule]
    assert [one.rule for one in told(rule, story)] == names


@pytest.mark.parametrize("rule", SILENT, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_where_it_would_say_nothing(rule: Rule) -> None:
    assert told(rule, SILENT[rule]) == []


def test_every_rule_of_the_module_is_tried_both_ways() -> None:
    assert set(SPEAKS) == set(SILENT) == {rule for rule in RULES if rule.__module__ == value_rules.__name__}


def test_the_spread_is_how_far_apart_the_references_seeds_ended() -> None:
    (spread,) = told(value_rules.spread, SPEAKS[value_rules.spread][0])
    assert spread.numbers["range_points"] == pytest.approx(1.0)
    assert (spread.value, spread.numbers["n"]) == ("relu", 3)


def test_seeds_are_advised_for_the_comparison_that_needs_the_fewest() -> None:
    (seeds,) = told(
        value_rules.seeds, lambda made: made.study("activation", {"relu": NONE, "silu": NOISY, "elu": (9.0, -2.0, 1.0)})
    )
    assert seeds.numbers["names"] == ["silu"]
    assert f"SEEDS={seeds.numbers['seeds']}" in seeds.numbers["command"]


@pytest.mark.parametrize(("gain", "rule"), [(0.2, "seeds"), (0.5, "seeds_many")])
def test_more_seeds_are_no_command_where_so_small_a_difference_takes_more_than_30(gain: float, rule: str) -> None:
    effects = {"relu": NONE, "silu": (2.0 + gain, -2.0 + gain, gain)}
    (seeds,) = told(value_rules.seeds, lambda made: made.study("activation", effects))
    assert (seeds.rule, "command" in seeds.numbers) == (rule, rule == "seeds")
    assert (seeds.numbers["seeds"] > value_rules.MOST_ADVISED) == (rule == "seeds_many")
    assert all(str(seeds.numbers["seeds"]) in Text(language).sentence(seeds) for language in LANGUAGES)


def test_there_is_an_answer_to_every_verdict() -> None:
    assert set(value_rules.ANSWERS) == set(get_args(Verdict))


def test_a_highest_mean_that_only_guesses_is_not_the_best_where_another_value_learned_once() -> None:
    effects = {"relu": LOW, "elu": (-51.5, -51.4, -51.5), "tanh": (-45.0, -58.0, -58.0)}
    (found,) = told(value_rules.answer, lambda made: made.study("activation", effects))
    assert (found.rule, found.value) == ("answer_chance", "elu")
    assert all(Text(language).sentence(found) for language in LANGUAGES)
