"""A folder whose subfolders are splits of the user's own, train, validation and test, each with a subfolder a class."""

from pathlib import Path

from studies.data.dataset_ref import SPLITS
from studies.data.sources.class_folders import SMALLEST_CLASS, ClassFolders, folders_in
from studies.data.sources.source import Arrays, Parts, Source, slug
from studies.system.errors import UsageError
from studies.system.escapes import plain

NAMES = {"training": "train", "val": "validation", "valid": "validation", "testing": "test"}  # how else they are called


def found(root: Path) -> dict[str, Path]:
    """The splits in `root` by name; none where its folders are classes.

    Folders that are called like splits hold classes, and so folders; a class holds none.

    Raises:
        UsageError: two folders are one split, or none of them is for training.
    """
    folders = folders_in(root)
    splits = [NAMES.get(one.name.lower(), one.name.lower()) for one in folders]
    if not set(splits) <= set(SPLITS) or not any(map(folders_in, folders)):
        return {}
    for split in set(splits):
        twice = [plain(one.name) for one, named in zip(folders, splits, strict=True) if named == split]
        if len(twice) > 1:
            raise UsageError(f"{root} has the folders {' and '.join(twice)} for one split: keep one of them.")
    if "train" not in splits:
        raise UsageError(f"{root} has {' and '.join(splits)}, but no folder train: put the training pictures there.")
    return dict(zip(splits, folders, strict=True))


def source(root: Path, splits: dict[str, Path]) -> Source:
    """The pictures of `splits`, as `found` gives them; a split that is not there is taken from the training pictures.

    Raises:
        UsageError: a part is empty or mixed, or has a class that the training pictures lack.
    """
    least = 1 if {"validation", "test"} <= splits.keys() else SMALLEST_CLASS
    train = ClassFolders(splits["train"], least)
    others = {split: ClassFolders(splits[split], 1, 1) for split in SPLITS[1:] if split in splits}
    for part in others.values():
        _check_classes(part, train)
    parts = {"train": train, **others}

    def read(side: int) -> Parts:
        return Parts(**{split: _numbered(part, train, side) for split, part in parts.items()})

    return Source(
        slug(root.name),
        tuple(train.pictures),
        repr([(split, part.key()) for split, part in parts.items()]),
        read,
        built_in=False,
        notes=tuple(note for part in parts.values() for note in (*part.notes(), *_absent(part, train))),
    )


def _check_classes(part: ClassFolders, train: ClassFolders) -> None:
    unknown = [plain(name) for name in part.pictures if name not in train.pictures]
    if unknown:
        raise UsageError(
            f"{part.root} has the class {unknown[0]}, which {train.root} lacks: nothing can be learned of it. Add it "
            "there, or remove it here."
        )


def _absent(part: ClassFolders, train: ClassFolders) -> list[str]:
    """The classes that a part has no pictures of, a sentence."""
    names = [plain(name) for name in train.pictures if name not in part.pictures]
    return [f"{part.root} has no pictures of {', '.join(names)}"] if names else []


def _numbered(part: ClassFolders, train: ClassFolders, side: int) -> Arrays:
    """The pictures of a part, and the numbers of their classes among those of training."""
    return part.read(side, list(train.pictures))
