"""How far an answer can be relied on, as its card knows."""

from dataclasses import replace
from typing import Any

import pytest

from analysis.bundles.card import Card
from classifier_gui.answers import confidence
from classifier_gui.answers.confidence import ENOUGH, Record
from tests.support.linear_bundles import card


def of(*calibration: tuple[float, float, int], threshold: float | None = None) -> Card:
    told: list[dict[str, Any]] = [
        {"confidence": sure, "accuracy": right, "count": count} for sure, right, count in calibration
    ]
    return replace(card("lenet"), calibration=told, confidence_threshold=threshold)


KNOWN = of((0.85, 0.7, 100), (0.95, 0.9, 200), (0.35, 0.1, ENOUGH - 1))


@pytest.mark.parametrize(
    ("probability", "known"),
    [
        (0.8, Record(0.7, 100)),
        (0.8999, Record(0.7, 100)),
        (0.9, Record(0.9, 200)),
        (1.0, Record(0.9, 200)),
        (0.35, None),  # of too few pictures
        (0.5, None),
    ],
)
def test_an_answer_is_as_good_as_those_of_the_same_tenth(probability: float, known: Record | None) -> None:
    assert confidence.record(KNOWN, probability) == known
    assert confidence.expected(KNOWN, probability) == (known.share if known else probability)


def test_a_card_that_measured_nothing_tells_nothing() -> None:
    assert confidence.record(of(), 0.9) is None
    assert confidence.reliable(of(), 0.99) is None
    assert confidence.expected(of(), 0.9) == 0.9


def test_an_answer_at_the_threshold_is_relied_on() -> None:
    assert [confidence.reliable(of(threshold=0.8), one) for one in (0.79, 0.8, 1.0)] == [False, True, True]
    assert confidence.reliable(of(threshold=0.0), 0.0)
