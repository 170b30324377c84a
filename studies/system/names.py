"""Names that become paths: one check, and paths and deletions that stay where they belong.

A store may come from a stranger. What it calls a study, a run, a dataset or a class must lead nowhere else, neither by
its letters (`../x`, `/x`) nor through a link. The folders of a command (`tuner_dirs`, `tb_logs`) may be links of the
user's own while something is trained; nothing below them is followed, and nothing is removed or published through one.
"""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studies.system.errors import UsageError
from studies.system.escapes import short

LONGEST = 255  # bytes of a name in a folder, on every usual file system
MOST_JOINED = 100  # bytes of each name in a joined one
RENAME = "Rename it."
_PLAIN = re.compile("(?:[^-#]+#)?[^-#]+(?:-[^-#]+)*")  # `lenet#cifar10-width0.5`: with a dash for # like nothing else


def checked(name: object, what: str, remedy: str = RENAME) -> str:
    """`name`, which is one component of a path.

    Args:
        what: what bears the name, for the sentence.

    Raises:
        UsageError: it is no name for a file.
    """
    fault = _fault(name)
    if fault is not None:
        raise UsageError(f"{what} '{short(name, 80)}' is no name for a file: it {fault}. {remedy}")
    return str(name)


def _fault(name: object) -> str | None:
    if not isinstance(name, str) or not name:
        return "is empty" if name == "" else "is no text"
    if name in (".", "..") or "/" in name:
        return "leads to another folder"
    if name.isascii() and name.isprintable():
        size = len(name)
        return f"is {size} bytes long, and {LONGEST} is the limit" if size > LONGEST else None
    if any(unicodedata.category(letter) == "Cc" for letter in name):
        return "holds a control character"
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "is not in UTF-8"
    return f"is {size} bytes long, and {LONGEST} is the limit" if size > LONGEST else None


def free(folder: Path, mark: str) -> None:
    """A folder that a command may fill: none yet, an empty one, or one of its own.

    Args:
        mark: the file that lies in one of its own.

    Raises:
        UsageError: it is another, whose files would be replaced, or none.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is a link or a file: give a folder with --out.")
    if folder.is_dir() and not (folder / mark).is_file() and any(folder.iterdir()):
        raise UsageError(f"{folder} holds other files: give an empty folder, or a new one, with --out.")


def inside(folder: Path, *names: str) -> Path:
    """The path `folder/name/...`, of which each name is one component and none is a link.

    Raises:
        UsageError: a name is none, or a link lies there.
    """
    for name in names:
        folder = folder / checked(name, f"In {folder},")
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link, and this program follows none here. Put a folder in its place.")
    return folder


def joined(*names: str) -> str:
    """One name for a folder about several things: what they are called, with their letters of any script.

    What is none of letters, digits and `._-` is a dash there, and long names are cut; where another name could look the
    same, a digest tells them apart.
    """
    shown = [re.sub(r"[^-]+", _kept, name).encode()[:MOST_JOINED].decode(errors="ignore") for name in names]
    if all(_PLAIN.fullmatch(name) and name.replace("#", "-") == one for name, one in zip(names, shown, strict=True)):
        return "--".join(shown)
    return f"{'--'.join(shown)}-{hashlib.sha256(repr(names).encode()).hexdigest()[:8]}"


def _kept(found: re.Match[str]) -> str:
    kept = "".join(one if one in "._" or unicodedata.category(one)[0] in "LMN" else " " for one in found[0])
    return re.sub(" +", "-", kept)


def remove(folder: Path, *names: str) -> None:
    """Delete the file or folder `folder/name/...`, if it is there. A link is deleted, not what it leads to.

    Raises:
        UsageError: the path would lead out of `folder`.
    """
    *above, last = names
    target = inside(folder, *above) / checked(last, f"In {folder},")
    try:
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    except OSError as error:  # shutil names only the last part of what it could not delete
        error.filename = str(target if Path(str(error.filename)).is_absolute() else target / str(error.filename))
        raise


def folders(folder: Path) -> list[Path]:
    """The folders in `folder`, by name; links to folders are none."""
    if not folder.is_dir():
        return []
    found = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False))
    return [Path(path) for path in found]


def check_study(described: Mapping[str, Any], path: Path) -> None:
    """Refuse the record of a study, read from `path`, if one of its names leads elsewhere.

    Raises:
        UsageError: such a name; or the study is called otherwise than its folder.
    """
    remedy = f"{path} is damaged or was changed by hand: remove it; the runs are kept."
    checked(described["name"], "The name of a study,", remedy)
    checked(described["network"], "The network of a study,", remedy)
    checked(described["dataset"]["name"], "The dataset of a study,", remedy)
    for run in (run for trial in described["trials"] for run in trial["runs"]):
        checked(run, "A run of a study,", remedy)
    if described["name"] != path.parent.name:
        raise UsageError(
            f"{path} describes the study '{short(described['name'], 80)}': give the folder that name, or remove it."
        )
