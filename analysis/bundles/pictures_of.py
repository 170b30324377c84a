"""Where a stored study's pictures lie, found by their digest: the source itself may be elsewhere by now."""

from pathlib import Path

from studies.data import datasets
from studies.data.sources.lookup import own_name
from studies.store import catalog
from studies.store.home import Home
from studies.system.commands import command, root
from studies.system.errors import UsageError
from studies.system.escapes import short


def folder_of(home: Home, name: str, digest: str) -> Path:
    """The prepared pictures of a study's dataset, made anew where the source is built in.

    Raises:
        UsageError: they are gone, or the source holds other pictures now.
    """
    for folder, found in datasets.stored(home.datasets):
        if found.digest == digest:
            return folder
    if datasets.is_built_in(name):
        found, folder = datasets.prepare(name, home.datasets)
        if found.digest == digest:
            return folder
    raise UsageError(
        f"The pictures of {short(name)} are not under {home.datasets}: give the study's command once more."
    )


def named(home: Home, dataset: str, side: int | None = None) -> tuple[str, Path]:
    """Name and prepared pictures of what `DATASET=` says: a studied dataset's name, a built-in name or a folder.

    `side` is the pictures', in pixels; None for the usual one, or the name's.

    Raises:
        UsageError: there is no such dataset.
    """
    known = studied(home, dataset, side=side)
    for study in catalog.read(home):
        if study["dataset"]["name"] == known:
            return known, folder_of(home, known, study["dataset"]["digest"])
    found, folder = datasets.prepare(dataset, home.datasets, side=side)
    return found.name, folder


class Unstudied(UsageError):
    """No study has the dataset with this share that validates, or this side."""


def meant(home: Home, dataset: str | None, validation: float | None, side: int | None = None) -> str | None:
    """The dataset that a command is about whose words are `DATASET=`, `VALIDATION=` and `SIZE=`; None for all.

    One that no study has is returned as it was given.

    Raises:
        Unstudied: it was given with a share that validates, or a side, and no study has that.
        UsageError: a share or a side was given without a dataset.
    """
    given = [f"validation={validation:g}"] if validation is not None else []
    given += [f"size={side}"] if side is not None else []
    said = " and ".join(given)
    if dataset is None:
        if given:
            raise UsageError(f"{said} {'is' if len(given) == 1 else 'are'} a dataset's: give the dataset too.")
        return None
    name = studied(home, dataset, validation, side)
    if name is None and given:
        shows = command("list", root=root(home.root))
        raise Unstudied(f"No study of {dataset} with {said} is stored; see `{shows}`.")
    return name or dataset


def studied(home: Home, dataset: str, validation: float | None = None, side: int | None = None) -> str | None:
    """The name that studies give to what `DATASET=`, `VALIDATION=` and `SIZE=` say; None where none was made on it.

    `dataset` may be a folder; without `validation` and `side` any split of its pictures will do, the usual side first.
    """
    studied = [study["dataset"] for study in catalog.read(home)]
    names = {one["name"] for one in studied}
    if validation is not None or side is not None:
        dataset = datasets.prepare(dataset, home.datasets, validation, side=side)[0].name
    if dataset in names:
        return dataset
    known = [name for name in datasets.names_of(dataset, home.datasets) if name in names]
    slug = own_name(dataset)
    if not known and slug is not None:  # prepared by an earlier version, or somewhere else
        sides = {one.get("side") for one in studied if one["name"].startswith(f"{slug}-")}
        # the digest of the pictures is a part of the name
        known = [
            name for side in sides if (name := datasets.prepare(dataset, home.datasets, side=side)[0].name) in names
        ]
    return known[0] if known and known[0] in names else None
