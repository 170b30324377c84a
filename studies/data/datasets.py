"""The dataset that a command names, whatever its source: prepared on first use, found again after."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from studies.data import prepared_dataset, splitting
from studies.data.dataset_ref import DatasetRef, validation_share
from studies.data.sources.lookup import BUILT_IN, find
from studies.data.sources.source import Source
from studies.system import locks
from studies.system.errors import UsageError

FORMAT = 1  # of what is prepared: another one is made anew


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
    known = None if dataset in BUILT_IN else _named(dataset, cache)
    if known is not None:
        if validation is not None:
            raise UsageError(f"{dataset} is split already: for validation={validation:g} give the folder's path.")
        return known
    source = find(dataset)
    share = splitting.VALIDATION if validation is None else validation
    folder = cache / f"{source.name}-{_key(source, share)}"
    meta = prepared_dataset.description(folder)
    if meta is None:
        with locks.locked(folder, -1):  # two commands at once prepare it once
            meta = prepared_dataset.description(folder) or _write(source, folder, share)
    else:
        locks.clear_lock(folder)
    for note in (*source.notes, *(meta.get("notes") or ())):
        say(note)
    return _ref(folder, meta), folder


def check(dataset: str, cache: Path, validation: float | None = None) -> None:
    """Refuse what can be no dataset, before pictures are looked for. Arguments as of `prepare`.

    Raises:
        UsageError: nothing has this name, or it contradicts the share.
    """
    name, _ = _unsuffixed(dataset, validation)
    if name not in BUILT_IN and _named(name, cache) is None:
        find(name)


def _unsuffixed(dataset: str, validation: float | None) -> tuple[str, float | None]:
    """`digits-validation0.2`, as studies call it, is digits with that share."""
    name, mark, share = dataset.partition("-validation")
    if name not in BUILT_IN or not mark:
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
    mark = _source_mark(find(path))
    return [_ref(folder, meta).name for folder, meta in _prepared(cache) if meta.get("source") == mark]


def stored(cache: Path) -> Iterator[tuple[Path, DatasetRef]]:
    """Every prepared dataset, with its folder."""
    return ((folder, _ref(folder, meta)) for folder, meta in _prepared(cache))


def _prepared(cache: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(cache.glob("*/dataset.json")):
        meta = prepared_dataset.description(path.parent)
        if meta is not None:
            yield path.parent, meta


def _ref(folder: Path, meta: dict[str, Any]) -> DatasetRef:
    """The name is the source's with the digest, so no two datasets share one; a built-in one goes by its own."""
    name = meta.get("name")
    if name is None:  # prepared by an earlier version
        source = folder.name.rpartition("-")[0]
        name = source if source in BUILT_IN else f"{source}-{meta['digest'][:6]}"
    return DatasetRef(name, meta["digest"], tuple(meta["classes"]), tuple(meta["sizes"]))


def _key(source: Source, share: float) -> str:
    parts = (FORMAT, source.name, source.classes, source.key)
    return hashlib.sha256(repr(parts if share == splitting.VALIDATION else (*parts, share)).encode()).hexdigest()[:16]


def _source_mark(source: Source) -> str:
    """The same for all splits of the same pictures."""
    return _key(source, splitting.VALIDATION)


def _write(source: Source, folder: Path, share: float) -> dict[str, Any]:
    splits = splitting.split(source, share)
    digest = prepared_dataset.digest(source.classes, splits)
    facts = {
        "name": _name(source, share, digest),
        "source": _source_mark(source),
        "classes": list(source.classes),
        "sizes": [len(labels) for _, labels in splits.values()],
        "digest": digest,
        "notes": splitting.notes(splits),
    }
    return prepared_dataset.write(folder, splits, facts)


def _name(source: Source, share: float, digest: str) -> str:
    if not source.built_in:
        return f"{source.name}-{digest[:6]}"
    return source.name if share == splitting.VALIDATION else f"{source.name}-validation{share:g}"
