"""Where pictures come from: CIFAR-10, scikit-learn's digits, or a folder. Each gives whole, unsplit arrays."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hypermodels import SIDE
from studies.data import cifar10
from studies.data.cifar10 import Arrays
from studies.data.class_folders import ClassFolders, stamp
from studies.system.errors import UsageError
from studies.system.escapes import short

BUILT_IN = ("cifar10", "digits")


@dataclass(frozen=True)
class Source:
    """A place with pictures: `key` changes when they may have changed, `read` gives them.

    `read` returns the training set and the test set; a source without a test set of its own gives None.
    """

    name: str
    classes: tuple[str, ...]
    key: str
    read: Callable[[], tuple[Arrays, Arrays | None]]
    built_in: bool = True  # otherwise its name is the folder's, which others may have too
    notes: tuple[str, ...] = ()  # what a user should know of it, a sentence each


def find(dataset: str) -> Source:
    """The source that `DATASET=` names: cifar10, digits, or the path of a folder.

    Raises:
        UsageError: neither, or CIFAR-10 is nowhere to be had.
    """
    if dataset == "cifar10":
        return _cifar10()
    if dataset == "digits":
        return digits()
    if os.path.isdir(dataset):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        return folder(Path(dataset))
    raise UsageError(
        f"Unknown dataset {short(dataset, 200)}: give cifar10, digits, or the path of a folder with one subfolder "
        "a class."
    )


def _cifar10() -> Source:
    place = cifar10.folder()
    key = repr([stamp(place / name) for name in cifar10.FILES])
    return Source("cifar10", cifar10.CLASSES, key, lambda: cifar10.read(place))


def digits() -> Source:
    """Scikit-learn's bundled handwritten digits (Alpaydin, Kaynak 1998): 1,797 pictures of 8x8, shown as 32x32 RGB."""

    def read() -> tuple[Arrays, None]:
        from sklearn.datasets import load_digits

        bundle = load_digits()
        grey = np.round(bundle.images * (255 / 16)).astype(np.uint8)
        large = [cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for picture in grey]
        return (np.repeat(np.stack(large)[..., None], 3, axis=3), bundle.target.astype(np.int64)), None

    return Source("digits", tuple("0123456789"), "digits 1", read)


def folder(root: Path) -> Source:
    """A folder with one subfolder a class: pictures of any size, shrunk with area averaging, middle square kept.

    Raises:
        UsageError: the folder is empty or mixed, has one class only, or a class has too few pictures.
    """
    found = ClassFolders(root.resolve())
    return Source(
        slug(found.root.name),
        tuple(found.pictures),
        found.key(),
        lambda: (found.read(), None),
        built_in=False,
        notes=tuple(found.notes()),
    )


def slug(name: str) -> str:
    """A folder's name as a part of file names: letters and digits of any script, no blanks."""
    return "".join(letter if letter.isalnum() or letter in "._" else "_" for letter in name) or "pictures"
