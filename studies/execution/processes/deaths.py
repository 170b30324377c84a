"""How processes ended that should not have, in words, and the one rule for how often they are made anew.

A worker of the local engine and the driver's helper are a `Restartable` each. Ray makes the actors of a cluster itself:
for those there are `insist` and `Attempts`.
"""

import os
import re
import signal
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

import pebble

from studies.system.errors import MEMORY, MachineError
from studies.system.escapes import short

T = TypeVar("T")
MAX_STARTS = 5  # how often in a row a process may die before it has done anything
MAX_CAUSE = 300  # characters of what a library says
MOST_LINES = 2  # of what it wrote
MOST_READ = 1 << 16  # bytes of what processes wrote
PROCESS_DIED = (pebble.ProcessExpired, BrokenProcessPool)
HINTS = {
    signal.SIGKILL: ", most likely because the machine ran out of memory",
    signal.SIGABRT: ", as a library does that cannot go on, for example without memory",
    signal.SIGSEGV: ", a fault in a library, as one makes that is refused memory",
    signal.SIGBUS: ", as where the disk or the shared memory under a file is full",
    signal.SIGILL: ", since a library needs instructions that this processor lacks",
}
# Where something happened, which signal it was, which is known, and what TensorFlow tells of itself while it loads.
CHATTER = re.compile(
    r"\s|Traceback |Fatal Python error: |Current thread |Thread 0x|Extension modules: |"
    r"WARNING: |[IWE]\d{4} |.*: [IWE] \w+/"
)
WITHOUT_MEMORY = (-signal.SIGABRT, -signal.SIGSEGV)  # of those that may have other causes too
LIBRARY = "Try `{python} -c 'import tensorflow'`: where that fails too, install the packages anew."


class Attempts:
    """Counts how often in a row a process died before it had done anything."""

    def __init__(self) -> None:
        self._deaths = 0

    def died(self) -> bool:
        """Whether it was the last of `MAX_STARTS`."""
        self._deaths += 1
        return self._deaths >= MAX_STARTS

    def succeeded(self) -> None:
        self._deaths = 0


def insist(
    attempt: Callable[[], T], deaths: tuple[type[Exception], ...], complaint: Callable[[Exception], MachineError]
) -> T:
    """What `attempt` returns; it is called again where it ends with one of `deaths`.

    Args:
        complaint: what to raise of the last death.

    Raises:
        MachineError: it ends so each time.
    """
    attempts = Attempts()
    while True:
        try:
            return attempt()
        except deaths as death:
            if attempts.died():
                raise complaint(death) from None


def explained(what: str, death: Exception, server: int | None = None, said: str = "", log: Path | None = None) -> str:
    """What happened, why, and what to do.

    Args:
        what: the beginning of the sentence.
        death: as it was met last.
        server: how the server ended that forks the processes, as `Popen.returncode` says it; None where it lives.
        said: what was written last to their error stream.
        log: the file in which more may stand.
    """
    code = getattr(death, "exitcode", None) if server is None else server
    remedy = LIBRARY.format(python=sys.executable)
    if code is not None:
        cause = f": {'it' if server is None else 'the server that forks them'} {ended(code)}"
        remedy = MEMORY if code == -signal.SIGKILL else f"{MEMORY} {remedy}" if code in WITHOUT_MEMORY else remedy
    elif isinstance(death, OSError | RuntimeError) and str(death):
        cause, remedy, said = f": {getattr(death, 'strerror', None) or death}", MEMORY, ""
    else:
        cause = ""
    words = f" Said last: {said.rstrip('.')}." if said else f" {log} may say why." if log else ""
    return f"{what}{cause}.{words} {remedy}"


def ended(code: int | None) -> str:
    """How a process ended, as `Popen.returncode` says it: `was ended by SIGKILL, most likely because ...`."""
    if code is None or code >= 0:
        return f"ended with exit code {code}" if code is not None else "ended"
    try:
        by = signal.Signals(-code)
    except ValueError:  # of those that have no name
        return f"was ended by signal {-code}"
    return f"was ended by {by.name}{HINTS.get(by, '')}"


def last_words(path: Path | None) -> str:
    """The last lines that processes wrote there, each once, as one; empty where there are none."""
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - MOST_READ))
            written = plain_lines(file.read(MOST_READ).decode(errors="replace"))
    except OSError:
        return ""
    last = list(dict.fromkeys(reversed(written)))[:MOST_LINES]
    return short(" / ".join(reversed(last)), MAX_CAUSE)


def plain_lines(written: str) -> list[str]:
    """The lines that say something to a user: none of a traceback but its last."""
    return [line.strip() for line in written.splitlines() if line.strip() and not CHATTER.match(line)]
