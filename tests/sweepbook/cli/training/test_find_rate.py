"""find-lr: one pass over real pictures proposes the rates of a study, and stores nothing."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from sweepbook.cli.door import main

Found = Callable[..., tuple[int, str, str]]


@pytest.fixture
def found(home: Path, capfd: pytest.CaptureFixture[str]) -> Found:
    def run(*words: str) -> tuple[int, str, str]:
        shared = ["--model", "lenet", "--dataset", "digits", "--width", "0.5", "--precision", "float32"]
        code = main(["find-lr", *shared, *words, "--root", str(home)])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_adam_and_sgd_get_ladders_of_their_own_that_a_study_takes(
    found: Found, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, adam, _ = found()
    assert code == 0
    assert re.search(r"it begins to fall at \S+, falls fastest at \S+ and is lowest at \S+;", adam)
    proposed = re.search(r"study these: sweepbook (study lr .*)", adam)
    assert proposed is not None
    values = _values(proposed[1])
    assert len(values) == 5
    assert 0.0003 <= values[-1] <= 0.1
    code, sgd, _ = found("--base", "optimizer=sgd")
    assert code == 0
    assert "--base optimizer=sgd" in sgd
    assert _values(sgd)[-1] > values[-1]
    assert not list((home / "tuner_dirs").glob("*/study.json"))
    assert main([*shlex.split(proposed[1]), "--dry-run", "--workers", "1"]) == 0
    assert "5 distinct" in capfd.readouterr().out.replace("15 distinct", "5 distinct")


def _values(text: str) -> list[float]:
    given = re.search(r"--values (\S+)", text)
    assert given is not None
    return [float(value) for value in given[1].split(",")]


def test_a_loss_that_never_falls_is_a_sentence(found: Found) -> None:
    code, _, err = found("--base", "initializer=zeros activation=relu", "--samples", "100")
    assert code == 2
    assert "The loss of lenet never fell" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--base", "depth=3"], "Unknown dimension depth"),
        (["--samples", "3"], "samples=3 is out of range"),
        (["--seeds", "3"], "Unrecognized arguments: --seeds 3"),
    ],
)
def test_a_wrong_word_is_a_sentence(words: list[str], sentence: str, found: Found) -> None:
    code, _, err = found(*words)
    assert (code, sentence in err) == (2, True)
