"""Which studies stand together on a page: those of one setting, which a study's own baseline is part of."""

import pytest

from analysis.findings.chapter_findings import section_findings
from analysis.findings.value_rules import baseline
from analysis.numbers.network_tables import baseline_rows
from analysis.numbers.sections import sections_of
from analysis.pages.contents import setting_title
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, evidence, load
from tests.support.synthetic_records import Synthetic


def two_baselines() -> Synthetic:
    """The L2 study around the table's baseline and around another, whose seeds vary ten times as much."""
    made = Synthetic()
    made.study("l2", {0.0: NONE, 0.001: (0.5, 0.6, 0.4)})
    made.study("activation", {"relu": NONE, "tanh": (0.5, 0.6, 0.4)})
    made.study("l2", {0.0: NONE, 0.001: (5.0, 6.0, 4.0)}, name="lenet-l2-cifar10-base", learning_rate=0.003)
    made.studies[-1]["base"] = {"learning_rate": 0.003}
    return made


def test_studies_of_two_baselines_stand_side_by_side_and_lend_each_other_nothing() -> None:
    loaded = load(two_baselines())
    sections = sections_of(loaded.studies)
    assert [len(one.studies) for one in sections] == [2, 1]
    assert [one.anchor for one in sections] == ["cifar10", "cifar10-base-learning_rate-0.003"]
    plain, own = section_findings(loaded, sections, 1.0)
    assert plain.warnings == own.warnings == []
    assert own.studies[0].evidence.prior.freedom == 0 < plain.studies[0].evidence.prior.freedom
    assert own.studies[0].evidence.reference == "0"


@pytest.mark.parametrize(("language", "said"), [("en", "baseline: learning rate 0.003"), ("zh", "基线：学习率 0.003")])
def test_the_title_of_a_section_says_its_baseline(language: str, said: str) -> None:
    plain, _, own = two_baselines().studies
    assert said in setting_title(own, Text(language))
    assert said not in setting_title(plain, Text(language))


def test_the_reference_and_the_networks_compared_are_those_of_the_own_baseline() -> None:
    made = Synthetic()
    made.study("learning_rate", {0.001: NONE, 0.003: NONE})
    made.studies[0]["base"] = {"learning_rate": 0.003}
    assert evidence(made).reference == "0.003"
    assert list(baseline(evidence(made))) == []
    assert set(baseline_rows(load(made))["learning_rate"]) == {0.003}


def test_a_study_without_its_own_baselines_value_says_so() -> None:
    made = Synthetic()
    made.study("learning_rate", {0.001: NONE, 0.003: NONE})
    made.studies[0]["base"] = {"learning_rate": 0.03}
    (said,) = baseline(evidence(made))
    assert (said.rule, said.numbers["baseline"]) == ("no_baseline", "0.03")
