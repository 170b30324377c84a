"""The source that a name or a path means."""

import os
from pathlib import Path

from studies.data.sources import cifar10, class_folders, digits, split_folders
from studies.data.sources.source import Source
from studies.system.errors import UsageError
from studies.system.escapes import short

BUILT_IN = {"cifar10": cifar10.source, "digits": digits.source}


def find(dataset: str) -> Source:
    """The source that `DATASET=` names: cifar10, digits, or the path of a folder.

    Raises:
        UsageError: neither, or CIFAR-10 is nowhere to be had.
    """
    if dataset in BUILT_IN:
        return BUILT_IN[dataset]()
    if os.path.isdir(dataset):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        root = Path(dataset).resolve()
        splits = split_folders.found(root)
        return split_folders.source(root, splits) if splits else class_folders.source(root)
    raise UsageError(
        f"Unknown dataset {short(dataset, 200)}: give cifar10, digits, or the path of a folder with one subfolder "
        "a class."
    )
