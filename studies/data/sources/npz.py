"""A file of arrays, name.npz, as numpy.savez writes it: x_train, y_train, x_test, y_test. Nothing in it is unpickled.

It may hold x_validation with y_validation, and class_names. Its headers are read and checked before any array is.
"""

import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from studies.data.dataset_ref import SPLITS
from studies.data.sources import arrays
from studies.data.sources.class_folders import SMALLEST_CLASS
from studies.data.sources.source import Parts, Source, check_memory, slug, stamp
from studies.system import names
from studies.system.errors import UsageError

REQUIRED = ("x_train", "y_train", "x_test", "y_test")
NAMES = "class_names"
MOST_LABELS = 1 << 30  # bytes of an array that is not pictures
MOST_CLASSES = 10_000


class Header(NamedTuple):
    """What an array's first bytes say of it."""

    shape: tuple[int, ...]
    dtype: np.dtype

    @property
    def bytes(self) -> int:
        return int(np.prod(self.shape, dtype=object)) * self.dtype.itemsize


def source(path: Path) -> Source:
    """The pictures of a file.

    Raises:
        UsageError: it is damaged, or holds what cannot be pictures and labels.
    """
    file = _File(path.resolve())
    return Source(slug(path.stem), file.classes, repr(stamp(file.path)), file.read, False, file.notes, file.own_side)


class _File:
    def __init__(self, path: Path) -> None:
        self.path, self._headers = path, _headers(path)
        self._check_arrays()
        self._splits = [split for split in SPLITS if f"x_{split}" in self._headers]
        self._check_pictures()
        self._labels = {split: self._labels_of(split) for split in self._splits}
        self.classes = self._named(self._check_classes())
        height, width = self._headers["x_train"].shape[1:3]
        self.own_side = int(height) if height == width else None
        floats = self._headers["x_train"].dtype.kind == "f"
        self.notes = ("numbers from 0 to 1 are multiplied by 255, others are rounded",) if floats else ()

    def read(self, side: int) -> Parts:
        """
        Raises:
            UsageError: a number is none that a pixel has.
        """
        pictures = {split: self._array(f"x_{split}") for split in self._splits}
        scale = self._scale(pictures)
        return Parts(**{split: (arrays.at(one, side, scale), self._labels[split]) for split, one in pictures.items()})

    def _scale(self, pictures: dict[str, np.ndarray]) -> arrays.Convert:
        """One rule for all pictures: all are whole numbers, floats from 0 to 1, or floats from 0 to 255."""
        highest = {f"x_{split}": float(one.max()) for split, one in pictures.items()}
        for split, one in pictures.items():
            if cause := arrays.beyond(one):
                raise self._refused(f"x_{split} holds {cause}")
        floats = {one.dtype.kind == "f" for one in pictures.values()}
        if len(floats) > 1:
            said = " and ".join(f"x_{split} of type {one.dtype}" for split, one in pictures.items())
            raise self._refused(f"it has {said}: give all as uint8, 0 to 255, or all as floats, 0 to 1")
        if floats == {False}:
            return lambda picture: picture.astype(np.uint8)
        if min(highest.values()) <= 2 and max(highest.values()) > 1:
            said = ", ".join(f"{one!r} in {name}" for name, one in highest.items())
            raise self._refused(f"its largest numbers are {said}: clip all to 0 to 1, or scale all to 0 to 255")
        factor = 255 if max(highest.values()) <= 1 else 1
        return lambda picture: np.round(picture * factor).astype(np.uint8)

    def _check_arrays(self) -> None:
        missing = [name for name in REQUIRED if name not in self._headers]
        for one, other in (("x_validation", "y_validation"), ("y_validation", "x_validation")):
            missing += [other] if one in self._headers and other not in self._headers else []
        if missing:
            raise self._refused(f"it lacks {' and '.join(missing)}; it has {', '.join(self._headers) or 'no arrays'}")
        for name, header in self._headers.items():
            if header.dtype.hasobject:
                raise self._refused(f"{name} holds Python objects, which could run code: save numbers or text")

    def _check_pictures(self) -> None:
        kinds = {f"x_{split}": self._headers[f"x_{split}"] for split in self._splits}
        for name, header in kinds.items():
            if cause := arrays.fault(header.shape):
                raise self._refused(f"{name} has the shape {header.shape}: {cause}")
            if header.dtype.kind not in "uif":
                raise self._refused(f"{name} is of type {header.dtype}: give uint8, 0 to 255, or floats, 0 to 1")
            if header.shape[1:3] != kinds["x_train"].shape[1:3]:
                sizes = f"x_train has pictures of {_size(kinds['x_train'])} and {name} of {_size(header)}"
                raise self._refused(f"{sizes}: make them the same")
        check_memory(f"The arrays in {self.path}", sum(header.bytes for header in kinds.values()))

    def _labels_of(self, split: str) -> np.ndarray:
        header, count = self._headers[f"y_{split}"], self._headers[f"x_{split}"].shape[0]
        name = f"y_{split} has the shape {header.shape}"
        if len(header.shape) == 2 and header.shape[1] > 1:
            raise self._refused(f"{name}: give class numbers, as .argmax(1) makes them, not a column for each class")
        if header.shape not in ((count,), (count, 1)):
            raise self._refused(f"{name}, and there are {count} pictures in x_{split}: give one class number a picture")
        if header.dtype.kind not in "ui":
            raise self._refused(f"y_{split} is of type {header.dtype}: give whole numbers from 0 on")
        labels = self._array(f"y_{split}").reshape(-1)
        if labels.min() < 0 or labels.max() >= MOST_CLASSES:
            raise self._refused(f"y_{split} has labels from {labels.min()} to {labels.max()}: give them from 0 on")
        return labels.astype(np.int64)

    def _check_classes(self) -> int:
        """How many classes training has, each with enough pictures; other splits have no others."""
        counts = np.bincount(self._labels["train"])
        if len(counts) < 2:
            raise self._refused("all of y_train is one class; at least 2 are needed")
        least = 1 if "validation" in self._splits else SMALLEST_CLASS
        scarce = np.flatnonzero(counts < least)
        if len(scarce):
            raise self._refused(
                f"class {scarce[0]} has {counts[scarce[0]]} training pictures, and at least {least} are needed: "
                f"classes are numbered from 0 to {len(counts) - 1} without a gap"
            )
        for split, labels in self._labels.items():
            if labels.max() >= len(counts):
                raise self._refused(f"y_{split} has the label {labels.max()}, and y_train has 0 to {len(counts) - 1}")
        return len(counts)

    def _named(self, count: int) -> tuple[str, ...]:
        if NAMES not in self._headers:
            return tuple(map(str, range(count)))
        header = self._headers[NAMES]
        if header.dtype.kind != "U" or header.shape != (count,):
            raise self._refused(
                f"{NAMES} is {header.dtype}{header.shape}: give the names of the {count} classes as text"
            )
        found = self._array(NAMES).tolist()
        if len(set(found)) < count:
            raise self._refused(f"{NAMES} names a class twice")
        return tuple(names.checked(name, "A class") for name in found)

    def _array(self, name: str) -> np.ndarray:
        if not name.startswith("x_") and self._headers[name].bytes > MOST_LABELS:
            raise self._refused(
                f"{name} has {self._headers[name].bytes >> 20} MiB, and {MOST_LABELS >> 20} is the limit"
            )
        try:
            with np.load(self.path, allow_pickle=False) as file:
                return np.asarray(file[name])
        except Exception as cause:  # a damaged archive fails in many ways
            raise self._refused(f"{name} cannot be read, {arrays.damage(cause)}") from None

    def _refused(self, cause: str) -> UsageError:
        return UsageError(f"{self.path} cannot be a dataset: {cause}.")


def _headers(path: Path) -> dict[str, Header]:
    """The arrays of a file, by name; none of them is read."""
    found = {}
    try:
        with zipfile.ZipFile(path) as packed:
            for member in packed.infolist():
                name = member.filename.removesuffix(".npy")
                if name not in (*REQUIRED, "x_validation", "y_validation", NAMES):
                    continue
                if name in found:
                    raise ValueError(f"{name} stands there twice")
                with packed.open(member) as file:
                    found[name] = _header(file)
                if found[name].bytes > member.file_size and not found[name].dtype.hasobject:
                    raise ValueError(f"{name} is shorter than its header says")
    except Exception as cause:  # a foreign file fails in many ways
        raise UsageError(f"{path} is no file of arrays as numpy.savez writes it ({arrays.damage(cause)}).") from None
    return found


def _header(file) -> Header:  # type: ignore[no-untyped-def]  # a member of an archive
    read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    version = np.lib.format.read_magic(file)
    if version not in read:
        raise ValueError(f"its format is {version}")
    shape, _, dtype = read[version](file)
    return Header(tuple(shape), dtype)


def _size(header: Header) -> str:
    return f"{header.shape[1]}x{header.shape[2]}"
