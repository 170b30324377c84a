"""Commands, and the types of the fixtures that give them."""

import subprocess
import sys
from typing import Protocol


def loaded_by_help(verb: str) -> str:
    """The names of the modules that `sweepbook VERB --help` loads, as `-X importtime` prints them."""
    line = [sys.executable, "-X", "importtime", "-m", "sweepbook", verb, "--help"]
    return subprocess.run(line, capture_output=True, text=True, check=True, timeout=60).stderr


class Sweep(Protocol):
    """The command line in this process: `sweep("study", "lr", epochs=2)` -> exit code, output, errors."""

    def __call__(self, *words: str, **options: object) -> tuple[int, str, str]: ...


class Start(Protocol):
    """`start("lr", epochs="2")`: a study in a process of its own, which the caller ends."""

    def __call__(self, dimension: str = "lr", **options: str) -> subprocess.Popen[str]: ...
