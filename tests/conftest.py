"""What all tests share. Real tiny data (scikit-learn's digits), no network, no display."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studies.system import machine, variables

variables.share(machine.cores())  # as a worker alone; to import studies has set the rest, before a test loads Keras
os.environ.pop("SWEEPBOOK_COMMAND", None)  # set by make, for the commands it starts
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")  # the same numbers everywhere


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for prepared data and fingerprints that all tests of a process share."""
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def home(tmp_path: Path, prepared: Path) -> Path:
    """An empty place for tuner_dirs and tb_logs; its name holds a blank and no ASCII."""
    root = tmp_path / "a höme 家"
    (root / "tuner_dirs").mkdir(parents=True)
    for shared in ("datasets", "cache"):
        (prepared / shared).mkdir(exist_ok=True)
        (root / "tuner_dirs" / shared).symlink_to(prepared / shared)
    return root


@pytest.fixture
def sweep(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """The command line on tiny digits, in this process: `sweep("study", "lr", epochs=2)` -> code, output, errors."""
    from sweepbook.cli.parser import main

    defaults = {
        "model": "lenet",
        "dataset": "digits",
        "samples": "100",
        "width": "0.5",
        "seeds": "1",
        "epochs": "2",
        "workers": "0",
        "precision": "float32",
    }

    def run(*words: str, **options: object) -> tuple[int, str, str]:
        chosen = {**defaults, **options}
        flags = [
            part
            for name, value in chosen.items()
            if value is not None
            for part in (f"--{name.replace('_', '-')}", *([] if value is True else [str(value)]))
        ]
        capfd.readouterr()
        try:
            code = main([*words, *flags, "--root", str(home)])
        except SystemExit as left:  # argparse's own errors
            code = int(left.code or 0)
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return run


def half(precision: str, *more: object) -> Any:
    """A case in half precision, where oneDNN computes it: not if ONEDNN_MAX_CPU_ISA keeps it below the processor."""
    refused = pytest.mark.skipif(machine.refuses(precision), reason=f"oneDNN is kept from {precision}")
    return pytest.param(precision, *more, marks=refused)


def histories(home: Path) -> dict[str, str]:
    """Every run's history, without its seconds."""
    return {
        path.parent.name: "\n".join(line.rsplit(",", 1)[0] for line in path.read_text().splitlines())
        for path in (home / "tuner_dirs" / "runs").glob("*/history.csv")
    }
