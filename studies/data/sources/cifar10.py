"""CIFAR-10 (Krizhevsky 2009): found or downloaded, read without running what the files hold, and checked."""

import hashlib
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hypermodels import SIDE
from studies.data.sources import download, pickled_batch
from studies.data.sources.source import Arrays, Parts, Source, key_of, squares
from studies.system import variables
from studies.system.errors import UsageError

CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
FOLDER = "cifar-10-batches-py"
ADDRESS = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
SHA256 = "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"
# Bytes and MD5 of the official files. A copy that was written anew has other ones, which is no fault.
OFFICIAL = {
    "data_batch_1": (31035704, "c99cafc152244af753f735de768cd75f"),
    "data_batch_2": (31035320, "d4bba439e000b95fd0a9bffe97cbabec"),
    "data_batch_3": (31035999, "54ebc095f3ab1f0389bbae665268c751"),
    "data_batch_4": (31035696, "634d18415352ddfa80567beed471001a"),
    "data_batch_5": (31035623, "482c414d41f54cd18b22e5b47cb7c3cb"),
    "test_batch": (31035526, "40351d587109b95175f43aff81a1287e"),
}
FILES = tuple(OFFICIAL)
WHOLE = (50_000, 10_000)  # pictures to train and to test with
MOST_CUT = 0.01  # of a file's pictures may be black in their lower half; of CIFAR-10's own none is


def source() -> Source:
    place = folder()
    key = key_of(place / name for name in FILES)
    return Source("cifar10", CLASSES, key, lambda side: _at(side, *read(place)), own_side=SIDE)


def _at(side: int, train: Arrays, test: Arrays) -> Parts:
    larger = [(squares(pictures, len(pictures), side), labels) for pictures, labels in (train, test)]
    return Parts(larger[0], test=larger[1])


def folder() -> Path:
    """Where the six files lie: `CIFAR10_DIR`, else Keras' cache, which takes the download.

    Raises:
        UsageError: they are not there, and cannot be downloaded.
    """
    given = os.environ.get("CIFAR10_DIR")
    if given:
        for place in (Path(given) / FOLDER, Path(given)):
            if _is_whole(place):
                return place
        raise UsageError(f"CIFAR10_DIR={given} holds no {FOLDER} folder with the six official batch files.")
    cache = variables.keras_home() / "datasets"
    for place in (cache / FOLDER, cache / f"{FOLDER}-target" / FOLDER):
        if _is_whole(place):
            return place
    return _downloaded(cache)


def _is_whole(place: Path) -> bool:
    return all(os.path.isfile(place / name) for name in FILES)  # noqa: PTH113  a folder one may not enter holds none


def _downloaded(cache: Path) -> Path:
    archive = cache / "cifar-10-python.tar.gz"
    try:
        if not archive.is_file() or _digest(archive, "sha256") != SHA256:
            download.fetch(ADDRESS, archive, SHA256)
        download.unpack(archive, FILES, cache / FOLDER, pickled_batch.MOST_BYTES)
    except (download.Failed, tarfile.TarError) as cause:
        raise UsageError(
            f"CIFAR-10 is not here and could not be downloaded ({cause}). Set CIFAR10_DIR to the folder that holds "
            f"{FOLDER}, or put {FOLDER} into {cache}, or connect this machine to the network; DATASET=digits needs "
            "none of them."
        ) from None
    return cache / FOLDER


def read(place: Path) -> tuple[Arrays, Arrays]:
    """Training and test set.

    Raises:
        UsageError: a file is damaged, or no batch of CIFAR-10.
    """
    batches = [_batch(place / name) for name in FILES]
    test = batches[-1]
    train = np.concatenate([rows for rows, _ in batches[:-1]]), np.concatenate([labels for _, labels in batches[:-1]])
    _check_sizes(place, [len(labels) for _, labels in batches])
    for name, (_, labels), whole in zip(("training", "test"), (train, test), WHOLE, strict=True):
        _check_classes(f"The {name} set in {place}", labels, whole)
    return train, test


def _batch(path: Path) -> Arrays:
    try:
        content = pickled_batch.read(path, known=_is_official(path))
        rows, labels = _rows(content.get("data")), _labels(content.get("labels"))
        _check_rows(rows, labels)
    except (pickled_batch.ForeignBatch, OSError) as cause:
        raise UsageError(f"{path} is no CIFAR-10 batch ({cause}); unpack the archive again.") from None
    pictures = rows.reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(pictures), labels


def _is_official(path: Path) -> bool:
    """Whether a batch is the one that was published. One of another size may be somebody's part of it.

    Raises:
        ForeignBatch: it has the official file's size, and other bytes.
    """
    size, digest = OFFICIAL[path.name]
    if path.stat().st_size != size:
        return False
    if _digest(path, "md5") != digest:
        raise pickled_batch.ForeignBatch("its bytes are not the official file's")
    return True


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()


def _rows(data: object) -> np.ndarray:
    if not isinstance(data, np.ndarray) or data.dtype != np.uint8:
        raise pickled_batch.ForeignBatch("it has no pictures under the name data")
    if data.ndim != 2 or data.shape[1] != 3 * SIDE * SIDE or not len(data):
        raise pickled_batch.ForeignBatch(f"its data have the shape {data.shape}, not (N, {3 * SIDE * SIDE})")
    return data


def _labels(labels: object) -> np.ndarray:
    listed = labels.tolist() if isinstance(labels, np.ndarray) else labels
    if not isinstance(listed, list) or not all(type(one) is int for one in listed):
        raise pickled_batch.ForeignBatch("it has no whole numbers under the name labels")
    if wrong := [one for one in listed if not 0 <= one < len(CLASSES)]:
        raise pickled_batch.ForeignBatch(f"{len(wrong)} of its labels are no number from 0 to {len(CLASSES) - 1}")
    return np.array(listed, np.int64)


def _check_rows(rows: np.ndarray, labels: np.ndarray) -> None:
    if len(rows) != len(labels):
        raise pickled_batch.ForeignBatch(f"it has {len(rows)} pictures and {len(labels)} labels")
    empty = int((rows.min(1) == rows.max(1)).sum())
    if empty:
        raise pickled_batch.ForeignBatch(f"{empty} of its {len(rows)} pictures are one colour, black or grey, all over")
    cut = int((rows.reshape(-1, 3, SIDE, SIDE)[:, :, SIDE // 2 :].max((1, 2, 3)) == 0).sum())
    if cut > MOST_CUT * len(rows):
        raise pickled_batch.ForeignBatch(f"{cut} of its {len(rows)} pictures are cut: their lower half is black")


def _check_sizes(place: Path, sizes: Sequence[int]) -> None:
    if len(set(sizes[:-1])) > 1:
        said = ", ".join(f"{name} {size}" for name, size in zip(FILES, sizes, strict=True))
        raise UsageError(f"The batches in {place} differ in size ({said} pictures); unpack the archive again.")


def _check_classes(what: str, labels: np.ndarray, whole: int) -> None:
    counts = np.bincount(labels, minlength=len(CLASSES))
    missing = [name for name, count in zip(CLASSES, counts, strict=True) if count == 0]
    if missing:
        raise UsageError(f"{what} has no picture of {missing[0]}; unpack the archive again.")
    if len(labels) == whole and counts.min() != counts.max():
        each = whole // len(CLASSES)
        odd = int(np.abs(counts - each).argmax())
        raise UsageError(
            f"{what} has {counts[odd]} pictures of {CLASSES[odd]}, and CIFAR-10 has {each}: labels are damaged. Unpack "
            "the archive again."
        )
