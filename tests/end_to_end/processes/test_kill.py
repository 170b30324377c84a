"""Nothing is lost: a worker that dies, and Ctrl-C. What is killed again and again is in `test_soak`."""

import signal
import time
from pathlib import Path

import psutil

from tests.support.commands import Start
from tests.support.started_processes import gone, until, workers_of
from tests.support.stored import histories


def test_a_worker_that_dies_twice_is_a_cause_in_words_and_ctrl_c_ends_soon_keeps_the_epochs_and_says_how_to_go_on(
    started: Start, home: Path
) -> None:
    """A worker that dies once is replaced; after the second time the next run is trained, and interrupted."""
    driver = started(values="0.001,0.002", epochs="400", samples="all")
    for _ in range(2):
        worker = _training_worker(driver.pid, home)
        worker.kill()
        assert gone([worker])
    _wait_for_failure(home)
    _training_worker(driver.pid, home)
    rows = _rows(home)
    children = psutil.Process(driver.pid).children(recursive=True)
    pressed = time.monotonic()
    driver.send_signal(signal.SIGINT)
    out, errors = driver.communicate()
    assert driver.returncode == 130
    assert time.monotonic() - pressed < 5  # 2 seconds on a quiet machine
    assert "FAILED: The worker process was ended by SIGKILL" in out
    assert "It was tried twice." in out
    assert "every finished epoch is stored" in errors
    assert "sweepbook study lr --model lenet" in errors
    assert "Traceback" not in errors
    assert gone(children)
    assert _rows(home) >= rows


def _training_worker(driver: int, home: Path) -> psutil.Process:
    """The worker, once it trains (a row more is stored)."""
    until(home, _rows(home) + 1)
    (worker,) = workers_of(driver)
    return worker


def _rows(home: Path) -> int:
    """The epochs that are stored."""
    return sum(len(text.splitlines()) - 1 for text in histories(home).values())


def _wait_for_failure(home: Path) -> None:
    deadline = time.monotonic() + 150
    while not any('"failed"' in path.read_text() for path in (home / "tuner_dirs" / "runs").glob("*/run.json")):
        assert time.monotonic() < deadline
        time.sleep(0.1)
