"""Which source a name or a path means."""

from pathlib import Path

import numpy as np
import pytest

from studies.data.sources import lookup
from studies.system.errors import UsageError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a höme 家"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def an_npz(path: Path) -> Path:
    pictures, labels = np.zeros((20, 4, 4), np.uint8), np.arange(20) % 2
    np.savez(path, x_train=pictures, y_train=labels, x_test=pictures, y_test=labels)
    return path


def test_a_built_in_name_is_that_dataset_and_a_folder_of_its_name_is_told_of(here: Path) -> None:
    assert lookup.find("digits").notes == ()
    (here / "digits").mkdir()
    assert lookup.find("digits").notes == ("digits is the built-in dataset; the folder is ./digits",)


def test_an_npz_file_is_known_by_its_ending_in_any_case(here: Path) -> None:
    assert lookup.find(str(an_npz(here / "my pets.npz"))).name.startswith("my_pets")
    an_npz(here / "some.npz").rename(here / "Loud.NPZ")
    assert lookup.find("Loud.NPZ").name.startswith("Loud")


def test_the_name_of_ones_own_is_that_of_the_folder_or_file_wherever_one_stands(here: Path) -> None:
    (here / "my flöwers").mkdir()
    an_npz(here / "pets.npz")
    assert [lookup.own_name(path) for path in ("my flöwers", "./my flöwers/", ".", "pets.npz")] == [
        "my_flöwers",
        "my_flöwers",
        "a_höme_家",
        "pets",
    ]
    assert lookup.own_name("pets") is lookup.own_name("none.npz") is None


@pytest.mark.parametrize("name", ["cifar11", "", "none.npz", "x" * 5000, "two\nlines"])
def test_another_name_is_told_with_those_there_are(name: str, here: Path) -> None:
    (here / "pets.npz").mkdir()
    with pytest.raises(UsageError, match=r"^Unknown dataset .*: give cifar10, digits, mnist") as refused:
        lookup.find(name)
    assert len(str(refused.value)) < 500
    assert "\n" not in str(refused.value)
