"""What a stored study says, also where an earlier version left something out."""

from typing import Any, cast

import pytest

from hypermodels.dimensions import find
from studies.plan import questions, study_record
from studies.plan.studies import describe
from studies.plan.study_record import StudyRecord
from tests.support.contexts import CONTEXT

PLAIN = questions.study(CONTEXT, find("optimizer"), ("adam", "sgd"), (0, 1))


def a_study(**change: Any) -> StudyRecord:
    return cast(StudyRecord, {**describe(PLAIN), **change})


@pytest.mark.parametrize(
    ("dataset", "training", "validating"),
    [
        ({"samples": 100, "train": 1294, "validation": 144}, 100, 144),
        ({"samples": None, "train": 1294, "validation": 144}, 1294, 144),
        ({"samples": None}, 0, 0),
        ({"samples": None, "train": None, "validation": None}, 0, 0),
    ],
)
def test_pictures_are_the_subsets_or_all_or_not_known(dataset: dict[str, Any], training: int, validating: int) -> None:
    found = a_study(dataset={"name": "digits", "digest": "d1", **dataset})
    assert study_record.training_pictures(found) == training
    assert study_record.validation_pictures(found) == validating


def test_a_reading_goes_by_the_name_of_its_study() -> None:
    assert study_record.own_name(a_study(name="a-5epochs", reading=5)) == "a"
    assert study_record.own_name(a_study(name="a-5epochs", reading=None)) == "a-5epochs"
    assert study_record.own_name(a_study(name="a-5epochs")) == "a-5epochs"  # a dataset may be called so


def test_only_in_a_tuned_study_the_seeds_that_chose_judge_nothing() -> None:
    assert study_record.choosing(a_study(kind="tuned", chosen_on=[1000, 1001])) == {1000, 1001}
    assert study_record.choosing(a_study(kind="finale", chosen_on=[0, 1])) == frozenset()
    assert study_record.choosing(a_study(kind="tuned")) == frozenset()


def test_each_value_has_the_rates_that_it_is_tried_at_in_their_order_each_once() -> None:
    tuned = questions.tuned(CONTEXT, PLAIN, (0.01, 0.001))
    assert tuned is not None
    record = describe(tuned)
    record["trials"].append(record["trials"][0])  # as at another reading
    assert study_record.ladders(record) == {"adam": (0.01, 0.001), "sgd": (0.01, 0.001)}
    assert study_record.ladders({**record, "trials": []}) == {}
