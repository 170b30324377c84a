"""How much of each class a value recognises, and which class it changes otherwise than the rest."""

import numpy as np
import pytest

from analysis.numbers.answers.recall import class_changes, recall_table
from analysis.numbers.answers.study_answers import StudyAnswers
from tests.analysis.numbers.answers.four_pictures import CATS, CLASSES, DOGS, RIGHT, of


def test_the_recall_of_a_class_is_the_share_of_its_pictures_over_the_seeds() -> None:
    table = recall_table(of(a=[RIGHT, [0, 1, 1, 1]], b=[CATS]), ("b", "a", "none"), CLASSES)
    assert table.to_dict() == {"b": {"cat": 1.0, "dog": 0.0}, "a": {"cat": 0.75, "dog": 1.0}}
    assert recall_table(StudyAnswers(np.empty(0, np.uint8), {}, 0, 0), ("a",), CLASSES).empty


def test_a_class_that_a_value_changes_otherwise_than_the_rest_is_told_first_and_so_in_every_seed() -> None:
    found = class_changes(of(a=[RIGHT, RIGHT], b=[CATS, CATS]), ("a", "b"), "a", CLASSES)
    assert [(one.value, one.name, one.mean, one.overall) for one in found] == [
        ("b", "cat", 0.0, -0.5),
        ("b", "dog", -1.0, -0.5),
    ]
    assert [(one.low, one.high, one.p, one.tests) for one in found] == [(0.5, 0.5, 0.0, 2), (-0.5, -0.5, 0.0, 2)]


def test_values_that_change_all_classes_alike_change_none() -> None:
    found = class_changes(of(a=[RIGHT, RIGHT], b=[DOGS[::-1], CATS]), ("b",), "a", CLASSES)
    assert [one.p for one in found] == [1.0, 1.0]
    assert class_changes(of(a=[RIGHT, RIGHT], b=[RIGHT, RIGHT]), ("b",), "a", CLASSES)[0].p == 1.0


@pytest.mark.parametrize(
    "answers",
    [of(a=[RIGHT], b=[CATS]), of(a=[RIGHT, RIGHT], b=[]), of(a=[RIGHT, RIGHT])],
    ids=["one seed", "none", "one"],
)
def test_one_seed_in_common_compares_no_class(answers: StudyAnswers) -> None:
    assert class_changes(answers, ("a", "b"), "a", CLASSES) == []
