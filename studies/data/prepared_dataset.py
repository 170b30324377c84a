"""A prepared dataset: a folder with the arrays of each split, which workers map into memory, and what they are."""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels import SIDE
from studies.data.dataset_ref import SPLITS
from studies.data.sources.source import Arrays
from studies.system import files, form
from studies.system.errors import UsageError

META: form.Form = {
    "classes": form.sequence(form.text),
    "digest": form.text,
    "bytes": form.mapping(form.count),
    "sizes": lambda value: form.sequence(form.count)(value) and len(value) == len(SPLITS),
    "name": form.optional(form.text),
    "source": form.optional(form.text),
    "notes": form.optional(form.sequence(form.text)),
    "side": form.optional(form.count),  # without it, the usual one
}


@dataclass(frozen=True)
class Dataset:
    """Pictures uint8 `(N, side, side, 3)` RGB and class numbers int64 `(N,)` of each split, from a prepared folder."""

    train: Arrays
    validation: Arrays
    test: Arrays
    classes: tuple[str, ...]

    @property
    def side(self) -> int:
        """Of a picture, in pixels."""
        return int(self.train[0].shape[1])


def load(folder: Path) -> Dataset:
    """The arrays of a prepared dataset, mapped, not read.

    Raises:
        UsageError: they are not there, or not whole.
    """
    meta = description(folder)
    if meta is None:
        raise UsageError(f"{folder} holds no prepared dataset any more: give the same command again.")
    splits = [
        (np.load(folder / f"{split}_pictures.npy", mmap_mode="r"), np.load(folder / f"{split}_labels.npy"))
        for split in SPLITS
    ]
    return Dataset(splits[0], splits[1], splits[2], tuple(meta["classes"]))


def write(folder: Path, splits: dict[str, Arrays], facts: dict[str, Any]) -> dict[str, Any]:
    """Write the arrays, then what they are: a folder without that is not there yet. Returns the description.

    Args:
        facts: all fields of META but `bytes`.
    """
    files.sweep(folder)
    files.provisional(folder)
    for split, (pictures, labels) in splits.items():
        files.write_bytes(folder / f"{split}_pictures.npy", _npy(pictures))
        files.write_bytes(folder / f"{split}_labels.npy", _npy(labels))
    meta = {**facts, "bytes": _bytes(folder)}
    files.write_json(folder / "dataset.json", meta)
    return meta


def _npy(array: np.ndarray) -> bytes:
    """Through memory: NumPy's own way to a file does not say why a write failed (a full disk)."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def digest(classes: tuple[str, ...], splits: dict[str, Arrays]) -> str:
    """What tells these classes, pictures and labels, and their split, from others."""
    found = hashlib.sha256(json.dumps(classes).encode())
    for split, (pictures, labels) in splits.items():
        found.update(f"{split} {pictures.shape} ".encode())
        found.update(np.ascontiguousarray(pictures).tobytes())
        found.update(labels.astype(np.int64).tobytes())
    return found.hexdigest()[:16]


def _bytes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.npy"))}


def description(folder: Path) -> dict[str, Any] | None:
    """What `dataset.json` says of whole arrays; None where they are not there, or torn: it is a cache, made again."""
    try:
        meta = files.read_json(folder / "dataset.json")
        if form.misfit(meta, META) is not None or meta["bytes"] != _bytes(folder):
            return None
        side = side_of(meta)
        whole = all(_holds(folder, side, *split) for split in zip(SPLITS, meta["sizes"], strict=True))
        return meta if whole else None
    except (OSError, ValueError):
        return None


def side_of(meta: dict[str, Any]) -> int:
    """The side of a described dataset's pictures."""
    return int(meta.get("side") or SIDE)


def _holds(folder: Path, side: int, split: str, size: int) -> bool:
    """Whether the arrays of a split have their shapes and types; only their first bytes are read."""
    pictures = np.load(folder / f"{split}_pictures.npy", mmap_mode="r")
    labels = np.load(folder / f"{split}_labels.npy", mmap_mode="r")
    return (pictures.shape, pictures.dtype) == ((size, side, side, 3), np.uint8) and (
        labels.shape == (size,) and labels.dtype.kind in "iu"
    )
