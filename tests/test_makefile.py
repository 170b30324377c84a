"""The Makefile: what the targets call, with which exit code, and what they refuse."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def make(tmp_path: Path, code: int, *words: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Make with a Python that only notes what it is asked to do; studies end with `code`."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncase "$2" in studies) exit {code};; esac\n')
    python.chmod(0o755)
    told = ["make", "-o", ".venv/ready", f"PYTHON={python}", *words]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    calls = tmp_path / "calls"
    return done, calls.read_text().splitlines() if calls.exists() else []


@pytest.mark.parametrize("target", ["study-lr", "chapter", "tune"])
@pytest.mark.parametrize(
    ("code", "words", "exported"),
    [(0, (), True), (3, (), True), (130, (), False), (2, (), False), (0, ("DRY_RUN=1",), False)],
)
def test_make_exports_after_what_was_trained_and_keeps_the_studys_exit_code(
    tmp_path: Path, target: str, code: int, words: tuple[str, ...], exported: bool
) -> None:
    done, (first, *others) = make(tmp_path, code, target, "MODEL=lenet", *words)
    assert (done.returncode != 0, f"Error {code}" in done.stderr) == (code != 0, code != 0)
    assert first.startswith("-m studies")
    called = "-m analysis.export --if-any --model lenet --dataset cifar10"
    assert (called in others) == exported
    assert len(others) == exported * (2 if target == "chapter" else 1)


def test_a_variable_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, "study-lr", "MODEL=lenet", "EPOCH=50")
    assert done.returncode == 2
    assert "no variable is called EPOCH: there are MODEL" in done.stderr
    assert not calls


def test_a_study_is_narrowed_by_a_word_and_learning_rate_may_be_written_out(tmp_path: Path) -> None:
    done, (first, *_) = make(tmp_path, 0, "study-learning-rate", "MODEL=lenet", "ONLY=1")
    assert done.returncode == 0
    assert first == "-m studies study lr --model lenet --only"


def test_a_variable_becomes_an_option_blanks_included(tmp_path: Path) -> None:
    done, (first, *_) = make(tmp_path, 0, "study-lr", "MODEL=lenet", "DATASET=my pictures", "EPOCHS=5")
    assert done.returncode == 0
    assert first == "-m studies study lr --model lenet --dataset my pictures --epochs 5"
