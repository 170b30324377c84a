"""Figures with the machine and the versions they were measured on, as JSON and as a table."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from scipy import stats

from studies.system import files
from studies.system import machine as hardware
from studies.training import environment

PACKAGES = ("tensorflow", "keras", "keras-tuner", "numpy", "optuna", "ray")


def write(path: Path, scenario: str, command: str, found: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_json(path, {"scenario": scenario, "command": command, "machine": machine(), **found})
    return path


def machine() -> dict[str, Any]:
    return {
        "cpu": hardware.cpu_name(),
        "cores": hardware.cores(),
        "vector_instructions": sorted(
            flag for flag in hardware.cpu_info().get("flags", "").split() if flag.startswith(("avx", "amx"))
        ),
        "onednn_isa": hardware.onednn_limit(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "platform": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in PACKAGES},
        "git": environment.git_revision(),
    }


def load() -> float:
    """The machine's one-minute load: seconds of a busy machine say little."""
    return round(os.getloadavg()[0], 1)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as Markdown, so that a document can take them over."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    cells.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    )


def interval(differences: Sequence[float]) -> tuple[float, float, float] | None:
    """Mean and Student-t interval at 95 % of paired differences; None below two of them."""
    if len(differences) < 2:
        return None
    mean, error = float(np.mean(differences)), float(stats.sem(differences))
    reach = error * float(stats.t.ppf(0.975, len(differences) - 1))
    return mean, mean - reach, mean + reach


def signed(found: tuple[float, float, float] | None) -> str:
    """An `interval` as a table has it; nothing where there is none."""
    return "" if found is None else "{:+.4f} ({:+.4f} to {:+.4f})".format(*found)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
