"""How a test starts a command."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.places import ROOT


@pytest.fixture
def started(home: Path) -> Callable[..., subprocess.Popen[str]]:
    """The command line as a user starts it: a process of its own, with a worker."""

    def start(dimension: str = "lr", **options: str | bool) -> subprocess.Popen[str]:
        chosen = {
            "model": "lenet",
            "dataset": "digits",
            "width": "0.5",
            "seeds": "1",
            "precision": "float32",
            "workers": "1",
            **options,
        }
        flags = [
            part for name, value in chosen.items() for part in (f"--{name}", *([] if value is True else [str(value)]))
        ]
        return subprocess.Popen(
            [sys.executable, "-m", "sweepbook", "study", dimension, *flags, "--root", str(home)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    return start
