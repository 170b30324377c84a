"""Each rule about the histories, once where a planted truth speaks and once where it is silent."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from analysis.findings.behind import curve_rules
from analysis.findings.finding import Rule
from analysis.findings.rules import RULES
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, Story, told
from tests.support.synthetic_records import Synthetic

EPOCHS = 12
CLEAR = {"relu": NONE, "tanh": (-4.0, -4.1, -4.2), "elu": (-8.0, -8.1, -8.2)}


def curves(**shapes: Callable[[int, int], float]) -> Story:
    """A study of activations whose validation accuracy is `shape(seed, epoch)`; batches of 32 on 45,000 pictures."""

    def story(made: Synthetic) -> None:
        study = made.study("activation", dict.fromkeys(shapes, NONE), epochs=EPOCHS)
        for trial, shape in zip(study["trials"], shapes.values(), strict=True):
            for seed, run in enumerate(trial["runs"]):
                for row in made.histories[run]:
                    row[2] = shape(seed, int(row[0]))

    return story


def flat(level: float) -> Callable[[int, int], float]:
    return lambda seed, epoch: min(level, 0.2 + 0.1 * epoch) + 0.001 * seed + 0.0002 * (epoch % 2)


def late(level: float, epoch_of_it: int) -> Callable[[int, int], float]:
    return lambda seed, epoch: (level if epoch >= epoch_of_it else 0.3) + 0.001 * seed


def rising(seed: int, epoch: int) -> float:
    return 0.3 + 0.01 * epoch + 0.0001 * seed * epoch


def search(*effects: float, tuner: str = "random") -> Story:
    def story(made: Synthetic) -> None:
        tried: dict[Any, Any] = {(0.001 * (place + 1), 0.0): (effect,) for place, effect in enumerate(effects)}
        made.study(("learning_rate", "l2"), tried, (0,), kind="tune", tuner=tuner)

    return story


def copied(seeds: int, ending: float | None = None) -> Story:
    """A study in which so many of three seeds of tanh have the numbers of relu; all end with `ending`."""

    def story(made: Synthetic) -> None:
        relu, tanh, _ = made.study("activation", CLEAR)["trials"]
        for one, other in list(zip(relu["runs"], tanh["runs"], strict=True))[:seeds]:
            made.histories[other] = [list(row) for row in made.histories[one]]
        if ending is not None:
            for run in (*relu["runs"], *tanh["runs"]):
                made.histories[run][-1][3] = ending

    return story


def test_how_like_the_end_it_was_is_said_of_an_epoch_before_the_order_stood() -> None:
    """From then on it is the same by definition."""
    (found,) = told(curve_rules.order, curves(relu=late(0.6, 3), tanh=flat(0.55), elu=flat(0.5)))
    assert found.numbers["half"] < found.numbers["epoch"] == 4
    assert found.numbers["tau"] < 1


MANY = (0.0, -0.1, -0.2, -0.1, -0.3, -0.2, -9.0, -20.0)
SETTLED = curves(relu=flat(0.6), tanh=flat(0.55), elu=flat(0.5))

SPEAKS: dict[Rule, list[tuple[Story, list[str]]]] = {
    curve_rules.alike: [(copied(3), ["alike"])],
    curve_rules.lottery: [
        (lambda made: made.study("activation", {"relu": (0.0, 2.0, 1.0), "tanh": (0.5, 1.5, 0.9)}), ["lottery"])
    ],
    curve_rules.fastest: [
        (curves(relu=late(0.5, 8), tanh=late(0.55, 3)), ["fastest"]),
        (curves(relu=late(0.5, 8), tanh=late(0.55, 3), elu=late(0.4, 3)), ["fastest_censored"]),
    ],
    curve_rules.order: [
        (curves(relu=late(0.6, 5), tanh=flat(0.55), elu=flat(0.5)), ["order"]),
        (curves(relu=late(0.6, EPOCHS), tanh=flat(0.55), elu=flat(0.5)), ["order_open"]),
    ],
    curve_rules.improving: [(curves(relu=rising, tanh=flat(0.5)), ["improving"])],
    curve_rules.fewer_trials: [(search(*MANY), ["fewer_trials"])],
}
SILENT: dict[Rule, list[Story]] = {
    curve_rules.alike: [
        copied(2),
        copied(3, ending=math.inf),
        lambda made: made.study("epochs", {5: NONE, 10: NONE}),
    ],
    curve_rules.lottery: [
        lambda made: made.study("activation", CLEAR),
        lambda made: made.study("activation", {"relu": (0.0,), "tanh": (0.5,)}, (0,)),
    ],
    curve_rules.fastest: [
        curves(relu=late(0.5, 3), tanh=late(0.55, 3), elu=late(0.4, 3)),
        lambda made: made.study("epochs", {5: NONE, 10: NONE}),
    ],
    curve_rules.order: [
        lambda made: made.study("activation", {"relu": NONE, "tanh": (-4.0, -4.0, -4.0)}),
        curves(relu=lambda *_: 0.6, tanh=lambda *_: 0.5, elu=lambda *_: 0.4),
        lambda made: made.study("activation", {"relu": NONE, "tanh": (-4.0, -4.0, -4.0), "elu": NONE}, epochs=4),
    ],
    curve_rules.improving: [SETTLED],
    curve_rules.fewer_trials: [
        search(*MANY, tuner="bayesian"),
        search(*MANY[:5]),
        search(*(-5.0 * place for place in range(8))),
    ],
}
TOLD = [(rule, *case) for rule, cases in SPEAKS.items() for case in cases]


@pytest.mark.parametrize(("rule", "story", "names"), TOLD, ids=[f"{rule.__name__}-{n[0]}" for rule, _, n in TOLD])
def test_a_rule_finds_what_was_planted(rule: Rule, story: Story, names: list[str]) -> None:
    found = told(rule, story)
    assert [one.rule for one in found] == names
    for language in ("en", "zh"):
        assert all("{" not in Text(language).sentence(one) for one in found)


@pytest.mark.parametrize("rule", SILENT, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_where_it_would_say_nothing(rule: Rule) -> None:
    assert [told(rule, story) for story in SILENT[rule]] == [[] for _ in SILENT[rule]]


def test_every_rule_of_the_module_is_tried_both_ways() -> None:
    assert set(SPEAKS) == set(SILENT) == {rule for rule in RULES if rule.__module__ == curve_rules.__name__}


def scheduled(*shapes: Callable[[int, int], float]) -> Story:
    """A study of epochs with a schedule: each value is a run of its own, whose accuracy is `shape(seed, epoch)`."""

    def story(made: Synthetic) -> None:
        study = made.study("epochs", dict.fromkeys((10, 20, 30), NONE), schedule="cosine")
        for trial, shape in zip(study["trials"], shapes, strict=True):
            for seed, run in enumerate(trial["runs"]):
                for row in made.histories[run]:
                    row[2] = shape(seed, int(row[0]))

    return story


def test_numbers_of_epochs_with_a_schedule_are_runs_of_their_own() -> None:
    (found,) = told(curve_rules.fastest, scheduled(late(0.5, 8), late(0.55, 3), late(0.6, 9)))
    assert (found.value, found.numbers["own_epochs"]) == ("20", 8)
    (found,) = told(curve_rules.improving, scheduled(rising, flat(0.5), flat(0.6)))
    assert found.numbers["names"] == ["10"]


def test_values_that_end_at_different_epochs_have_no_order_along_them() -> None:
    assert told(curve_rules.order, scheduled(late(0.6, 5), flat(0.55), flat(0.5))) == []


def test_what_is_planted_is_what_is_said() -> None:
    (found,) = told(curve_rules.fastest, curves(relu=late(0.5, 8), tanh=late(0.55, 3), elu=late(0.4, 3)))
    numbers = found.numbers
    assert (found.value, numbers["target_acc"]) == ("tanh", 0.5)
    assert (numbers["first_epochs"], numbers["own_epochs"]) == (3, 8)
    assert numbers["own_updates"] == 8 * 1407
    assert numbers["counts"] == [("elu", 3, 3)]
    (found,) = told(curve_rules.order, curves(relu=late(0.6, 5), tanh=flat(0.55), elu=flat(0.5)))
    assert (found.numbers["epoch"], found.numbers["last"]) == (5, EPOCHS)
    (found,) = told(curve_rules.improving, curves(relu=rising, tanh=flat(0.5)))
    assert (found.value, found.numbers["names"]) == ("relu", ["relu"])
    assert found.numbers["difference_points"] == pytest.approx(1.01)
