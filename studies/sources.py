"""Where pictures come from: CIFAR-10, scikit-learn's digits, or a folder. Each gives whole, unsplit arrays."""

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from studies import pictures
from studies.errors import UsageError

BUILT_IN = ("cifar10", "digits")
SIDE = 32  # pixels
SMALLEST_CLASS = 10  # pictures: fewer leave nothing to validate and test with

CIFAR10_CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
CIFAR10_FILES = ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch")
CIFAR10_FOLDER = "cifar-10-batches-py"

Arrays = tuple[np.ndarray, np.ndarray]  # pictures uint8 (N, 32, 32, 3) RGB, class numbers int64 (N,)
SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm"))


@dataclass(frozen=True)
class Source:
    """A place with pictures: `key` changes when they may have changed, `read` gives them.

    `read` returns the training set and the test set; a source without a test set of its own gives None.
    """

    name: str
    classes: tuple[str, ...]
    key: str
    read: Callable[[], tuple[Arrays, Arrays | None]]


def find(dataset: str) -> Source:
    """The source that `DATASET=` names: cifar10, digits, or the path of a folder.

    Raises:
        UsageError: neither, or CIFAR-10 is nowhere to be had.
    """
    if dataset == "cifar10":
        return cifar10()
    if dataset == "digits":
        return digits()
    if Path(dataset).is_dir():
        return folder(Path(dataset))
    raise UsageError(
        f"Unknown dataset {dataset}: give cifar10, digits, or the path of a folder with one subfolder a class."
    )


def cifar10() -> Source:
    """Krizhevsky 2009: 50,000 training and 10,000 test pictures in ten classes, in the official Python layout."""
    place = _cifar10_folder()
    stamps = [(name, (place / name).stat().st_size, (place / name).stat().st_mtime_ns) for name in CIFAR10_FILES]

    def read() -> tuple[Arrays, Arrays]:
        batches = [_cifar10_batch(place / name) for name in CIFAR10_FILES]
        train = batches[:-1]
        return (np.concatenate([x for x, _ in train]), np.concatenate([y for _, y in train])), batches[-1]

    return Source("cifar10", CIFAR10_CLASSES, repr((str(place), stamps)), read)


def _cifar10_folder() -> Path:
    """`CIFAR10_DIR`, else Keras' cache, else Keras' download."""
    given = os.environ.get("CIFAR10_DIR")
    if given:
        for place in (Path(given) / CIFAR10_FOLDER, Path(given)):
            if all((place / name).is_file() for name in CIFAR10_FILES):
                return place
        raise UsageError(f"CIFAR10_DIR={given} holds no {CIFAR10_FOLDER} folder with the six official batch files.")
    cache = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "datasets"
    for place in (cache / CIFAR10_FOLDER, cache / "cifar-10-batches-py-target" / CIFAR10_FOLDER):
        if all((place / name).is_file() for name in CIFAR10_FILES):
            return place
    return _download(cache)


def _download(cache: Path) -> Path:
    import keras

    try:
        target = keras.utils.get_file(
            fname="cifar-10-batches-py-target",
            origin="https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
            extract=True,
            file_hash="6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
            cache_dir=str(cache.parent),
        )
    except Exception as cause:
        raise UsageError(
            f"CIFAR-10 is not here and could not be downloaded ({type(cause).__name__}). Set CIFAR10_DIR to the "
            f"folder that holds {CIFAR10_FOLDER}, or put {CIFAR10_FOLDER} into {cache}, or connect this machine to "
            "the network; DATASET=digits needs none of them."
        ) from None
    return Path(target) / CIFAR10_FOLDER


def _cifar10_batch(path: Path) -> Arrays:
    try:
        with path.open("rb") as file:
            batch = pickle.load(file, encoding="bytes")  # the official format
        rows = np.asarray(batch[b"data"], np.uint8).reshape(-1, 3, SIDE, SIDE)
        return np.ascontiguousarray(rows.transpose(0, 2, 3, 1)), np.asarray(batch[b"labels"], np.int64)
    except (pickle.UnpicklingError, EOFError, KeyError, ValueError) as cause:
        raise UsageError(f"{path} is no CIFAR-10 batch ({cause}); unpack the archive again.") from None


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
    root = root.resolve()
    entries = sorted(entry for entry in root.iterdir() if not entry.name.startswith("."))
    stray = [entry.name for entry in entries if not entry.is_dir()]
    if stray:
        raise UsageError(
            f"{root} is mixed: {stray[0]} lies beside the class folders. Keep one subfolder a class and nothing else."
        )
    if len(entries) < 2:
        raise UsageError(f"{root} has {len(entries)} class folders; at least 2 are needed, one subfolder a class.")
    files = {entry.name: _pictures_of(entry) for entry in entries}
    stamps = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for group in files.values() for f in group]

    def read() -> tuple[Arrays, None]:
        shown = [(_shrunk(file), number) for number, group in enumerate(files.values()) for file in group]
        return (np.stack([picture for picture, _ in shown]), np.array([number for _, number in shown])), None

    return Source(_slug(root.name), tuple(files), repr(stamps), read)


def _pictures_of(entry: Path) -> list[Path]:
    files = sorted(file for file in entry.iterdir() if not file.name.startswith("."))
    for file in files:
        if file.is_dir() or file.suffix.lower() not in SUFFIXES:
            known = ", ".join(sorted(SUFFIXES))
            raise UsageError(f"{file} is no picture; a class folder holds pictures only ({known}).")
    if len(files) < SMALLEST_CLASS:
        raise UsageError(f"Class folder {entry} has {len(files)} pictures; at least {SMALLEST_CLASS} are needed.")
    return files


def _shrunk(file: Path) -> np.ndarray:
    try:
        return pictures.to_32x32(pictures.read(file).pixels)
    except pictures.UnreadablePicture as cause:
        raise UsageError(f"{cause} Mend or remove it: {file}") from None


def _slug(name: str) -> str:
    """A folder's name as a part of file names: letters and digits of any script, no blanks."""
    return "".join(letter if letter.isalnum() or letter in "._" else "_" for letter in name) or "pictures"
