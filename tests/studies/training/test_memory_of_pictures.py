"""Pictures in a file are TensorFlow's as they lie there: the same bytes, and no copy of them."""

import shutil
from pathlib import Path

import numpy as np
import tensorflow as tf

from studies.data.dataset_ref import DatasetRef
from studies.range_test.steps import RangeTest
from studies.training.memory import mapped
from tests.studies.training.digits import a_run

PICTURES = np.random.default_rng(0).integers(0, 256, (40, 32, 32, 3), np.uint8)


def stored(folder: Path) -> np.ndarray:
    np.save(folder / "pictures.npy", PICTURES)
    found: np.ndarray = np.load(folder / "pictures.npy", mmap_mode="r")
    return found


def test_mapped_pictures_are_the_files_own_bytes(tmp_path: Path) -> None:
    taken = mapped(stored(tmp_path))
    assert (taken.dtype, taken.shape) == (tf.uint8, PICTURES.shape)
    assert np.array_equal(taken.numpy(), PICTURES)
    with (tmp_path / "pictures.npy").open("r+b") as file:  # seen only where nothing was copied
        file.seek(-1, 2)
        file.write(bytes([255 - PICTURES[-1, -1, -1, -1]]))
    assert taken.numpy()[-1, -1, -1, -1] == 255 - PICTURES[-1, -1, -1, -1]


def test_they_outlive_the_array_and_the_name_of_the_file(tmp_path: Path) -> None:
    taken = mapped(stored(tmp_path))
    (tmp_path / "pictures.npy").unlink()
    assert np.array_equal(tf.gather(taken, [39, 0]).numpy(), PICTURES[[39, 0]])


def test_a_part_of_them_is_that_part(tmp_path: Path) -> None:
    whole = stored(tmp_path)
    assert np.array_equal(mapped(whole[8:]).numpy(), PICTURES[8:])
    assert np.array_equal(mapped(whole[:8]).numpy(), PICTURES[:8])


def test_pictures_in_memory_are_copied_and_so_are_those_that_lie_askew(tmp_path: Path) -> None:
    own = PICTURES.copy()
    taken = mapped(own)
    own[:] = 0
    assert np.array_equal(taken.numpy(), PICTURES)
    (tmp_path / "askew").write_bytes(b"x" + PICTURES.tobytes())
    askew = np.memmap(tmp_path / "askew", np.uint8, "r", 1, PICTURES.shape)
    assert np.array_equal(mapped(askew).numpy(), PICTURES)


def test_a_range_test_copies_them_no_more_than_training_does(data: tuple[DatasetRef, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(data[1], tmp_path / "own")
    test = RangeTest(a_run(data), folder, points=1, steps=1)
    files = {path: path.read_bytes() for path in folder.glob("train_pictures.npy")}
    assert files
    for path, content in files.items():
        path.write_bytes(content[:-1] + bytes([255 - content[-1]]))  # the same file: seen only where nothing was copied
        assert test._pictures[0].numpy()[-1, -1, -1, -1] == 255 - content[-1]
