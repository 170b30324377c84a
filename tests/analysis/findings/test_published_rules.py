"""What a network reached, held against what others report of it. Effects are points, one number a seed."""

import json
from typing import Any

import pytest

from analysis.findings.published_rules import published, published_of_card
from analysis.text.text import Text
from hypermodels import NETWORKS
from hypermodels.published.references import REFERENCES, of
from tests.support.places import STORED_EARLIER
from tests.support.synthetic_evidence import LOW, NONE, evidences
from tests.support.synthetic_records import Synthetic

ALIKE = (0.0, 0.1, -0.1)


def told(base: float, network: str = "lenet", dataset: str = "cifar10", **change: Any) -> tuple[str, list[object]]:
    made = Synthetic(network, dataset)
    made.study("activation", {"relu": ALIKE, "tanh": LOW}, base=base, **change)
    (found,) = published(evidences(made)) or [None]
    return found.rule, found.numbers.get("reasons", [])


def test_a_number_lies_inside_what_is_published_above_it_or_below_it() -> None:
    assert told(0.59, epochs=100)[0] == "published_inside"
    assert told(0.70, epochs=100)[0] == "published_above"
    assert told(0.50, epochs=100) == ("published_below", [])


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, [("epochs", "10 / 200")]),
        ({"epochs": 100, "width": 0.5}, [("width", "0.5")]),
        ({"epochs": 100, "network": "vggnet"}, [("epochs", "100 / 250"), ("augmentation", "")]),
        ({"epochs": 100, "network": "alexnet"}, [("build", "1.4 M parameters")]),
    ],
)
def test_what_explains_a_lower_number_makes_it_not_comparable(change: dict[str, Any], reasons: object) -> None:
    assert told(0.50, **change) == ("published_apart", reasons)


def test_a_subset_is_a_reason() -> None:
    made = Synthetic()
    study = made.study("activation", {"relu": ALIKE}, base=0.4, epochs=100)
    study["dataset"]["samples"] = 1000
    (found,) = published(evidences(made))
    assert found.numbers["reasons"] == [("subset", 1000)]


def test_nothing_is_said_of_other_pictures_or_of_what_did_not_learn() -> None:
    made = Synthetic(dataset="digits")
    made.study("activation", {"relu": ALIKE})
    assert list(published(evidences(made))) == []
    stuck = Synthetic()
    stuck.study("activation", {"relu": LOW})
    assert list(published(evidences(stuck))) == []


def test_a_users_network_is_not_held_against_one_of_the_same_name() -> None:
    made = Synthetic()
    made.study("activation", {"relu": ALIKE}, own={"title": "LeNet", "paper": "", "source": "s", "dimensions": []})
    assert list(published(evidences(made))) == []


def a_card(**change: object) -> dict[str, object]:
    """The card of an exported network with a test accuracy of 50 to 52 %."""
    content = json.loads((STORED_EARLIER / "bundles" / "digits" / "lenet" / "card.json").read_text())
    test = {**content["test"], "accuracy": 0.51, "low": 0.50, "high": 0.52}
    return {**content, "dataset": "cifar10", "test": test, "samples": None, "width": 1.0, **change}


def test_the_test_accuracy_of_an_exported_model_is_held_against_the_published_one() -> None:
    (found,) = published_of_card(a_card(configuration={"epochs": 100}))
    assert (found.rule, found.numbers["on"], found.numbers["apart_points"]) == (
        "published_below",
        "test",
        pytest.approx(7.48),
    )
    assert "on the test pictures: below it by 7.5 points" in Text().sentence(found)
    (few,) = published_of_card(a_card(configuration={"epochs": 3}, samples=300))
    assert few.numbers["reasons"] == [("epochs", "3 / 200"), ("subset", 300)]


@pytest.mark.parametrize(
    "change", [{"network": "my_net"}, {"test": None}, {"dataset": "digits"}, {"configuration": {}}]
)
def test_a_card_that_is_damaged_or_of_something_else_is_passed_over(change: dict[str, object]) -> None:
    assert list(published_of_card(a_card(**change))) == []


def test_one_seed_is_judged_by_what_its_pictures_leave_open() -> None:
    made = Synthetic()
    made.study("activation", {"relu": (0.0,)}, (0,), base=0.59, epochs=100)
    (found,) = published(evidences(made))
    assert found.rule == "published_inside"
    assert 0.57 < found.numbers["low_acc"] < 0.59


@pytest.mark.parametrize(("language", "said"), [("en", "not compare: fewer epochs (10 / 200)"), ("zh", "轮数较少")])
def test_the_sentence_names_number_source_and_reasons(language: str, said: str) -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE}, base=0.5)
    (found,) = published(evidences(made))
    sentence = Text(language).sentence(found)
    assert said in sentence
    assert "58.5–60.4 %" in sentence
    assert "Wei Li 2017" in sentence


def test_each_of_the_five_networks_has_a_reference_with_a_source() -> None:
    found = {one.network for one in REFERENCES}
    assert set(NETWORKS) >= found >= {"lenet", "alexnet", "vggnet", "googlenet", "resnet"}
    assert all(of(network, True) for network in found)
    assert all(0.5 < one.low <= one.high < 1 and one.where and one.n for one in REFERENCES)
