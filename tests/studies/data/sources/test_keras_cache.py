"""Keras' built-in datasets in its cache: read without Keras and without running what they hold."""

import gzip
import io
import pickle
import struct
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studies.data import datasets, prepared_dataset
from studies.data.sources import idx
from studies.data.sources.keras_cache import FASHION, IDX
from studies.system.errors import UsageError

CLASSES = 4  # of the tiny CIFAR-100
COUNTS = {"train": 60, "test": 20}


@pytest.fixture
def keras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which Keras keeps its datasets, empty."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    return tmp_path / "keras" / "datasets"


def noise(count: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, *shape), np.uint8)


def labels(count: int, classes: int) -> np.ndarray:
    return np.arange(count, dtype=np.uint8) % classes


def idx_bytes(array: np.ndarray) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_mnist(keras: Path) -> None:
    made: dict[str, Any] = {f"x_{split}": noise(2 * count, 28, 28) for split, count in COUNTS.items()}
    made |= {f"y_{split}": labels(2 * count, 10) for split, count in COUNTS.items()}
    np.savez(keras / "mnist.npz", **made)


def write_fashion(keras: Path) -> None:
    (keras / "fashion-mnist").mkdir()
    for split, (pictures, numbers) in IDX.items():
        for name, array in ((pictures, noise(COUNTS[split], 28, 28)), (numbers, labels(COUNTS[split], 10))):
            (keras / "fashion-mnist" / name).write_bytes(gzip.compress(idx_bytes(array)))


def batch(count: int) -> dict[bytes, Any]:
    fine = labels(count, CLASSES).tolist()
    return {b"data": noise(count, 3072), b"fine_labels": fine, b"coarse_labels": fine, b"filenames": [b"a.png"] * count}


def write_cifar(keras: Path) -> None:
    folder = keras / "cifar-100-python"
    folder.mkdir()
    for split, count in COUNTS.items():
        (folder / split).write_bytes(pickle.dumps(batch(count), protocol=2))
    names = [f"class {number}".encode() for number in range(CLASSES)]
    (folder / "meta").write_bytes(pickle.dumps({b"fine_label_names": names, b"coarse_label_names": names}, protocol=2))


WRITE: dict[str, Callable[[Path], None]] = {
    "mnist": write_mnist,
    "fashion_mnist": write_fashion,
    "cifar100": write_cifar,
}


@pytest.mark.parametrize(
    ("name", "sizes", "classes", "side"),
    [
        ("mnist", (108, 12, 40), tuple("0123456789"), 28),
        ("fashion_mnist", (54, 6, 20), FASHION, 28),
        ("cifar100", (54, 6, 20), tuple(f"class {number}" for number in range(CLASSES)), 32),
    ],
)
def test_a_built_in_dataset_is_read_from_the_cache(
    name: str, sizes: tuple[int, ...], classes: tuple[str, ...], side: int, keras: Path, tmp_path: Path
) -> None:
    WRITE[name](keras)
    said: list[str] = []
    ref, folder = datasets.prepare(name, tmp_path / "prepared", say=said.append)
    data = prepared_dataset.load(folder)
    assert (ref.name, ref.sizes, ref.classes, data.side) == (name, sizes, classes, 32)
    assert said == ([] if side == 32 else ["pictures of 28x28 are enlarged to 32x32 by area"])
    np.testing.assert_array_equal(data.test[1], labels(sizes[2], len(classes)))
    own, folder = datasets.prepare(f"{name}-size{side}" if side != 32 else name, tmp_path / "prepared")
    pictures = prepared_dataset.load(folder).test[0]
    expected = noise(sizes[2], 28, 28)[..., None].repeat(3, 3)
    if name == "cifar100":
        expected = noise(20, 3072).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    np.testing.assert_array_equal(pictures, expected)
    assert own.side == side


@pytest.mark.parametrize("name", WRITE)
def test_what_is_not_there_is_told_with_its_place_and_the_command(name: str, keras: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"{keras}/.* is not there.*keras\.datasets\.{name}\.load_data\(\)"):
        datasets.prepare(name, tmp_path / "prepared")
    assert not (tmp_path / "prepared").exists()


def test_an_archive_is_unpacked_beside_itself_and_only_what_is_needed(keras: Path, tmp_path: Path) -> None:
    write_cifar(tmp_path)
    with tarfile.open(keras / "cifar-100-python.tar.gz", "w:gz") as packed:
        packed.add(tmp_path / "cifar-100-python", "cifar-100-python")
        packed.addfile(tarfile.TarInfo("../escaped"), io.BytesIO(b""))
    assert datasets.prepare("cifar100", tmp_path / "prepared")[0].sizes == (54, 6, 20)
    assert sorted(path.name for path in (keras / "cifar-100-python").iterdir()) == ["meta", "test", "train"]
    assert not (tmp_path / "escaped").exists()


def packed_cifar(keras: Path, elsewhere: Path) -> None:
    write_cifar(elsewhere)
    with tarfile.open(keras / "cifar-100-python.tar.gz", "w:gz") as packed:
        packed.add(elsewhere / "cifar-100-python", "cifar-100-python")


def test_a_folder_that_a_kill_left_without_a_file_is_unpacked_again(keras: Path, tmp_path: Path) -> None:
    packed_cifar(keras, tmp_path)
    (keras / "cifar-100-python").mkdir()
    (keras / "cifar-100-python" / "train").write_bytes(b"")
    assert datasets.prepare("cifar100", tmp_path / "prepared")[0].sizes == (54, 6, 20)


def test_an_archive_with_a_file_that_is_too_large_is_refused_and_nothing_of_it_is_written(
    keras: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed_cifar(keras, tmp_path)
    monkeypatch.setattr("studies.data.sources.keras_cache.MOST_CIFAR", 1000)
    with pytest.raises(UsageError, match=r"tar\.gz is damaged \(cifar-100-python/train has 0 MiB, and 0 is the limit"):
        datasets.prepare("cifar100", tmp_path / "prepared")
    assert [path.name for path in keras.iterdir()] == ["cifar-100-python.tar.gz"]


# A compressed file with a block of no known type.
TORN = gzip.compress(b"", mtime=0)[:10] + b"\xff" * 20


class Calls:
    def __reduce__(self) -> tuple[Any, ...]:
        return print, ("run",)


@pytest.mark.parametrize(
    ("name", "file", "content", "sentence"),
    [
        ("mnist", "mnist.npz", b"cut", "mnist.npz is no file of arrays"),
        ("fashion_mnist", "fashion-mnist/t10k-images-idx3-ubyte.gz", b"cut", "damaged .*Not a gzipped file"),
        (
            "fashion_mnist",
            "fashion-mnist/train-labels-idx1-ubyte.gz",
            gzip.compress(idx_bytes(labels(59, 10)), mtime=0),
            "there are 60 pictures, and labels of the shape",
        ),
        (
            "fashion_mnist",
            "fashion-mnist/train-labels-idx1-ubyte.gz",
            gzip.compress(idx_bytes(labels(60, 11)), mtime=0),
            "its labels are not 0 to 9",
        ),
        ("fashion_mnist", "fashion-mnist/t10k-images-idx3-ubyte.gz", TORN, r"damaged \(Error -3 while decompressing"),
        (
            "fashion_mnist",
            "fashion-mnist/t10k-images-idx3-ubyte.gz",
            gzip.compress(b"\0\0\x08\x64" + b"\0\0\0\1" * 100 + b"a", mtime=0),
            "it says it has 100 dimensions",
        ),
        ("cifar100", "cifar-100-python/train", pickle.dumps(Calls()), r"damaged \(it would call builtins.print"),
        ("cifar100", "cifar-100-python/train", pickle.dumps({b"data": 1}), "it has no pictures under the name data"),
        ("cifar100", "cifar-100-python/meta", pickle.dumps({}), "it has no names under fine_label_names"),
        (
            "cifar100",
            "cifar-100-python/meta",
            pickle.dumps({b"fine_label_names": [b"a", b"b"]}),
            "its labels are not 0 to 1",
        ),
        (
            "cifar100",
            "cifar-100-python/meta",
            pickle.dumps({b"fine_label_names": [b"../a", b"b"]}),
            "A class '../a' is no name for a file",
        ),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(
    name: str, file: str, content: bytes, sentence: str, keras: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    WRITE[name](keras)
    (keras / file).write_bytes(content)
    with pytest.raises(UsageError, match=sentence):
        datasets.prepare(name, tmp_path / "prepared")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\x09\x01\0\0\0\x01a",
        b"\0\0\x08\x02\0\0\0\x01",
        b"\0\0\x08\x01\0\0\0\x02a",
        b"\0\0\x08\x01\0\0\0\x01ab",
    ],
    ids=["empty", "other numbers", "no second dimension", "too few", "too many"],
)
def test_a_file_that_is_not_in_mnists_format_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(idx.ForeignArray):
        idx.read(tmp_path / "x")


def test_a_folder_that_is_called_like_a_built_in_dataset_is_not_taken_silently(
    keras: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mnist(keras)
    (tmp_path / "here" / "mnist").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    said: list[str] = []
    assert datasets.prepare("mnist", tmp_path / "prepared", say=said.append)[0].name == "mnist"
    assert "mnist is the built-in dataset; the folder is ./mnist" in said
