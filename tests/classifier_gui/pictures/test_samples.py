"""Test pictures with their true class."""

from pathlib import Path

import pytest

from analysis.bundles.bundle import DEFAULT_DATASET, UnusableBundle
from classifier_gui.pictures.samples import random_sample


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_a_picture_comes_with_the_class_of_its_folder_and_is_another_than_the_last(tmp_path: Path) -> None:
    put(tmp_path, "pets/a cat 猫/0.png", "pets/dog/0.png", "pets/notes.txt", "pets/dog/notes.txt", "other/fox/0.png")
    cat, dog = tmp_path / "pets/a cat 猫/0.png", tmp_path / "pets/dog/0.png"
    assert {random_sample(tmp_path, "pets", but=dog) for _ in range(20)} == {(cat, "a cat 猫")}
    assert {random_sample(tmp_path, "pets") for _ in range(60)} == {(cat, "a cat 猫"), (dog, "dog")}


def test_the_only_picture_is_shown_again(tmp_path: Path) -> None:
    put(tmp_path, "pets/cat/0.png")
    found = random_sample(tmp_path, "pets")
    assert random_sample(tmp_path, "pets", but=found[0]) == found


@pytest.mark.parametrize(
    ("dataset", "words"), [(DEFAULT_DATASET, "samples"), ("my pets", "samples --dataset 'my pets'")]
)
def test_without_any_the_command_that_writes_them_is_said(dataset: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableBundle) as refused:
        random_sample(tmp_path, dataset)
    assert str(refused.value) == f"There are no test pictures of {dataset}: run `sweepbook {words}` first."
