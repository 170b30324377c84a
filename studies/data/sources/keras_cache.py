"""Keras' built-in datasets that lie in its cache, read without Keras: mnist, fashion_mnist and cifar100.

MNIST: LeCun, Bottou, Bengio, Haffner 1998. Fashion-MNIST: Xiao, Rasul, Vollgraf 2017; its class T-shirt/top is called
T-shirt, since a class names a folder. CIFAR-100: Krizhevsky 2009, its 100 fine classes. Nothing is downloaded here.
"""

import tarfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from studies.data.sources import arrays, download, idx, npz, pickled_batch
from studies.data.sources.source import Arrays, Parts, Source, key_of
from studies.system import names, variables
from studies.system.errors import UsageError

FASHION = ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
IDX = {  # the files of a split: pictures, labels
    "train": ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    "test": ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
}
CIFAR = ("train", "test", "meta")
MOST_CIFAR = 256 << 20  # bytes of a file; that of the training set has 155 MB
CIFAR_SIDE = 32
T = TypeVar("T")


def mnist() -> Source:
    """
    Raises:
        UsageError: it is not in Keras' cache, or damaged.
    """
    (path,) = _files("mnist", [_cache()], ["mnist.npz"])
    found = npz.source(path)
    return Source("mnist", found.classes, found.key, found.read, own_side=found.own_side)


def fashion_mnist() -> Source:
    """
    Raises:
        UsageError: it is not in Keras' cache.
    """
    files = _files("fashion_mnist", [_cache() / "fashion-mnist"], [name for pair in IDX.values() for name in pair])
    places = {path.name: path for path in files}

    def read(side: int) -> Parts:
        parts = {split: _of_idx(places[pictures], places[labels]) for split, (pictures, labels) in IDX.items()}
        return _parts(parts, side)

    return Source("fashion_mnist", FASHION, key_of(files), read, own_side=28)


def cifar100() -> Source:
    """
    Raises:
        UsageError: it is not in Keras' cache, or damaged.
    """
    folder, archive = "cifar-100-python", _cache() / "cifar-100-python.tar.gz"
    places = [_cache() / folder, _cache() / f"{folder}-target" / folder]
    if archive.is_file() and not any(_is_whole(place, CIFAR) for place in places):
        _attempt(archive, lambda: download.unpack(archive, CIFAR, places[0], MOST_CIFAR))
    files = _files("cifar100", places, CIFAR)
    classes = _attempt(files[2], lambda: _class_names(pickled_batch.read(files[2])))

    def read(side: int) -> Parts:
        parts = {path.name: _attempt(path, partial(_of_cifar, path, len(classes))) for path in files[:2]}
        return _parts(parts, side)

    return Source("cifar100", classes, key_of(files), read, own_side=CIFAR_SIDE)


def _cache() -> Path:
    return variables.keras_home() / "datasets"


def _files(name: str, folders: list[Path], files: Sequence[str]) -> list[Path]:
    """The files in the first of the folders that has them all."""
    for folder in folders:
        if _is_whole(folder, files):
            return [folder / file for file in files]
    missing = next(folders[0] / file for file in files if not (folders[0] / file).is_file())
    raise UsageError(
        f"{name} is not in Keras' cache ({missing} is not there): fetch it by "
        f"`python -c 'import keras; keras.datasets.{name}.load_data()'`, which needs the network."
    )


def _is_whole(folder: Path, files: Sequence[str]) -> bool:
    return all((folder / file).is_file() for file in files)


def _attempt(path: Path, read: Callable[[], T]) -> T:
    try:
        return read()
    except (idx.ForeignArray, pickled_batch.ForeignBatch, tarfile.TarError, OSError, EOFError, zlib.error) as cause:
        raise UsageError(f"{path} is damaged ({cause}): remove it, and have Keras fetch it again.") from None


def _parts(parts: Mapping[str, Arrays], side: int) -> Parts:
    made = {split: (arrays.at(pictures, side), labels.astype(np.int64)) for split, (pictures, labels) in parts.items()}
    return Parts(made["train"], test=made["test"])


def _of_idx(pictures: Path, labels: Path) -> Arrays:
    shown, numbers = _attempt(pictures, lambda: idx.read(pictures)), _attempt(labels, lambda: idx.read(labels))
    _attempt(pictures, lambda: _check(shown, numbers, len(FASHION)))
    return shown, numbers


def _of_cifar(path: Path, classes: int) -> Arrays:
    content = pickled_batch.read(path, MOST_CIFAR)
    rows, labels = content.get("data"), content.get("fine_labels")
    if not isinstance(rows, np.ndarray) or rows.dtype != np.uint8 or rows.shape[1:] != (3 * CIFAR_SIDE**2,):
        raise pickled_batch.ForeignBatch("it has no pictures under the name data")
    if not isinstance(labels, list) or not all(type(one) is int for one in labels):
        raise pickled_batch.ForeignBatch("it has no whole numbers under the name fine_labels")
    pictures, numbers = rows.reshape(-1, 3, CIFAR_SIDE, CIFAR_SIDE).transpose(0, 2, 3, 1), np.array(labels, np.int64)
    _check(pictures, numbers, classes)
    return pictures, numbers


def _class_names(meta: Mapping[str, object]) -> tuple[str, ...]:
    found = meta.get("fine_label_names")
    if not isinstance(found, list) or len(found) < 2 or not all(isinstance(one, bytes | str) for one in found):
        raise pickled_batch.ForeignBatch("it has no names under fine_label_names")
    read = [one.decode("latin1") if isinstance(one, bytes) else one for one in found]
    return tuple(names.checked(one, "A class") for one in read)


def _check(pictures: np.ndarray, labels: np.ndarray, classes: int) -> None:
    """Raise `idx.ForeignArray` unless there is a label for each picture, and each class has one."""
    if cause := arrays.fault(pictures.shape):
        raise idx.ForeignArray(f"its shape is {pictures.shape}: {cause}")
    if labels.shape != pictures.shape[:1]:
        raise idx.ForeignArray(f"there are {len(pictures)} pictures, and labels of the shape {labels.shape}")
    if set(np.unique(labels)) != set(range(classes)):
        raise idx.ForeignArray(f"its labels are not 0 to {classes - 1}")
