"""What a card says of its model, in words."""

from dataclasses import replace

import pytest

from classifier_gui.text import card_lines
from classifier_gui.text.language import Words
from hypermodels.dimensions import BASELINE
from studies.system.formats import percent
from tests.support.linear_bundles import card

ENGLISH, CHINESE = Words("en"), Words("zh")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (9_999, "9,999"), (10_000, "10 k"), (62_006, "62 k"), (11_173_962, "11.2 M")]
)
def test_a_large_count_is_short(count: int, said: str) -> None:
    assert card_lines.short(count) == said


def test_a_trial_is_where_it_departs_from_the_baseline_but_for_the_epochs() -> None:
    found = replace(card("lenet"), configuration={**BASELINE, "learning_rate": 0.003, "optimizer": "sgd", "epochs": 50})
    assert card_lines.trial(found, ENGLISH) == "Learning rate 0.003, sgd"
    assert card_lines.trial(found, CHINESE) == "学习率 0.003、sgd"
    assert card_lines.trial(replace(found, configuration=dict(BASELINE)), ENGLISH) == "baseline"
    own = replace(found, configuration={**BASELINE, "depth": 3})
    assert card_lines.trial(own, ENGLISH) == "depth 3"


def test_how_it_was_trained_is_said_as_far_as_the_card_knows() -> None:
    found = replace(card("lenet"), width=0.25)
    assert card_lines.scale(found, ENGLISH) == ["10 epochs", "width 0.25"]
    assert card_lines.scale(replace(found, configuration={}), ENGLISH) == ["width 0.25"]
    assert card_lines.pictures(found, ENGLISH) == []
    assert card_lines.pictures(replace(found, samples=2000), ENGLISH) == ["2,000 training pictures"]


def test_the_details_hold_every_fact_in_either_language() -> None:
    found = replace(card("lenet"), samples=2000)
    lines = card_lines.details(found, ENGLISH).splitlines()
    accuracy, high = percent(0.612), percent(0.622)
    assert lines[0] == f"Test accuracy {accuracy}, 95 % interval 60.2 to {high}, of 10,000 pictures"
    assert "sees 32x32 pixels, 10 epochs, width 1, 2,000 training pictures" in lines[1]
    assert lines[2] == "Study lenet-learning_rate-cifar10, run 0123456789abcdef, seed 1"
    assert lines[4] == "Test set of 10,000 pictures, opened once"
    assert "Learning rate: 0.003" in lines
    opened = replace(found, test=replace(found.test, times_opened=3))
    assert "Test set of 10,000 pictures, opened 3 times" in card_lines.details(opened, ENGLISH)
    assert len(card_lines.details(found, CHINESE).splitlines()) == len(lines)
