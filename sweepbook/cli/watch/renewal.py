"""The watched pages, written anew whenever more is stored: by `sweepbook report`, in a process that ends with them."""

import contextlib
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studies.system.escapes import plain
from sweepbook.cli.watch.state import Snapshot

LEAST = 2.0  # seconds between two looks at the store
SHARE = 10  # looking takes at most a tenth of a core
REST = 4  # after a page, so many times what it took, while something is trained: that needs the cores
LONGEST_REST = 60.0  # seconds
POLITE = 10  # of `nice`
BETWEEN = 20.0  # seconds that a command may hold nothing: between two looks, or until it judges the rates it chose
MOST_SAID = 500  # letters of a refusal


@dataclass
class Renewal:
    """A thread that looks at the store, and has the pages written where they are out of date.

    Attributes:
        words: of the command that writes them.
        look: reads the store.
        state: as it was seen last.
        version: rises with every page that was written.
        refusal: what the last writing said where it failed; empty where it did not.
        fault: the same of the last look.
    """

    words: Sequence[str]
    look: Callable[[], Snapshot]
    state: Snapshot = field(default_factory=lambda: Snapshot(()))
    version: int = 0
    refusal: str = ""
    fault: str = ""
    _end: threading.Event = field(default_factory=threading.Event)
    _work_seen: float = -math.inf  # on the monotonic clock

    @property
    def at_work(self) -> bool:
        """Whether a command has a study or a run, or had one a moment ago."""
        return time.monotonic() - self._work_seen < BETWEEN

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="renewal", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and a page that is being written."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        shown: object = None
        free_at, writing = 0.0, None
        while not self._end.is_set():
            began = time.monotonic()
            self._look()
            looked = time.monotonic() - began
            rested = began >= free_at or not self.state.running
            if writing is None and rested and self.state.studies and self.state.stamp != shown:
                shown, writing = self.state.stamp, _Writing(self.words)
            elif writing is not None and writing.ended:
                self.refusal = writing.refusal
                self.version += 1
                free_at, writing = time.monotonic() + min(REST * writing.seconds, LONGEST_REST), None
            self._end.wait(max(LEAST if writing is None else 0.2, SHARE * looked))
        if writing is not None:
            writing.stop()

    def _look(self) -> None:
        """See the store, or say why it cannot be read: it may be readable again, so nothing ends by that."""
        try:
            self.state, self.fault = self.look(), ""
            if self.state.held or self.state.running:
                self._work_seen = time.monotonic()
        except Exception as error:
            self.fault = plain(f"{type(error).__name__}: {error}"[:MOST_SAID])


class _Writing:
    """A process that writes the pages."""

    def __init__(self, words: Sequence[str]) -> None:
        self._began = time.monotonic()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the process
        self._child = subprocess.Popen(
            [sys.executable, "-m", "sweepbook", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            start_new_session=True,  # Ctrl-C is for the server, which ends it
        )
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._child.pid, POLITE)

    @property
    def ended(self) -> bool:
        return self._child.poll() is not None

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def refusal(self) -> str:
        """What it said last, where it failed."""
        with self._said as said:
            said.seek(0)
            text = said.read().decode(errors="replace").strip()
        return plain(text[-MOST_SAID:]) if self._child.returncode else ""

    def stop(self) -> None:
        with self._said, contextlib.suppress(OSError):
            os.killpg(self._child.pid, signal.SIGTERM)  # with the processes that draw for it
        self._child.wait()


def free_page(pages: Path, name: str) -> Path | None:
    """The file that a path below the pages names; None for another, a link, or what is no page's."""
    parts = Path(name).parts
    if not parts or any(part == "/" or part.startswith(".") or not part.isprintable() for part in parts):
        return None
    path = pages.joinpath(*parts)
    inside = path.resolve() == pages.resolve().joinpath(*parts)
    return path if inside and path.is_file() else None
