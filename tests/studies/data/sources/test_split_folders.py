"""A folder with train, validation and test: the user's own splits, and what contradicts them."""

from pathlib import Path

import numpy as np
import pytest

from studies.data import datasets, prepared_dataset
from studies.system.errors import UsageError
from tests.support.picture_folders import fill

COUNTS = {"train": 12, "validation": 3, "test": 5}


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    for split, count in COUNTS.items():
        for place, name in enumerate(("cats", "dogs")):
            fill(tmp_path / "pets" / split / name, len(split) + 100 * place, count)
    return tmp_path / "pets"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def remove(folder: Path) -> None:
    for file in folder.rglob("*.png"):
        file.unlink()
    for one in sorted(folder.rglob("*"), reverse=True):
        one.rmdir()
    folder.rmdir()


def test_splits_are_the_users_own(pets: Path, cache: Path) -> None:
    ref, folder = datasets.prepare(str(pets), cache)
    data = prepared_dataset.load(folder)
    assert (ref.classes, ref.sizes) == (("cats", "dogs"), (24, 6, 10))
    assert ref.name == f"pets-{ref.digest[:6]}"
    alone, _ = datasets.prepare(str(pets / "train"), cache)
    assert alone.sizes == (17, 2, 5)
    np.testing.assert_array_equal(data.test[1], [0] * 5 + [1] * 5)
    assert data.test[0].shape == (10, 32, 32, 3)


@pytest.mark.parametrize(("absent", "sizes"), [("validation", (22, 2, 10)), ("test", (19, 6, 5))])
def test_a_split_that_is_not_there_is_taken_from_training(
    absent: str, sizes: tuple[int, int, int], pets: Path, cache: Path
) -> None:
    remove(pets / absent)
    assert datasets.prepare(str(pets), cache)[0].sizes == sizes


def test_other_words_for_a_split_are_known_whatever_their_case(pets: Path, cache: Path) -> None:
    before, _ = datasets.prepare(str(pets), cache)
    for old, new in (("train", "Training"), ("validation", "val"), ("test", "TESTING")):
        (pets / old).rename(pets / new)
    assert datasets.prepare(str(pets), cache)[0].digest == before.digest


def test_classes_may_be_called_like_splits(tmp_path: Path, cache: Path) -> None:
    for place, name in enumerate(("train", "test")):  # locomotives, and inkblots
        fill(tmp_path / "odd" / name, place)
    assert datasets.prepare(str(tmp_path / "odd"), cache)[0].classes == ("test", "train")


def test_a_class_that_training_lacks_is_refused(pets: Path, cache: Path) -> None:
    fill(pets / "test" / "birds", 9, 2)
    with pytest.raises(
        UsageError, match=r"test has the class birds, which .*train lacks: .*Add it there, or remove it"
    ):
        datasets.prepare(str(pets), cache)
    assert not cache.exists()


def test_a_class_that_is_not_tested_is_said_and_keeps_its_number(pets: Path, cache: Path) -> None:
    remove(pets / "test" / "cats")
    said: list[str] = []
    _, folder = datasets.prepare(str(pets), cache, say=said.append)
    assert said == [f"{pets}/test has no pictures of cats"]
    assert set(prepared_dataset.load(folder).test[1]) == {1}


def test_pictures_that_are_in_training_too_are_counted(pets: Path, cache: Path) -> None:
    for split, count in (("test", 4), ("validation", 1)):
        for number in range(count):
            (pets / split / "dogs" / f"{number:02d}.png").write_bytes(
                (pets / f"train/dogs/{number:02d}.png").read_bytes()
            )
    said: list[str] = []
    datasets.prepare(str(pets), cache, say=said.append)
    (note,) = said
    assert note.startswith("1 of 6 validation pictures and 4 of 10 test pictures are identical to training pictures")


def test_what_contradicts_the_splits_is_refused(pets: Path, cache: Path) -> None:
    with pytest.raises(UsageError, match=r"validation=0.2 is for pictures without a validation set of their own"):
        datasets.prepare(str(pets), cache, 0.2)
    (pets / "val").mkdir()
    with pytest.raises(UsageError, match="has the folders val and validation for one split: keep one of them"):
        datasets.prepare(str(pets), cache)
    (pets / "val").rmdir()
    remove(pets / "train")
    with pytest.raises(UsageError, match="has test and validation, but no folder train: put the training pictures"):
        datasets.prepare(str(pets), cache)
    assert not list(cache.glob("*/dataset.json"))


def test_an_exchanged_picture_of_a_split_is_noticed(pets: Path, cache: Path) -> None:
    before, _ = datasets.prepare(str(pets), cache)
    picture = pets / "test" / "dogs" / "00.png"
    picture.write_bytes((pets / "test" / "cats" / "00.png").read_bytes())
    after, _ = datasets.prepare(str(pets), cache)
    assert after.digest != before.digest
