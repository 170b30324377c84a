"""The Makefile: what the targets call, with which exit code, and what they refuse."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT


def make(
    tmp_path: Path, code: int, *words: str, **environment: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Make with a Python that only notes what it is asked to do, a command a line; studies end with `code`."""
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncase "$3" in study|chapter|tune|finale) exit {code};; esac\n'
    )
    python.chmod(0o755)
    told = ["make", "-o", ".venv/ready", f"PYTHON={python}", *words]
    whole = {**os.environ, **environment}
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False, env=whole)
    calls = tmp_path / "calls"
    return done, calls.read_text().replace(" then ", "\n").splitlines() if calls.exists() else []


@pytest.mark.parametrize("target", ["study-lr", "chapter", "tune", "finale"])
@pytest.mark.parametrize(("code", "words", "exported"), [(0, (), True), (3, (), True), (0, ("DRY_RUN=1",), False)])
def test_make_has_the_best_model_exported_after_what_was_trained_and_keeps_the_exit_code(
    tmp_path: Path, target: str, code: int, words: tuple[str, ...], exported: bool
) -> None:
    done, (first, *others) = make(tmp_path, code, target, "MODEL=lenet", *words)
    assert (done.returncode != 0, f"Error {code}" in done.stderr) == (code != 0, code != 0)
    assert first.startswith("-m sweepbook")
    reported = ["report --model lenet"] if target in ("chapter", "finale") else []
    assert others == (["export --if-any --model lenet --dataset cifar10", *reported] if exported else [])


def test_a_variable_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, "study-lr", "MODEL=lenet", "EPOCH=50")
    assert done.returncode == 2
    assert "no variable is called EPOCH: there are MODEL" in done.stderr
    assert not calls


def test_a_study_is_narrowed_by_a_word_and_learning_rate_may_be_written_out(tmp_path: Path) -> None:
    done, (first, *_) = make(tmp_path, 0, "study-learning-rate", "MODEL=lenet", "ONLY=1")
    assert done.returncode == 0
    assert first == "-m sweepbook study lr --model lenet --only"


@pytest.mark.parametrize("word", ["ONLY=0", "DRY_RUN=no", "PROBE=false"])
def test_a_switch_is_on_or_it_is_not_there(word: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, "study-optimizer", "MODEL=lenet", word)
    assert (done.returncode, calls) == (2, [])
    assert f"{word}: give {word.partition('=')[0]}=1, or leave it out" in done.stderr


def test_words_with_blanks_between_them_are_words_of_their_own(tmp_path: Path) -> None:
    _, (tests, *_) = make(tmp_path, 0, "test", "TESTS=tests/studies/plan -k 'looks or growth'")
    assert tests.endswith("tests/studies/plan -k looks or growth")
    assert "pytest" in tests


def test_the_tests_of_a_gpu_are_run_where_they_are_asked_for_and_only_there(tmp_path: Path) -> None:
    _, calls = make(tmp_path, 0, "test")
    _, (_, line) = make(tmp_path, 0, "test", "GPU=1")
    assert calls[0].endswith("-m not cluster and not gpu")
    assert line == "-m pytest -n 0 -m gpu tests/gpu"


def test_a_variable_becomes_an_option_blanks_included(tmp_path: Path) -> None:
    done, (first, *_) = make(tmp_path, 0, "study-lr", "MODEL=lenet", "DATASET=my pictures", "EPOCHS=5")
    assert done.returncode == 0
    assert first == "-m sweepbook study lr --model lenet --dataset my pictures --epochs 5"


def test_a_network_of_ones_own_has_its_targets(tmp_path: Path) -> None:
    done, (first, second) = make(tmp_path, 0, "study", "DIMENSION=depth", "MODEL=my nets/my_net.py")
    assert done.returncode == 0, done.stderr
    assert first == "-m sweepbook study depth --model my nets/my_net.py"
    assert second == "export --if-any --model my nets/my_net.py --dataset cifar10"
    assert make(tmp_path, 0, "new-network", "FILE=my net.py")[1][-1] == "-m sweepbook new-network my net.py"


@pytest.mark.parametrize(
    "dataset", ["l'oiseau", "a $HOME $(shell echo x) `id`", "'; touch made #", 'say "a" \\ b', "a,b (c)"]
)
def test_a_variables_text_reaches_the_program_as_it_was_typed_and_is_never_run(dataset: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, "study-lr", "MODEL=lenet", f"DATASET={dataset}")
    assert done.returncode == 0, done.stderr
    assert calls[0] == f"-m sweepbook study lr --model lenet --dataset {dataset}"
    assert calls[1] == f"export --if-any --model lenet --dataset {dataset}"
    assert not (ROOT / "made").exists()


@pytest.mark.parametrize(("target", "variable"), [("report", "COMPARE"), ("test", "TESTS"), ("bench", "BENCH")])
@pytest.mark.parametrize("typed", ["it's, $(shell touch made)", 'say "a `touch made`'])
def test_a_quote_that_is_not_closed_is_a_sentence(target: str, variable: str, typed: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, "-o", ".venv/bench", target, f"{variable}={typed}")
    assert (done.returncode, calls) == (2, [])
    assert done.stderr.startswith(
        f"error: {variable}={typed} has a quote that is not closed: close it, or write \\ before"
    )
    assert "xargs" not in done.stderr
    assert not (ROOT / "made").exists()


@pytest.mark.parametrize(
    ("target", "variable"), [("study-lr", "DATASET"), ("gui", "FILES"), ("report", "COMPARE"), ("setup", "BOOTSTRAP")]
)
def test_a_line_end_in_a_value_is_refused(target: str, variable: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, target, f"{variable}=a\ntouch {tmp_path}/made")
    assert (done.returncode, calls) == (2, [])
    assert f"{variable} has a line end in its value: give it on one line" in done.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(("target", "variable"), [("study-lr", "DATASET"), ("gui", "FILES"), ("setup", "GPU")])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_refused(target: str, variable: str, value: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, target, f"{variable}={value}")
    assert (done.returncode, calls) == (2, [])
    assert f"{variable} is empty: give a value, or leave it out" in done.stderr


@pytest.mark.parametrize("typed", [("study-lr", "MODEL"), ("report", "DATASET"), ("gui", "FILES"), ("help", "EPOCHS")])
def test_what_make_would_run_in_a_variable_is_not_run(typed: tuple[str, str], tmp_path: Path) -> None:
    """A variable of the command line is exported, and for that make reads what is in it."""
    target, variable = typed
    make(tmp_path, 0, target, f"{variable}=$(shell touch {tmp_path}/made)")
    assert not (tmp_path / "made").exists()


def test_the_environment_gives_no_variable(tmp_path: Path) -> None:
    environment = {"LANGUAGE": "zh_CN:zh", "EPOCHS": "7", "DRY_RUN": "1", "MODEL": "resnet", "BOOTSTRAP": "nothing"}
    done, calls = make(tmp_path, 0, "chapter", "MODEL=lenet", **environment)
    assert done.returncode == 0, done.stderr
    assert [calls[0], calls[2]] == ["-m sweepbook chapter --model lenet", "report --model lenet"]


@pytest.mark.parametrize(
    ("target", "variable"),
    [
        ("tune", "BUDGET=10m"),
        ("chapter", "VALUES=0.1"),
        ("study-lr", "TRIALS=3"),
        ("study-lr", "DIMENSION=l2"),
        ("study-l2", "LANGUAGE=zh"),
        ("demo", "SEEDS=5"),
        ("list", "MODEL=lenet"),
        ("report", "SEEDS=3"),
        ("demo", "GPU=1"),
    ],
)
def test_a_variable_that_the_target_ignores_is_refused(target: str, variable: str, tmp_path: Path) -> None:
    done, calls = make(tmp_path, 0, target, variable)
    assert (done.returncode, calls) == (2, [])
    assert f"`make {target}` takes no {variable.split('=')[0]}: it takes " in done.stderr
    assert " ." not in done.stderr


def test_every_documented_variable_is_taken_by_a_target(tmp_path: Path) -> None:
    """The guide's table has the studies' variables, so a row that make does not know would be a wrong promise."""
    lines = (ROOT / "docs/guide.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    names = {row.split("`")[1].split("=")[0] for row in rows}
    done, _ = make(tmp_path, 0, "study-lr", "NONE=1")
    known = done.stderr.split("there are ")[1].split(".  Stop")[0].split()
    upper = {name for name in names if name.isupper()}
    assert upper
    assert upper <= set(known)


def test_the_classifier_gets_a_name_with_blanks_as_one_file_and_several_as_several(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nprintf "<%s>" "$@" >> {tmp_path}/got\n')
    python.chmod(0o755)
    (tmp_path / "it's my $5 cat.jpg").touch()
    for files in (f"{tmp_path}/it's my $5 cat.jpg", "a.jpg b.jpg"):
        told = ["make", "-o", ".venv/ready", f"PYTHON={python}", "gui", f"FILES={files}"]
        subprocess.run(told, cwd=ROOT, check=True, capture_output=True)
    got = (tmp_path / "got").read_text()
    assert got == f"<-m><sweepbook><gui><{tmp_path}/it's my $5 cat.jpg><-m><sweepbook><gui><a.jpg><b.jpg>"


def test_a_scenario_that_there_is_not_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n[ "$3" != nothing ]\n')
    python.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    told = ["make", "-o", ".venv/ready", f"PYTHON={python}", "bench", "SCENARIO=nothing"]
    assert subprocess.run(told, cwd=tmp_path, capture_output=True, check=False).returncode == 2
    assert calls.read_text() == "-m benchmarks nothing --help\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The Makefile alone, with Pythons that only note what they are asked to do."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    for version in ("3.10", "3.12"):
        python = tmp_path / f"python{version}"
        python.write_text(
            f"#!/bin/sh\ncase $1 in -c) echo {version}; exit;; esac\n"
            f'echo "{version} $@" >> {tmp_path}/calls\n'
            f'[ "$2" != venv ] || {{ mkdir -p .venv/bin; cp "$0" .venv/bin/python; }}\n'
        )
        python.chmod(0o755)
    return tmp_path


def setup(checkout: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    calls = checkout / "calls"
    calls.unlink(missing_ok=True)
    done = subprocess.run(["make", *words], cwd=checkout, capture_output=True, text=True, check=False)
    return done, calls.read_text().splitlines() if calls.exists() else []


def test_an_older_python_is_refused_in_a_sentence_and_another_bootstrap_works_afterwards(checkout: Path) -> None:
    old, new = checkout / "python3.10", checkout / "python3.12"
    done, calls = setup(checkout, "list", f"BOOTSTRAP={old}")
    assert (done.returncode, calls) == (2, [])
    assert f"{old} is Python 3.10: Sweepbook needs 3.11, 3.12 or 3.13. Give BOOTSTRAP=python3.12" in done.stderr
    assert not (checkout / ".venv").exists()
    done, calls = setup(checkout, "list", f"BOOTSTRAP={new}")
    assert done.returncode == 0, done.stderr
    assert calls[0] == "3.12 -m venv --clear .venv"
    assert calls[-1] == "3.12 -m sweepbook list"
    assert setup(checkout, "list")[1] == ["3.12 -m sweepbook list"]


def test_gpu_adds_the_libraries_to_an_environment_that_is_there(checkout: Path) -> None:
    setup(checkout, "setup", f"BOOTSTRAP={checkout / 'python3.12'}")
    assert setup(checkout, "setup")[1] == []
    (checkout / "python3").symlink_to("python3.12")
    told = {**os.environ, "PATH": f"{checkout}:{os.environ['PATH']}"}
    subprocess.run(["make", "setup", "GPU=1"], cwd=checkout, capture_output=True, check=True, env=told)
    calls = (checkout / "calls").read_text().splitlines()
    assert calls[0] == "3.12 -m venv .venv", "what is installed stays"
    assert calls[-1] == "3.12 tools/install.py --gpu"
