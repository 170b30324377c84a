"""What a card says about answers, on figures small enough to check by eye."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from analysis.bundles import card_markdown, measures
from analysis.bundles.card import Card
from tests.support.places import STORED_EARLIER


def answers(*confidences: float) -> np.ndarray:
    """Two classes; every answer is class 0, so sure."""
    return np.array([[one, 1 - one] for one in confidences], np.float32)


def test_the_wilson_interval_is_the_textbooks() -> None:
    assert measures.wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert measures.wilson(10, 10)[1] == 1


def test_a_row_of_the_confusion_is_the_true_class() -> None:
    found = measures.confusion(np.array([0, 0, 1, 2]), np.array([0, 2, 1, 1]), 3)
    assert found.tolist() == [[1, 0, 1], [0, 1, 0], [0, 1, 0]]


def test_answers_as_sure_as_the_threshold_are_right_in_95_percent() -> None:
    confidences = np.linspace(0.99, 0.60, 40)
    labels = np.array([0] * 20 + [1] + [0] * 9 + [1] * 10)  # one wrong among the first 30: 29 of 30 are right
    threshold = measures.threshold(answers(*confidences), labels)
    assert threshold == pytest.approx(confidences[29])
    assert measures.threshold(answers(*confidences), np.ones(40, int)) == 1


def test_equal_confidences_are_on_one_side_of_the_threshold() -> None:
    """20 right ones and 20 wrong ones of the same confidence: half are right, however they are ordered."""
    assert measures.threshold(answers(*[0.9] * 40), np.array([0] * 20 + [1] * 20)) == 1


def test_few_sure_answers_say_too_little_for_a_threshold() -> None:
    assert measures.threshold(answers(*[0.9] * 19), np.zeros(19, int)) is None
    assert measures.threshold(answers(*[0.9] * 20), np.zeros(20, int)) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        (None, "- Too few validation pictures for a confidence threshold"),
        (0.9, "- An answer below 90% is not to be relied on"),
        (1.0, "- No confidence is high enough to rely on: at none were 95 % of the validation answers right"),
    ],
)
def test_a_card_says_why_it_has_no_threshold(threshold: float | None, said: str) -> None:
    written = json.loads((STORED_EARLIER / "bundles" / "digits" / "lenet" / "card.json").read_text())
    written["confidence_threshold"] = threshold
    assert said in card_markdown.page(Card.from_json(json.dumps(written)))


def test_calibration_counts_every_picture_once_in_its_tenth() -> None:
    found = measures.calibration(answers(0.55, 0.95, 0.97, 1.0), np.array([1, 0, 0, 1]))
    assert found == [
        {"confidence": 0.55, "accuracy": 0.0, "count": 1},
        {"confidence": pytest.approx(0.9733, abs=1e-4), "accuracy": pytest.approx(0.6667, abs=1e-4), "count": 3},
    ]


def test_the_surest_errors_come_first_with_their_pictures() -> None:
    pictures = np.arange(3, dtype=np.uint8)[:, None, None, None] * np.full((32, 32, 3), 40, np.uint8)
    found = measures.surest_errors(pictures, np.array([1, 0, 1]), answers(0.6, 0.7, 0.9), ["cat", "dog"])
    assert [(one["true"], one["predicted"], one["probability"]) for one in found] == [
        ("dog", "cat", 0.9),
        ("dog", "cat", 0.6),
    ]
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(found[0]["picture"]))))
    assert (shown == pictures[2]).all()
