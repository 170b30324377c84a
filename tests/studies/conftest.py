"""A command in a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def started(home: Path) -> Callable[..., subprocess.Popen[str]]:
    """The command line as a user starts it: a process of its own, with a worker."""

    def start(dimension: str = "lr", **options: str) -> subprocess.Popen[str]:
        chosen = {
            "model": "lenet",
            "dataset": "digits",
            "width": "0.5",
            "seeds": "1",
            "precision": "float32",
            **options,
        }
        flags = [part for name, value in chosen.items() for part in (f"--{name}", value)]
        # As at a terminal: a child inherits an ignored Ctrl-C, and tests that run in the background have it ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return subprocess.Popen(
            [sys.executable, "-m", "studies", "study", dimension, *flags, "--root", str(home)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    return start
