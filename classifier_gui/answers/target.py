"""Where a file of the user's may be put."""

import os
import stat
from pathlib import Path

from studies.system.errors import Explained


class Unwritable(Explained):
    """A file cannot be put where it was asked for."""


def checked(target: Path) -> Path:
    """The file that `target` is or leads to.

    Raises:
        Unwritable: it is no regular file, such as a device, or may not be written.
    """
    try:
        found = target.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):  # /dev/stdout may be a pipe, which has no path
            raise OSError(0, "it is no regular file")
        if target.exists() and not os.access(target, os.W_OK):
            raise OSError(0, "it may not be written")
    except (OSError, RuntimeError, ValueError) as error:  # a ring of links, a NUL
        raise refused(target, error) from error
    return found


def refused(target: Path, error: Exception) -> Unwritable:
    """What the operating system refused, in a sentence."""
    cause = str(getattr(error, "strerror", None) or error)
    return Unwritable("{file} cannot be written ({cause}): choose another place.", file=target, cause=cause)
