"""A folder with one subfolder a class, as a user has it: what is a class, what is a picture, and what is neither."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studies.data import pictures
from studies.data.picture_formats import SUFFIXES
from studies.data.sources.source import Arrays, Parts, Source, slug, squares, stamp
from studies.system import errors, names
from studies.system.errors import UsageError
from studies.system.escapes import plain, short

SMALLEST_CLASS = 10  # pictures: fewer leave nothing to validate and test with
LITTER = frozenset(("thumbs.db", "desktop.ini", "__macosx"))  # what systems leave; hidden files are passed over too
SPLITS = frozenset(("train", "training", "val", "valid", "validation", "test", "testing"))
NAMED = 3  # unreadable pictures that one sentence names


def source(root: Path) -> Source:
    """A folder with one subfolder a class: pictures of any size, shrunk with area averaging, middle square kept.

    Raises:
        UsageError: the folder is empty or mixed, has one class only, or a class has too few pictures.
    """
    found = ClassFolders(root.resolve())
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
        UsageError: the folder is empty or mixed, has one class only, or a class has too few pictures.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ignored: list[str] = []  # names of files that are neither
        classes = sorted(self._classes())
        _refuse_splits(root, classes)
        if len(classes) < 2:
            raise UsageError(f"{root} has {len(classes)} class folders; at least 2 are needed, one subfolder a class.")
        self.pictures = {names.checked(one.name, "Class folder"): self._pictures_of(one) for one in classes}

    def key(self) -> str:
        """What changes when the pictures may have changed.

        It looks at each picture's path, size, times of modification and of change, and inode.
        """
        return repr([stamp(file) for group in self.pictures.values() for file in group])

    def read(self, side: int) -> Arrays:
        """Pictures of `side` x `side` pixels, and class numbers.

        Raises:
            UsageError: some cannot be read; the sentence names them. Or there are more than memory holds.
        """
        files = [file for group in self.pictures.values() for file in group]
        wrong: list[tuple[Path, pictures.UnreadablePicture]] = []
        shown = squares(_pixels(files, wrong), len(files), side)
        if wrong:
            raise UsageError(_unreadable(wrong))
        return shown, np.repeat(np.arange(len(self.pictures)), [len(group) for group in self.pictures.values()])

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
        if len(found) < SMALLEST_CLASS:
            raise UsageError(f"Class folder {folder} has {len(found)} pictures; at least {SMALLEST_CLASS} are needed.")
        return sorted(found)

    def _ignore(self, entry: Path) -> None:
        if not entry.name.startswith("."):
            self.ignored.append(entry.name)


def is_picture(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None


def _is_litter(entry: Path) -> bool:
    return entry.name.startswith(".") or entry.name.lower() in LITTER


def _dead(entry: Path) -> UsageError:
    return UsageError(f"{plain(entry)} is a link that leads nowhere: mend or remove it.")


def _refuse_splits(root: Path, classes: list[Path]) -> None:
    """Splits of one's own look like classes, and their classes like pictures."""
    found = [one.name for one in classes if one.name.lower() in SPLITS]
    if found and len(found) == len(classes) and any(entry.is_dir() for one in classes for entry in _entries(one)):
        raise UsageError(
            f"{root} has the folders {', '.join(found)}: splits of one's own are not supported. Put the class folders "
            "of all of them together into one folder; it is split here, and VALIDATION=0.2 (--validation) says how."
        )


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
