"""One Dataset from any source: split once, digested, and kept as arrays that workers map into memory."""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import InvalidValue
from studies import files, sources
from studies.plan import DatasetRef

SPLITS = ("train", "validation", "test")
VALIDATION = 0.1  # of the training set
TEST = 0.2  # of a source that has no test set of its own
SPLIT_SEED = 20090408  # fixed for ever: the split is part of what a dataset is
FORMAT = 1


@dataclass(frozen=True)
class Dataset:
    """Pictures uint8 `(N, 32, 32, 3)` RGB and class numbers int64 `(N,)` of each split, from a prepared folder."""

    train: sources.Arrays
    validation: sources.Arrays
    test: sources.Arrays
    classes: tuple[str, ...]


def prepare(dataset: str, cache: Path) -> tuple[DatasetRef, Path]:
    """The dataset that `DATASET=` names and the folder under `cache` with its arrays, made on first use.

    Raises:
        UsageError: the dataset cannot be found or read.
    """
    source = sources.find(dataset)
    key = hashlib.sha256(repr((FORMAT, source.name, source.classes, source.key)).encode()).hexdigest()[:16]
    folder = cache / f"{source.name}-{key}"
    meta = _meta(folder)
    if meta is None:
        with files.locked(folder, -1):  # two commands at once prepare it once
            meta = _meta(folder) or _write(source, folder)
    name = source.name if source.name in sources.BUILT_IN else f"{source.name}-{meta['digest'][:6]}"
    return DatasetRef(name, meta["digest"], tuple(meta["classes"]), tuple(meta["sizes"])), folder


def load(folder: Path) -> Dataset:
    """The arrays of a prepared dataset, mapped, not read."""
    splits = [
        (np.load(folder / f"{split}_pictures.npy", mmap_mode="r"), np.load(folder / f"{split}_labels.npy"))
        for split in SPLITS
    ]
    meta = _meta(folder)
    assert meta is not None, folder
    return Dataset(splits[0], splits[1], splits[2], tuple(meta["classes"]))


def sampled(ref: DatasetRef, samples: int | None) -> DatasetRef:
    """The same dataset with `samples` training pictures, drawn anew by each seed.

    Raises:
        InvalidValue: more than there are, or fewer than one a class.
    """
    if samples is None or samples == ref.sizes[0]:
        return ref
    if not len(ref.classes) <= samples <= ref.sizes[0]:
        raise InvalidValue(
            f"samples={samples} is out of range: {ref.name} has {ref.sizes[0]} training pictures in "
            f"{len(ref.classes)} classes, so give {len(ref.classes)} to {ref.sizes[0]}, or all."
        )
    return DatasetRef(ref.name, ref.digest, ref.classes, ref.sizes, samples)


def stratified(labels: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Sorted indices of `count` pictures in which every class keeps its share (largest remainders round up)."""
    classes, sizes = np.unique(labels, return_counts=True)
    shares = sizes * (count / len(labels))
    take = np.floor(shares).astype(int)
    for most in np.argsort(-(shares - take), kind="stable")[: count - take.sum()]:
        take[most] += 1
    chosen = [rng.permutation(np.flatnonzero(labels == one))[:n] for one, n in zip(classes, take, strict=True)]
    return np.sort(np.concatenate(chosen))


def _write(source: sources.Source, folder: Path) -> dict[str, Any]:
    """Splits, then the description last: a folder without it is not there yet."""
    train, test = source.read()
    rng = np.random.Generator(np.random.PCG64(SPLIT_SEED))
    if test is None:
        train, test = _parted(train, TEST, rng)
    train, validation = _parted(train, VALIDATION, rng)
    splits = dict(zip(SPLITS, (train, validation, test), strict=True))
    files.sweep(folder)
    for split, (pictures, labels) in splits.items():
        files.write_bytes(folder / f"{split}_pictures.npy", _npy(pictures))
        files.write_bytes(folder / f"{split}_labels.npy", _npy(labels))
    meta = {
        "classes": list(source.classes),
        "sizes": [len(labels) for _, labels in splits.values()],
        "digest": _digest(source.classes, splits),
        "bytes": _bytes(folder),
    }
    files.write_json(folder / "dataset.json", meta)
    return meta


def _npy(array: np.ndarray) -> bytes:
    """Through memory: NumPy's own way to a file does not say why a write failed (a full disk)."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def _parted(arrays: sources.Arrays, share: float, rng: np.random.Generator) -> tuple[sources.Arrays, sources.Arrays]:
    """The rest and a stratified `share` of the pictures."""
    pictures, labels = arrays
    part = stratified(labels, round(len(labels) * share), rng)
    rest = np.setdiff1d(np.arange(len(labels)), part)
    return (pictures[rest], labels[rest]), (pictures[part], labels[part])


def _digest(classes: tuple[str, ...], splits: dict[str, sources.Arrays]) -> str:
    digest = hashlib.sha256(json.dumps(classes).encode())
    for split, (pictures, labels) in splits.items():
        digest.update(f"{split} {pictures.shape} ".encode())
        digest.update(np.ascontiguousarray(pictures).tobytes())
        digest.update(labels.astype(np.int64).tobytes())
    return digest.hexdigest()[:16]


def _bytes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.npy"))}


def _meta(folder: Path) -> dict[str, Any] | None:
    try:
        meta = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
        return meta if {"classes", "sizes", "digest"} <= meta.keys() and meta.get("bytes") == _bytes(folder) else None
    except (OSError, ValueError):
        return None  # not there, or torn: it is only a cache, made again
