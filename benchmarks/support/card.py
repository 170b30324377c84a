"""A GPU as its driver tells of it: its name, and how much of its memory is taken."""

import subprocess
from collections.abc import Callable, Sequence

from studies.system import machine
from studies.system.errors import UsageError

NAMED = ("name", "driver_version", "memory.total")
Ask = Callable[[Sequence[str]], str]


def _printed(line: Sequence[str]) -> str:
    return subprocess.run(line, capture_output=True, text=True, check=True, timeout=30).stdout


def queried(*what: str, ask: Ask = _printed) -> list[str]:
    """The driver's answers about the first GPU that this process may use.

    Args:
        what: as `nvidia-smi --help-query-gpu` lists them.

    Raises:
        UsageError: there is no GPU, or nobody to ask.
    """
    found = machine.visible_gpus()
    line = ["nvidia-smi", f"--query-gpu={','.join(what)}", "--format=csv,noheader,nounits"]
    try:
        answer = ask([*line, f"--id={found[0]}"]) if found else ""
    except (OSError, subprocess.SubprocessError):
        answer = ""
    if not answer.strip():
        raise UsageError("nvidia-smi names no GPU here: docs/gpu.md says what a GPU needs.")
    return [cell.strip() for cell in answer.splitlines()[0].split(",")]


def described(ask: Ask = _printed) -> str:
    """What a table is headed with: `NVIDIA H100 80GB HBM3, driver 580.159, 81559 MiB`."""
    name, driver, memory = queried(*NAMED, ask=ask)
    return f"{name}, driver {driver}, {memory} MiB"


def memory(ask: Ask = _printed) -> tuple[float, float]:
    """MiB in use by anybody, and in all."""
    used, total = queried("memory.used", "memory.total", ask=ask)
    return float(used), float(total)
