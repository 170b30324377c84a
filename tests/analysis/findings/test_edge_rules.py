"""Each rule about a numeric range, once where it speaks and once where it is silent. Effects are points by seed."""

import pytest

from analysis.findings import edge_rules
from analysis.findings.finding import Rule
from analysis.findings.rules import RULES
from tests.support.synthetic_evidence import NONE, evidence
from tests.support.synthetic_records import Synthetic

WORSE, BETTER = (-6.0, -6.2, -5.8), (4.0, 4.2, 3.8)
SPEAKS: dict[Rule, tuple[str, dict[float, tuple[float, ...]]]] = {
    edge_rules.edge: ("learning_rate", {0.0001: WORSE, 0.001: NONE, 0.01: BETTER}),
    edge_rules.plateau: ("batch_size", {16: (-0.1, 0.1, 0.0), 32: NONE, 64: (0.0, 0.1, 0.05), 128: WORSE}),
}
SILENT: dict[Rule, tuple[str, dict[float, tuple[float, ...]]]] = {
    edge_rules.edge: ("learning_rate", {0.0001: WORSE, 0.001: BETTER, 0.01: NONE}),  # the best lies inside
    edge_rules.plateau: ("batch_size", {16: WORSE, 32: NONE, 64: BETTER}),
}


@pytest.mark.parametrize("rule", SPEAKS, ids=lambda rule: rule.__name__)
def test_a_rule_speaks_of_what_it_is_about(rule: Rule) -> None:
    dimension, effects = SPEAKS[rule]
    made = Synthetic()
    made.study(dimension, effects)
    assert [one.rule for one in rule(evidence(made))] == [rule.__name__]


@pytest.mark.parametrize("rule", SILENT, ids=lambda rule: rule.__name__)
def test_a_rule_is_silent_where_it_would_say_nothing(rule: Rule) -> None:
    dimension, effects = SILENT[rule]
    made = Synthetic()
    made.study(dimension, effects)
    assert list(rule(evidence(made))) == []


@pytest.mark.parametrize("rule", SPEAKS, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("effects", [{0.001: NONE, 0.01: BETTER}, {0.001: NONE, 0.003: None, 0.01: BETTER}])
def test_two_values_are_no_range(rule: Rule, effects: dict[float, tuple[float, ...] | None]) -> None:
    made = Synthetic()
    made.study("learning_rate", effects)
    assert list(rule(evidence(made))) == []


def test_every_rule_of_the_module_is_tried_both_ways() -> None:
    assert set(SPEAKS) == set(SILENT) == {rule for rule in RULES if rule.__module__ == edge_rules.__name__}


def test_places_are_the_values_with_results_rising() -> None:
    made = Synthetic()
    made.study("learning_rate", {0.01: BETTER, 0.0001: WORSE, 0.001: None}, base=0.6)
    found = edge_rules.places(evidence(made))
    assert [(one.value, one.number, round(one.accuracy, 4)) for one in found] == [
        ("0.0001", 0.0001, 0.54),
        ("0.01", 0.01, 0.64),
    ]


def test_names_have_no_range() -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": WORSE, "elu": BETTER})
    assert edge_rules.places(evidence(made)) == []
