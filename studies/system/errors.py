"""What cannot be used or was refused, and why, in a sentence: of a user's mistake, or of the operating system."""

import errno
from functools import partial
from typing import Any

from hypermodels.errors import UsageError as UsageError
from studies.system import escapes

DISK_IS_FULL = "the disk is full. Free some space and give the same command again; nothing stored is lost."
_MOVE = "Move it away and give the same command again."
_NO_LOCKS = "This file system has no file locks. Keep the store on a local disk (--root), or mount this one with locks."
_REMEDIES = {
    errno.EACCES: "Change its permissions, or use another folder.",
    errno.EPERM: "Change its permissions, or use another folder.",
    errno.EROFS: "This file system may only be read: use another folder (--root).",
    errno.ENOLCK: _NO_LOCKS,
    errno.ENOSYS: _NO_LOCKS,
    errno.EOPNOTSUPP: _NO_LOCKS,
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.ENOENT: "It is gone, or a link that leads nowhere: bring it back, or remove the link.",
    errno.ELOOP: "Its links lead in a circle: remove them.",
    errno.EEXIST: _MOVE,
    errno.EISDIR: f"A folder stands where a file belongs. {_MOVE}",
    errno.ENOTDIR: f"A file stands where a folder belongs. {_MOVE}",
    errno.ENOTEMPTY: _MOVE,
    errno.EIO: "The disk answers with an error: check it, then give the same command again; nothing stored is lost.",
    errno.EMFILE: "Allow more open files (`ulimit -n 4096`).",
    errno.ENFILE: "Close other programs: the machine has too many open files.",
}
IN_THE_WAY = (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY)  # what somebody put there
MEMORY = (
    "Close other programs, or ask for what takes less memory: fewer workers, a smaller width, fewer samples. Nothing "
    "stored is lost."
)
NO_MEMORY = ("failed to map segment", "annot allocate memory")  # as the loader of libraries says it
_OTHERWISE = "Give the same command again; nothing stored is lost."


class MachineError(Exception):
    """What the machine did, and no user: a sentence with cause and remedy. The command ends with exit code 1."""


class Explained(UsageError):
    """What cannot be used, and why. `template` and `values` make up the sentence, so that it can be translated."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """It may cross from one process to another."""
        return partial(type(self), self.template, **self.values), ()


def refusal(error: OSError) -> str:
    """What the operating system refused, in a sentence: the path, the cause and the remedy.

    `/data/tuner_dirs/lock: Permission denied. Change its permissions, or use another folder.`
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_IS_FULL
    places = [str(place) for place in (error.filename, error.filename2) if place is not None]
    cause = error.strerror or str(error) or type(error).__name__
    remedy = _REMEDIES.get(error.errno or 0, _OTHERWISE)
    shown = [escapes.short(place, escapes.LONGEST_WORD) for place in places[:1]]
    return f"{': '.join([*shown, cause])}. {remedy}"


def not_loaded(error: ImportError) -> str:
    """What cannot be loaded of what is installed beside this program, in a sentence.

    `libGL.so.1: cannot open shared object file. A package or a library is missing ...`
    """
    remedy = (
        "This process may not take enough memory: allow it more (`ulimit -v`), or close other programs."
        if any(words in str(error) for words in NO_MEMORY)
        else "A package or a system's library is missing or damaged: install the packages anew (`make setup`), and "
        "what the README names under Start."
    )
    return f"{str(error).rstrip('.')}. {remedy}"
