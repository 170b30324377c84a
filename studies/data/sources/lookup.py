"""The source that a name or a path means."""

import os
from dataclasses import replace
from pathlib import Path

from hypermodels.errors import shown
from studies.data.sources import cifar10, class_folders, digits, keras_cache, npz, split_folders
from studies.data.sources.source import Source, slug
from studies.system.errors import UsageError
from studies.system.escapes import short

BUILT_IN = {
    "cifar10": cifar10.source,
    "digits": digits.source,
    "mnist": keras_cache.mnist,
    "fashion_mnist": keras_cache.fashion_mnist,
    "cifar100": keras_cache.cifar100,
}


def find(dataset: str) -> Source:
    """The source that `DATASET=` names: one that is built in, or the path of a folder or of an npz file.

    Raises:
        UsageError: none of them, or it is not to be had, or is damaged.
    """
    if dataset in BUILT_IN:
        found = BUILT_IN[dataset]()
        if own_name(dataset) is None:
            return found
        return replace(found, notes=(*found.notes, f"{dataset} is the built-in dataset; the folder is ./{dataset}"))
    if _is_npz(dataset):
        return npz.source(Path(dataset))
    if os.path.isdir(dataset):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        root = Path(dataset).resolve()
        splits = split_folders.found(root)
        return split_folders.source(root, splits) if splits else class_folders.source(root)
    raise UsageError(
        f"Unknown dataset {shown(short(dataset, 200))}: give {', '.join(BUILT_IN)}, the path of a folder with one "
        "subfolder a class, or of an .npz file."
    )


def own_name(path: str) -> str | None:
    """How the dataset of one's own at this path is called, but for its digest; None where there is none."""
    if os.path.isdir(path):  # noqa: PTH112  for a name that is too long
        return slug(Path(path).resolve().name)
    return slug(Path(path).stem) if _is_npz(path) else None


def _is_npz(path: str) -> bool:
    return path.lower().endswith(".npz") and os.path.isfile(path)  # noqa: PTH113  for a name that is too long
