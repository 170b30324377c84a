"""Which pictures a study trains on: what is hashed of them, and the words that make another dataset of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hypermodels import SIDE, SIDES
from hypermodels.errors import InvalidValue
from studies.data import dataset_ref
from tests.support.contexts import REF


def test_the_usual_side_is_no_part_of_an_identity() -> None:
    """So ids of before there were others stay."""
    assert REF.identity == {"name": "digits", "digest": "d1", "samples": None}
    assert replace(REF, side=SIDE).identity == REF.identity
    assert replace(REF, side=64, samples=100).identity == {**REF.identity, "samples": 100, "side": 64}


def test_only_pictures_larger_than_usual_take_memory_that_counts() -> None:
    assert [replace(REF, side=side).beyond_usual for side in (16, SIDE)] == [0, 0]
    assert replace(REF, side=64).beyond_usual == (1294 + 144) * 3 * 64 * 64


def test_a_subset_has_a_picture_of_each_class_at_least_and_all_of_them_is_none() -> None:
    assert dataset_ref.sampled(REF, None) == dataset_ref.sampled(REF, 1294) == REF
    assert [dataset_ref.sampled(REF, count).samples for count in (10, 1293)] == [10, 1293]
    for count in (9, 1295):
        with pytest.raises(InvalidValue, match=rf"^samples={count} is out of range.*give 10 to 1294, or all\.$"):
            dataset_ref.sampled(REF, count)


@pytest.mark.parametrize(
    ("batch", "side", "pictures"), [(32, 32, 32), (32, 16, 32), (32, 64, 8), (1, 224, 1), (100, 224, 2)]
)
def test_a_batch_of_larger_pictures_has_no_more_pixels(batch: int, side: int, pictures: int) -> None:
    assert dataset_ref.of_pixels(batch, side) == pictures


def test_a_share_and_a_side_are_numbers() -> None:
    assert (dataset_ref.validation_share("0.2"), dataset_ref.picture_side(" 64 ")) == (0.2, 64)
    assert [dataset_ref.picture_side(str(side)) for side in SIDES] == list(SIDES)


@pytest.mark.parametrize(
    ("parse", "text", "sentence"),
    [
        (dataset_ref.validation_share, "0", "validation=0 is out of range"),
        (dataset_ref.validation_share, "1", "validation=1 is out of range"),
        (dataset_ref.validation_share, "nan", "validation=nan is out of range"),
        (dataset_ref.validation_share, "a tenth", "validation=a tenth is out of range"),
        (dataset_ref.picture_side, "64.0", "size=64.0 is not a whole number; try size=64, 16 to 224"),
        (dataset_ref.picture_side, "9" * 5000, "size=9"),
        (dataset_ref.picture_side, "15", "size=15 is out of range"),
        (dataset_ref.picture_side, "225", "size=225 is out of range"),
    ],
)
def test_another_word_is_a_sentence(parse: Callable[[str], object], text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse(text)
    assert str(refused.value).startswith(sentence)
