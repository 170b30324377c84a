"""Commands as a user gives them: in make's words where make was used, else `sweepbook VERB`.

>>> command("study", "lr", model="lenet", epochs=20)
'sweepbook study lr --model lenet --epochs 20'
"""

import itertools
import os
import shlex
from collections.abc import Sequence
from pathlib import Path

BUNDLES = Path("bundles")  # of the store that lies here
GIVEN = "SWEEPBOOK_COMMAND"  # make's own line, set by the Makefile for what it starts


def given(words: Sequence[str]) -> str:
    """The command that was given: make's, or `sweepbook` with these words."""
    return os.environ.get(GIVEN) or shlex.join(["sweepbook", *words])


def command(verb: str, *names: str, make: bool | None = None, **options: object) -> str:
    """A command to advise.

    Args:
        names: what follows the verb, as the dimension follows `study`.
        make: whether in make's words; None for those in which this process was started.
        options: by their names on the command line, with underscores. One that is True has no value; one that is None
            is left out.
    """
    said = {name: value for name, value in options.items() if value is not None}
    if is_make(make):
        variables = [
            f"{name.upper()}={shlex.quote('1' if value is True else str(value))}" for name, value in said.items()
        ]
        return " ".join(["make", "-".join((verb, *names)), *variables])
    words = [[f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])] for name, value in said.items()]
    return shlex.join(["sweepbook", verb, *names, *itertools.chain(*words)])


def study(flag: str, own: bool = False, make: bool | None = None, **options: object) -> str:
    """A study's command to advise, as `command` has it.

    Args:
        flag: the dimension.
        own: whether it is a network's own: make has a target for each of the table's alone.
    """
    if own and is_make(make):
        return command("study", make=make, dimension=flag, **options)
    return command("study", flag, make=make, **options)


def is_make(make: bool | None = None) -> bool:
    """Whether commands are in make's words: as `make` says, else as this process was started."""
    return bool(os.environ.get(GIVEN)) if make is None else make


def root(folder: Path) -> Path | None:
    """The word `root` of a command that finds the store in `folder` again; None where that is here."""
    return None if folder == Path() else folder


def store_of(bundles: Path) -> Path | None:
    """The word `root` of a command about the store whose bundles these are; None where that is here, or not known."""
    return root(bundles.parent) if bundles.name == BUNDLES.name else None


def root_in(given: str) -> str | None:
    """The folder of the store as a command named it; None where it named none."""
    return _parted(given)[1]


def without_root(given: str) -> str:
    """The command as who stands in the store's folder gives it, wherever that lies."""
    others, root = _parted(given)
    return given if root is None else shlex.join(others)


def _parted(given: str) -> tuple[list[str], str | None]:
    """A command's words but those that name the store's folder, and that folder."""
    try:
        words = shlex.split(given)
    except ValueError:  # a record may be a stranger's
        return [], None
    others: list[str] = []
    root, left = None, iter(words)
    for word in left:
        option, equals, value = word.partition("=")
        if option != "--root":
            others.append(word)
        elif equals or (value := next(left, "")):
            root = value
    return others, root


def first(store: Path = Path()) -> str:
    """The study that takes least: a newcomer's first, in the folder of this store."""
    return command("study", "lr", model="lenet", dataset="digits", root=root(store))
