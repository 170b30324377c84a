"""Several commands in one line: which they are, which are carried out, and with which exit code the line ends."""

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sweepbook.ahead import Ahead
from sweepbook.cli import door
from sweepbook.cli.door import chain, main


def test_commands_are_apart_where_then_stands_before_a_verb() -> None:
    assert chain(["study", "lr", "--epochs", "5", "then", "export", "--if-any", "then", "report"]) == [
        ["study", "lr", "--epochs", "5"],
        ["export", "--if-any"],
        ["report"],
    ]
    words = ["study", "lr", "--dataset", "then"]
    assert chain([*words, "then", "export"]) == [words, ["export"]]
    for alone in (["classify", "then", "cat.jpg"], ["study", "lr", "then"], ["then", "report"], []):
        assert chain(alone) == [alone]


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Verbs that only end, with the code given here by name."""
    codes: dict[str, int] = {}

    def ending(name: str) -> Any:
        def run(_: object) -> int:
            print(f"did {name}", flush=True)
            return codes.get(name, 0)

        return run

    stubs = {name: replace(door.VERBS[name], run=ending(name), ahead=()) for name in ("study", "export", "report")}
    monkeypatch.setattr(door, "VERBS", {**door.VERBS, **stubs})
    return codes


LINE = "study lr --model lenet then export --if-any then report"


@pytest.mark.parametrize(
    ("codes", "done", "code"),
    [
        ({}, ["study", "export", "report"], 0),
        ({"study": 3}, ["study", "export", "report"], 3),
        ({"study": 2}, ["study"], 2),
        ({"study": 130}, ["study"], 130),
        ({"export": 1}, ["study", "export"], 1),
        ({"study": 3, "export": 1}, ["study", "export"], 3),
        ({"report": 2}, ["study", "export", "report"], 2),
    ],
)
def test_the_next_is_carried_out_where_the_one_before_ended_well(
    carried_out: dict[str, int], codes: dict[str, int], done: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    carried_out.update(codes)
    assert main(LINE.split()) == code
    assert capsys.readouterr().out.split() == [word for name in done for word in ("did", name)]


@pytest.mark.usefixtures("carried_out")
def test_a_wrong_word_anywhere_is_refused_before_anything_is_carried_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LINE.split(), "--language", "klingon"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, "klingon" in printed.err) == ("", True)


@pytest.mark.usefixtures("carried_out")
@pytest.mark.parametrize("before", ["study lr --model lenet", LINE])
@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ("then nonsense", "Unknown command nonsense after then; choose from study, chapter,"),
        ("then rep --language zh", "Unknown command rep after then; choose from study, chapter,"),
        ("then", "Nothing follows `then`: give a command, or leave it out."),
        ("then then report", "Nothing follows `then`: give a command, or leave it out."),
        ("--bogus then rep", "Unrecognized arguments: --bogus then rep. See `sweepbook "),
    ],
)
def test_what_is_wrong_after_then_is_said_before_anything_is_carried_out(
    before: str, after: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(f"{before} {after}".split()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error: {sentence}")
    assert printed.err.count("\n") == 1


def test_a_file_that_a_later_command_names_must_be_there_before_the_first_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "my_net.py"
    assert main(["new-network", str(made), "then", "study", "lr", "--model", str(made)]) == 2
    assert (str(made) in capsys.readouterr().err, made.exists()) == (True, False)
    assert "must be there before the first begins" in door.top().format_help()


def outcome(code: str) -> subprocess.CompletedProcess[str]:
    """A fresh process, so that it has one thread and a fork has not pytest in it."""
    told = f"import os, signal, sys, time; from sweepbook.ahead import Ahead\n{code}"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)


def test_what_follows_loads_its_libraries_before_it_is_told_to_begin(tmp_path: Path) -> None:
    (tmp_path / "library_that_says_so.py").write_text("print('loaded', flush=True)")
    done = outcome(
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "ahead = Ahead(['library_that_says_so'], lambda: print('began', os.getpid()) or 7)\n"
        "time.sleep(0.5); print('first command', os.getpid(), flush=True); print('code', ahead.run()); ahead.stop()"
    )
    (loaded, (_, _, first), (_, began), code) = [line.split() for line in done.stdout.splitlines()]
    assert (loaded, code) == (["loaded"], ["code", "7"])
    assert began != first


def test_what_follows_is_rehearsed_beside_the_command_before_it() -> None:
    done = outcome(
        "ahead = Ahead([], lambda: print('began') or 7, lambda: print('rehearsed', flush=True))\n"
        "print('code', ahead.beside(lambda: time.sleep(0.5) or print('before') or 3), flush=True)\n"
        "print('code', ahead.run())"
    )
    assert done.stdout.split() == ["rehearsed", "before", "code", "3", "began", "code", "7"]


def test_what_goes_wrong_in_a_rehearsal_is_said_by_the_command_alone() -> None:
    done = outcome(
        "ahead = Ahead([], lambda: print('began') or 0, lambda: 1 / 0)\n"
        "ahead.beside(lambda: 0); print('code', ahead.run())"
    )
    assert (done.stdout.split(), done.stderr) == (["began", "code", "0"], "")


class AtOnce(Ahead):
    """In this process, and says when it is rehearsed."""

    def __init__(self, modules: Sequence[str], work: Callable[[], int], rehearse: object) -> None:  # noqa: ARG002
        self._work, self._process = work, None
        assert rehearse is not None

    def beside(self, before: Callable[[], int]) -> int:
        print("rehearsed")
        return before()


@pytest.mark.usefixtures("carried_out")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("study lr --model lenet then export", "did study rehearsed did export did report"),
        ("export then study lr --model lenet", "did export did study did report"),
    ],
)
def test_a_report_is_rehearsed_beside_an_export_alone(
    line: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Runs are trained before; what a report draws while they are would be drawn again."""
    monkeypatch.setattr(door, "Ahead", AtOnce)
    monkeypatch.setitem(door.VERBS, "report", replace(door.VERBS["report"], ahead=("json",)))
    assert main(f"{line} then report --model lenet".split()) == 0
    assert " ".join(capsys.readouterr().out.split()) == said


class Interrupted(AtOnce):
    def run(self) -> int:
        raise KeyboardInterrupt


@pytest.mark.usefixtures("carried_out")
def test_ctrl_c_before_a_command_has_loaded_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = outcome(
        "ahead = Ahead([], lambda: 0, lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "ahead.beside(lambda: 0)\n"
        "try: ahead.run()\n"
        "except KeyboardInterrupt: print('interrupted')"
    )
    assert (done.stdout.split(), done.stderr) == (["interrupted"], "")
    monkeypatch.setattr(door, "Ahead", Interrupted)
    monkeypatch.setitem(door.VERBS, "report", replace(door.VERBS["report"], ahead=("json",)))
    line = "export then report --model lenet"
    assert main(line.split()) == 130
    assert f"To go on, give the same command again:\n  sweepbook {line}" in capsys.readouterr().err


def test_what_was_never_begun_ends_without_a_word() -> None:
    done = outcome("ahead = Ahead([], lambda: print('began'))\nahead.stop(); ahead.stop(); print(os.waitpid)")
    assert "began" not in done.stdout
    killed = outcome("Ahead([], lambda: print('began')); os.kill(os.getpid(), 0)")  # its pipe closes with the process
    assert (killed.stdout, killed.stderr) == ("", "")


def test_a_command_that_is_killed_ends_the_line_as_a_shell_says_it() -> None:
    done = outcome("ahead = Ahead([], lambda: os.kill(os.getpid(), signal.SIGKILL))\nprint(ahead.run())")
    assert done.stdout.split() == [str(128 + signal.SIGKILL)]


def test_where_threads_run_the_command_is_carried_out_in_this_process() -> None:
    done = outcome(
        "import threading\nthreading.Thread(target=time.sleep, args=(1,), daemon=True).start()\n"
        "print(Ahead([], os.getpid).run() == os.getpid())"
    )
    assert done.stdout.split() == ["True"]
