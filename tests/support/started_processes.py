"""What the tests that start real processes share."""

import time
from pathlib import Path

import psutil

from tests.support.stored import histories


def until(home: Path, rows: int) -> None:
    """Wait until so many epochs are stored."""
    deadline = time.monotonic() + 150
    while sum(len(text.splitlines()) - 1 for text in histories(home).values()) < rows:
        assert time.monotonic() < deadline, "no epoch was stored"
        time.sleep(0.02)


def workers_of(driver: int) -> list[psutil.Process]:
    """They are forked from a server, which is the driver's own child, and write to the workers' log."""
    forked = [process for server in psutil.Process(driver).children() for process in server.children()]
    return [one for one in forked if any(file.path.endswith("workers.log") for file in one.open_files())]


def gone(children: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(children, timeout=10)
    return not alive
