"""A folder with one subfolder a class, as a user has it: what is a class, what is a picture, and what is neither."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from studies.data import pictures
from studies.data.picture_formats import SUFFIXES
from studies.data.sources.source import Arrays, Parts, Source, key_of, slug, squares
from studies.system import errors, names
from studies.system.errors import UsageError
from studies.system.escapes import plain, short
from studies.system.formats import counted

SMALLEST_CLASS = 10  # pictures: fewer leave nothing to validate and test with
LITTER = frozenset(("thumbs.db", "desktop.ini", "__macosx"))  # what systems leave; hidden files are passed over too
NAMED = 3  # unreadable pictures that one sentence names


def source(root: Path) -> Source:
    """A folder with one subfolder a class: pictures of any size, shrunk with area averaging, middle square kept.

    Raises:
        UsageError: the folder is empty or mixed, has one class only, or a class has too few pictures.
    """
    found = ClassFolders(root)
    return Source(
        slug(found.root.name),
        tuple(found.pictures),
        found.key(),
        lambda side: Parts(found.read(side)),
        built_in=False,
        notes=tuple(found.notes()),
    )


class ClassFolders:
    """The classes in `root`, by name, with their pictures.

    Raises:
        UsageError: the folder is empty or mixed, or has fewer classes than `classes`, or a class fewer pictures than
            `least`.
    """

    def __init__(self, root: Path, least: int = SMALLEST_CLASS, classes: int = 2) -> None:
        self.root, self._least = root, least
        self.ignored: list[str] = []  # names of files that are neither
        found = sorted(self._classes())
        if len(found) < classes:
            needed = "1 is" if classes == 1 else f"{classes} are"
            there = counted(len(found), "class folder")
            raise UsageError(f"{root} has {there}; at least {needed} needed, one subfolder a class.")
        self.pictures = {names.checked(one.name, "Class folder"): self._pictures_of(one) for one in found}

    def key(self) -> str:
        """What changes when the pictures may have changed.

        It looks at each picture's path, size, times of modification and of change, and inode.
        """
        return key_of(file for group in self.pictures.values() for file in group)

    def read(self, side: int, classes: Sequence[str] | None = None) -> Arrays:
        """Pictures of `side` x `side` pixels, and the numbers of their classes among `classes`, by default its own.

        Raises:
            UsageError: some cannot be read; the sentence names them. Or there are more than memory holds.
        """
        files = [file for group in self.pictures.values() for file in group]
        wrong: list[tuple[Path, pictures.UnreadablePicture]] = []
        shown = squares(_pixels(files, wrong), len(files), side)
        if wrong:
            raise UsageError(_unreadable(wrong))
        known = list(self.pictures) if classes is None else list(classes)
        numbers = [known.index(name) for name in self.pictures]
        return shown, np.repeat(numbers, [len(group) for group in self.pictures.values()])

    def notes(self) -> list[str]:
        """What a user should know of the folder, a sentence each."""
        count = len(self.ignored)
        if not count:
            return []
        said = ", ".join(short(name) for name in sorted(set(self.ignored))[:NAMED])
        what = "1 file that is no picture is" if count == 1 else f"{count} files that are no pictures are"
        return [f"{what} ignored in {self.root}: {said}"]

    def _classes(self) -> Iterator[Path]:
        for entry in _entries(self.root):
            if _is_litter(entry):
                self._ignore(entry)
            elif entry.is_dir():
                yield entry
            elif not entry.exists():
                raise _dead(entry)
            elif is_picture(entry):
                raise UsageError(
                    f"{self.root} is mixed: {short(entry.name)} lies beside the class folders. Keep pictures in them."
                )
            else:
                self._ignore(entry)

    def _pictures_of(self, folder: Path) -> list[Path]:
        found = []
        for entry in _entries(folder):
            if _is_litter(entry):
                self._ignore(entry)
            elif not entry.exists():
                raise _dead(entry)
            elif entry.is_dir() or not is_picture(entry):
                known = ", ".join(sorted(SUFFIXES))
                raise UsageError(f"{plain(entry)} is no picture; a class folder holds pictures only ({known}).")
            else:
                found.append(entry)
        if len(found) < self._least:
            needed = "1 is" if self._least == 1 else f"{self._least} are"
            raise UsageError(f"Class folder {folder} has {counted(len(found), 'picture')}; at least {needed} needed.")
        return sorted(found)

    def _ignore(self, entry: Path) -> None:
        if not entry.name.startswith("."):
            self.ignored.append(entry.name)


def is_picture(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES


def folders_in(folder: Path) -> list[Path]:
    """The folders in a folder that a user put there."""
    return [entry for entry in _entries(folder) if entry.is_dir() and not _is_litter(entry)]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None


def _is_litter(entry: Path) -> bool:
    return entry.name.startswith(".") or entry.name.lower() in LITTER


def _dead(entry: Path) -> UsageError:
    return UsageError(f"{plain(entry)} is a link that leads nowhere: mend or remove it.")


def _pixels(files: list[Path], wrong: list[tuple[Path, pictures.UnreadablePicture]]) -> Iterator[np.ndarray]:
    """What each file shows; those that show nothing are added to `wrong`."""
    for file in files:
        try:
            yield pictures.read(file).pixels
        except pictures.UnreadablePicture as cause:
            wrong.append((file, cause))


def _unreadable(wrong: list[tuple[Path, pictures.UnreadablePicture]]) -> str:
    first, cause = wrong[0]
    said = f"{cause} Mend or remove it: {plain(first)}"
    if len(wrong) == 1:
        return said
    others = ", ".join(plain(file) for file, _ in wrong[1:NAMED])
    more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return f"{said}. So with {others}{more}."
