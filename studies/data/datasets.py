"""One Dataset from any source: split once, digested, and kept as arrays that workers map into memory."""

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import InvalidValue
from studies.data import sources
from studies.data.cifar10 import Arrays
from studies.data.dataset_ref import DatasetRef, validation_share
from studies.system import files, form
from studies.system.errors import UsageError

SPLITS = ("train", "validation", "test")
VALIDATION = 0.1  # of the training set
TEST = 0.2  # of a source that has no test set of its own
SPLIT_SEED = 20090408  # fixed for ever: the split is part of what a dataset is
FORMAT = 1
META: form.Form = {
    "classes": form.sequence(form.text),
    "digest": form.text,
    "bytes": form.mapping(form.count),
    "sizes": lambda value: form.sequence(form.count)(value) and len(value) == len(SPLITS),
    "name": form.optional(form.text),
    "source": form.optional(form.text),
    "notes": form.optional(form.sequence(form.text)),
}


@dataclass(frozen=True)
class Dataset:
    """Pictures uint8 `(N, 32, 32, 3)` RGB and class numbers int64 `(N,)` of each split, from a prepared folder."""

    train: Arrays
    validation: Arrays
    test: Arrays
    classes: tuple[str, ...]


def prepare(
    dataset: str, cache: Path, validation: float | None = None, say: Callable[[str], None] = lambda _: None
) -> tuple[DatasetRef, Path]:
    """The dataset that `DATASET=` names and the folder under `cache` with its arrays, made on first use.

    Args:
        dataset: cifar10, digits, the path of a folder, or the name that studies give to one that is prepared.
        validation: the share of the training pictures that validates; None for the usual one, or the name's.
        say: takes what a user should know of the pictures.

    Raises:
        UsageError: the dataset cannot be found or read.
    """
    dataset, validation = _unsuffixed(dataset, validation)
    known = None if dataset in sources.BUILT_IN else _named(dataset, cache)
    if known is not None:
        if validation is not None:
            raise UsageError(f"{dataset} is split already: for validation={validation:g} give the folder's path.")
        return known
    source = sources.find(dataset)
    share = VALIDATION if validation is None else validation
    folder = cache / f"{source.name}-{_key(source, share)}"
    meta = _meta(folder)
    if meta is None:
        with files.locked(folder, -1):  # two commands at once prepare it once
            meta = _meta(folder) or _write(source, folder, share)
    else:
        files.clear_lock(folder)
    for note in (*source.notes, *(meta.get("notes") or ())):
        say(note)
    return _ref(folder, meta), folder


def _unsuffixed(dataset: str, validation: float | None) -> tuple[str, float | None]:
    """`digits-validation0.2`, as studies call it, is digits with that share."""
    name, mark, share = dataset.partition("-validation")
    if name not in sources.BUILT_IN or not mark:
        return dataset, validation
    named = validation_share(share)
    if validation not in (None, named):
        raise UsageError(f"{dataset} and validation={validation:g} contradict each other: give one of them.")
    return name, named


def _named(name: str, cache: Path) -> tuple[DatasetRef, Path] | None:
    return next(((found, folder) for folder, found in stored(cache) if found.name == name), None)


def names_of(path: str, cache: Path) -> list[str]:
    """What studies call the pictures in the folder `path`, as far as they are prepared: a name for each split."""
    if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        return []
    mark = _source_mark(sources.find(path))
    return [_ref(folder, meta).name for folder, meta in _prepared(cache) if meta.get("source") == mark]


def stored(cache: Path) -> Iterator[tuple[Path, DatasetRef]]:
    """Every prepared dataset, with its folder."""
    return ((folder, _ref(folder, meta)) for folder, meta in _prepared(cache))


def _prepared(cache: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(cache.glob("*/dataset.json")):
        meta = _meta(path.parent)
        if meta is not None:
            yield path.parent, meta


def _ref(folder: Path, meta: dict[str, Any]) -> DatasetRef:
    """The name is the source's with the digest, so no two datasets share one; a built-in one goes by its own."""
    name = meta.get("name")
    if name is None:  # prepared by an earlier version
        source = folder.name.rpartition("-")[0]
        name = source if source in sources.BUILT_IN else f"{source}-{meta['digest'][:6]}"
    return DatasetRef(name, meta["digest"], tuple(meta["classes"]), tuple(meta["sizes"]))


def _key(source: sources.Source, share: float) -> str:
    parts = (FORMAT, source.name, source.classes, source.key)
    return hashlib.sha256(repr(parts if share == VALIDATION else (*parts, share)).encode()).hexdigest()[:16]


def _source_mark(source: sources.Source) -> str:
    """The same for all splits of the same pictures."""
    return _key(source, VALIDATION)


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


def _write(source: sources.Source, folder: Path, share: float) -> dict[str, Any]:
    """Splits, then the description last: a folder without it is not there yet."""
    splits = _split(source, share)
    digest = _digest(source.classes, splits)
    files.sweep(folder)
    for split, (pictures, labels) in splits.items():
        files.write_bytes(folder / f"{split}_pictures.npy", _npy(pictures))
        files.write_bytes(folder / f"{split}_labels.npy", _npy(labels))
    meta = {
        "name": _name(source, share, digest),
        "source": _source_mark(source),
        "classes": list(source.classes),
        "sizes": [len(labels) for _, labels in splits.values()],
        "digest": digest,
        "notes": _notes(splits),
        "bytes": _bytes(folder),
    }
    files.write_json(folder / "dataset.json", meta)
    return meta


def _name(source: sources.Source, share: float, digest: str) -> str:
    if not source.built_in:
        return f"{source.name}-{digest[:6]}"
    return source.name if share == VALIDATION else f"{source.name}-validation{share:g}"


def _split(source: sources.Source, share: float) -> dict[str, Arrays]:
    train, test = source.read()
    rng = np.random.Generator(np.random.PCG64(SPLIT_SEED))
    if test is None:
        train, test = _parted(train, TEST, rng)
    rest, validation = _parted(train, share, rng)
    for what, (_, labels) in (("training", rest), ("validation", validation)):
        if share != VALIDATION and len(np.unique(labels)) < len(source.classes):
            raise UsageError(f"validation={share:g} leaves a class without {what} pictures: give another share.")
    return dict(zip(SPLITS, (rest, validation, test), strict=True))


def _notes(splits: dict[str, Arrays]) -> list[str]:
    """Pictures that are in two splits, counted."""
    known = {picture.tobytes() for picture in splits["train"][0]}
    twice = {split: sum(picture.tobytes() in known for picture in splits[split][0]) for split in SPLITS[1:]}
    counts = [f"{count} of {len(splits[split][1])} {split} pictures" for split, count in twice.items() if count]
    said = f"{' and '.join(counts)} are identical to training pictures: the accuracy on them is too good"
    return [said] if counts else []


def _npy(array: np.ndarray) -> bytes:
    """Through memory: NumPy's own way to a file does not say why a write failed (a full disk)."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def _parted(arrays: Arrays, share: float, rng: np.random.Generator) -> tuple[Arrays, Arrays]:
    """The rest and a stratified `share` of the pictures."""
    pictures, labels = arrays
    part = stratified(labels, round(len(labels) * share), rng)
    rest = np.setdiff1d(np.arange(len(labels)), part)
    return (pictures[rest], labels[rest]), (pictures[part], labels[part])


def _digest(classes: tuple[str, ...], splits: dict[str, Arrays]) -> str:
    digest = hashlib.sha256(json.dumps(classes).encode())
    for split, (pictures, labels) in splits.items():
        digest.update(f"{split} {pictures.shape} ".encode())
        digest.update(np.ascontiguousarray(pictures).tobytes())
        digest.update(labels.astype(np.int64).tobytes())
    return digest.hexdigest()[:16]


def _bytes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.npy"))}


def _meta(folder: Path) -> dict[str, Any] | None:
    """What `dataset.json` says of whole arrays; None where they are not there, or torn: it is a cache, made again."""
    try:
        meta = files.read_json(folder / "dataset.json")
        if form.misfit(meta, META) is not None or meta["bytes"] != _bytes(folder):
            return None
        return meta if all(_holds(folder, *split) for split in zip(SPLITS, meta["sizes"], strict=True)) else None
    except (OSError, ValueError):
        return None


def _holds(folder: Path, split: str, size: int) -> bool:
    """Whether the arrays of a split have their shapes and types; only their first bytes are read."""
    pictures = np.load(folder / f"{split}_pictures.npy", mmap_mode="r")
    labels = np.load(folder / f"{split}_labels.npy", mmap_mode="r")
    return (pictures.shape, pictures.dtype) == ((size, 32, 32, 3), np.uint8) and (
        labels.shape == (size,) and labels.dtype.kind in "iu"
    )
