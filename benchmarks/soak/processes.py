"""The processes of a command, by what each does."""

import contextlib
import os
from pathlib import Path

import psutil

COMMAND, SERVER, HELPER, WORKER = "the command", "the fork server", "the helper", "a worker"


def by_part(driver: psutil.Process) -> dict[str, list[psutil.Process]]:
    """The command, its server, and what was forked from that; without parts that are not there."""
    found: dict[str, list[psutil.Process]] = {COMMAND: [driver]}
    with contextlib.suppress(psutil.NoSuchProcess):
        for server in _children(driver):
            if "multiprocessing.forkserver" in " ".join(server.cmdline()):
                found.setdefault(SERVER, []).append(server)
                for forked in _children(server):
                    found.setdefault(_part(forked), []).append(forked)
    return found


def _children(process: psutil.Process) -> list[psutil.Process]:
    """As psutil's own, which looks through all processes of the machine; this is asked many times a second."""
    found = []
    with contextlib.suppress(OSError, psutil.NoSuchProcess):
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            found += [psutil.Process(int(child)) for child in (thread / "children").read_text().split()]
    return found


def processes_with(variable: str, value: str) -> list[psutil.Process]:
    """Those that were started with this variable in their environment."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(variable) == value:
                found.append(process)
    return found


def _part(forked: psutil.Process) -> str:
    """What workers print goes to a log, what the helper prints nowhere."""
    with contextlib.suppress(OSError):
        if Path(f"/proc/{forked.pid}/fd/1").readlink() == Path(os.devnull):
            return HELPER
    return WORKER
