"""Commands as a user gives them: they can be copied into a shell, in make's words or the program's."""

import shlex
from pathlib import Path

import pytest

from studies.system import commands
from studies.system.commands import command

HARD = 'a höme 家/it\'s; $(rm -rf ~) & "more"'


@pytest.fixture(autouse=True)
def by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(commands.GIVEN, raising=False)


def test_an_option_that_is_true_has_no_value_and_one_that_is_none_is_left_out() -> None:
    assert command("study", "lr", dry_run=True, samples=None, seeds="0,1") == "sweepbook study lr --dry-run --seeds 0,1"
    assert command("study", "lr", make=True, dry_run=True, samples=None, seeds="0,1") == (
        "make study-lr DRY_RUN=1 SEEDS=0,1"
    )
    assert command("report") == "sweepbook report"


def test_a_command_is_advised_in_the_words_in_which_the_process_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(commands.GIVEN, "make study-lr MODEL=lenet")
    assert command("export", model="lenet") == "make export MODEL=lenet"
    assert command("export", make=False, model="lenet") == "sweepbook export --model lenet"
    assert commands.given(["study"]) == "make study-lr MODEL=lenet"


def test_any_value_comes_back_as_one_word_from_a_shell() -> None:
    assert shlex.split(command("report", root=HARD)) == ["sweepbook", "report", "--root", HARD]
    assert shlex.split(command("report", make=True, root=HARD)) == ["make", "report", f"ROOT={HARD}"]
    assert shlex.split(commands.given(["report", "--root", HARD])) == ["sweepbook", "report", "--root", HARD]


def test_a_zero_is_a_value() -> None:
    assert command("study", workers=0) == "sweepbook study --workers 0"


def test_the_folder_is_named_where_it_is_not_this_one() -> None:
    assert commands.root(Path()) is commands.root(Path("./")) is None
    assert commands.root(Path("there")) == Path("there")


@pytest.mark.parametrize(
    ("given", "root", "without"),
    [
        (
            "sweepbook study lr --root '/home/ann/my studies' --seeds 3",
            "/home/ann/my studies",
            "sweepbook study lr --seeds 3",
        ),
        ("sweepbook study lr --root=a --seeds 3 --root b", "b", "sweepbook study lr --seeds 3"),
        ("sweepbook study lr --values 'a b'  --seeds 3", None, "sweepbook study lr --values 'a b'  --seeds 3"),
        ("make study-lr MODEL=lenet", None, "make study-lr MODEL=lenet"),
        ("sweepbook study 'lr --root x", None, "sweepbook study 'lr --root x"),
        ("sweepbook study lr --root", None, "sweepbook study lr --root"),
        ("", None, ""),
    ],
)
def test_a_command_names_the_folder_of_the_store_or_not(given: str, root: str | None, without: str) -> None:
    assert (commands.root_in(given), commands.without_root(given)) == (root, without)
