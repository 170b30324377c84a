"""The dataset that a command names, whatever its source: prepared on first use, found again after."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypermodels import SIDE
from studies.data import prepared_dataset, splitting
from studies.data.dataset_ref import DatasetRef, picture_side, validation_share
from studies.data.sources.lookup import BUILT_IN, find, own_name
from studies.data.sources.source import Source
from studies.system import locks
from studies.system.errors import UsageError

FORMAT = 1  # of what is prepared: another one is made anew
NAME = re.compile(r"(.*?)(?:-size(.*?))?(?:-validation(.*))?", re.DOTALL)  # a name's source, side and share


def prepare(
    dataset: str,
    cache: Path,
    validation: float | None = None,
    say: Callable[[str], None] = lambda _: None,
    side: int | None = None,
) -> tuple[DatasetRef, Path]:
    """The dataset that `DATASET=` names and the folder under `cache` with its arrays, made on first use.

    Args:
        dataset: cifar10, digits, the path of a folder, or the name that studies give to one that is prepared.
        validation: the share of the training pictures that validates; None for the usual one, or the name's.
        say: takes what a user should know of the pictures.
        side: of the pictures, in pixels; None for 32, or the name's.

    Raises:
        UsageError: the dataset cannot be found or read.
    """
    dataset, validation, side = _unsuffixed(dataset, validation, side)
    known = None if dataset in BUILT_IN else _named(dataset, cache)
    if known is not None:
        _check_named(known[0], validation, side)
        return known
    source = find(dataset)
    share = splitting.VALIDATION if validation is None else validation
    side = side or SIDE
    folder = cache / f"{source.named(side)}-{_key(source, share, side)}"
    meta = prepared_dataset.description(folder)
    if meta is None:
        made = [folder, *(place for place in (cache, cache.parent) if not place.exists())]
        try:
            with locks.locked(folder, -1):  # two commands at once prepare it once
                meta = prepared_dataset.description(folder) or _write(source, folder, share, side)
        except Exception:
            for empty in made:
                with suppress(OSError):  # what holds anything, or is used by another, stays
                    empty.rmdir()
            raise
    else:
        locks.clear_lock(folder)
    for note in (*source.notes, *source.resizing(side), *(meta.get("notes") or ())):
        say(note)
    return _ref(folder, meta), folder


def check(dataset: str, cache: Path, validation: float | None = None, side: int | None = None) -> None:
    """Refuse what can be no dataset, before pictures are looked for. Arguments as of `prepare`.

    Raises:
        UsageError: nothing has this name, or it contradicts the share or the side.
    """
    name, *_ = _unsuffixed(dataset, validation, side)
    if name not in BUILT_IN and _named(name, cache) is None:
        find(name)


def _unsuffixed(dataset: str, validation: float | None, side: int | None) -> tuple[str, float | None, int | None]:
    """`digits-size64-validation0.2`, as studies call it, is digits with that side and that share."""
    name, size, share = NAME.fullmatch(dataset).groups()  # type: ignore[union-attr]  # it fits every text
    if name not in BUILT_IN:
        return dataset, validation, side
    named_side = side if size is None else picture_side(size)
    if side not in (None, named_side):
        raise UsageError(f"{dataset} and size={side} contradict each other: give one of them.")
    named = validation if share is None else validation_share(share)
    if validation not in (None, named):
        raise UsageError(f"{dataset} and validation={validation:g} contradict each other: give one of them.")
    return name, named, named_side


def is_built_in(name: str) -> bool:
    """Whether a dataset of this name can be made anew anywhere, at whatever side and share."""
    return _unsuffixed(name, None, None)[0] in BUILT_IN


def _check_named(ref: DatasetRef, validation: float | None, side: int | None) -> None:
    if validation is not None:
        raise UsageError(f"{ref.name} is split already: for validation={validation:g} give the folder's path.")
    if side not in (None, ref.side):
        raise UsageError(f"{ref.name} has pictures of {ref.side}x{ref.side}: for size={side} give the folder's path.")


def _named(name: str, cache: Path) -> tuple[DatasetRef, Path] | None:
    return next(((found, folder) for folder, found in stored(cache) if found.name == name), None)


def names_of(path: str, cache: Path) -> list[str]:
    """What studies call the pictures at a user's `path`, as far as they are prepared: a name for each split and side.

    Those of the usual side come first.
    """
    if own_name(path) is None:
        return []
    mark = _source_mark(find(path))
    found = [_ref(folder, meta) for folder, meta in _prepared(cache) if meta.get("source") == mark]
    return [ref.name for ref in sorted(found, key=lambda ref: (ref.side != SIDE, ref.side))]


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
    side = prepared_dataset.side_of(meta)
    return DatasetRef(name, meta["digest"], tuple(meta["classes"]), tuple(meta["sizes"]), side=side)


def _key(source: Source, share: float, side: int) -> str:
    parts: tuple[object, ...] = (FORMAT, source.name, source.classes, source.key)
    parts += () if share == splitting.VALIDATION else (share,)
    parts += () if side == SIDE else ("side", side)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _source_mark(source: Source) -> str:
    """The same for all splits and sides of the same pictures."""
    return _key(source, splitting.VALIDATION, SIDE)


def _write(source: Source, folder: Path, share: float, side: int) -> dict[str, Any]:
    splits = splitting.split(source, share, side)
    digest = prepared_dataset.digest(source.classes, splits)
    facts = {
        "name": _name(source, share, side, digest),
        "source": _source_mark(source),
        "classes": list(source.classes),
        "sizes": [len(labels) for _, labels in splits.values()],
        "digest": digest,
        "notes": splitting.notes(splits),
        "side": side,
    }
    return prepared_dataset.write(folder, splits, facts)


def _name(source: Source, share: float, side: int, digest: str) -> str:
    name = source.named(side)
    if not source.built_in:
        return f"{name}-{digest[:6]}"
    return name if share == splitting.VALIDATION else f"{name}-validation{share:g}"
