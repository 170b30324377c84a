"""Commands, and the types of the fixtures that give them."""

import subprocess
from typing import Protocol


class Sweep(Protocol):
    """The command line in this process: `sweep("study", "lr", epochs=2)` -> exit code, output, errors."""

    def __call__(self, *words: str, **options: object) -> tuple[int, str, str]: ...


class Start(Protocol):
    """`start("lr", epochs="2")`: a study in a process of its own, which the caller ends."""

    def __call__(self, dimension: str = "lr", **options: str | bool) -> subprocess.Popen[str]: ...
