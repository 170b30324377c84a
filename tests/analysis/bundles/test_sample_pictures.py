"""Test pictures as files: a few of each class, the same ones every time."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from analysis.bundles import sample_pictures
from studies.data.prepared_dataset import Dataset
from studies.system.errors import UsageError


@pytest.mark.parametrize(
    ("indices", "count", "chosen"),
    [([3, 5, 8], 5, [3, 5, 8]), (range(10), 5, [0, 2, 4, 6, 8]), (range(7), 3, [0, 2, 4]), ([], 5, []), ([4], 1, [4])],
)
def test_pictures_are_taken_at_even_distances_or_all_of_them(indices: list[int], count: int, chosen: list[int]) -> None:
    assert sample_pictures.spread(np.array([*indices], int), count).tolist() == chosen


def a_dataset(*classes: str) -> Dataset:
    """Seven pictures of the first class, one of the second; of the n-th picture every number is n."""
    pictures = np.repeat(np.arange(8, dtype=np.uint8), 32 * 32 * 3).reshape(8, 32, 32, 3)
    labels = np.array([0] * 7 + [1])
    none = (pictures[:0], labels[:0])
    return Dataset(classes=classes, train=none, validation=none, test=(pictures, labels))


def test_each_class_has_a_folder_and_equal_pictures_are_written_again(tmp_path: Path) -> None:
    for _ in range(2):
        written = list(sample_pictures.write(a_dataset("a cat 猫", "dog", "fox"), tmp_path / "samples"))
        names = [str(path.relative_to(tmp_path / "samples")) for path in written]
        assert names == [*(f"a cat 猫/{n}.png" for n in range(5)), "dog/0.png"]
        assert [int(np.asarray(Image.open(path)).max()) for path in written] == [0, 1, 2, 4, 5, 7]
        assert (tmp_path / "samples" / "fox").is_dir()


def test_a_class_that_leads_elsewhere_writes_none_of_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no name for a file"):
        list(sample_pictures.write(a_dataset("cat", "../dog"), tmp_path / "samples"))
    assert list(tmp_path.iterdir()) == []
