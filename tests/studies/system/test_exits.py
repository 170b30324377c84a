"""How commands end: in a sentence or in silence, with an exit code; whatever streams, terminal and locale they have."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hypermodels.dimensions import InvalidValue
from studies.system import commands, errors, exits
from studies.system.errors import UsageError
from tests.support.places import ROOT


def raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("No such thing: use another."), 2, "error: No such thing: use another.\n"),
        (InvalidValue("width=9 is out of range."), 2, "error: width=9 is out of range.\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, f"error: {errors.DISK_IS_FULL}\n"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/s/lock"),
            1,
            "error: /s/lock: Permission denied. Change its permissions, or use another folder.\n",
        ),
        (
            NotADirectoryError(errno.ENOTDIR, "Not a directory", "/s/tuner_dirs/runs"),
            2,
            "error: /s/tuner_dirs/runs: Not a directory. A file stands where a folder belongs. Move it away and give "
            "the same command again.\n",
        ),
        (
            OSError(errno.ENOLCK, "No locks available", "/s/lock"),
            1,
            "error: /s/lock: No locks available. This file system has no file locks. Keep the store on a local disk "
            "(--root), or mount this one with locks.\n",
        ),
        (
            OSError(errno.ENAMETOOLONG, "File name too long", "x" * 900),
            1,
            f"error: {'x' * 180}…{'x' * 119}: File name too long. Give it a shorter name.\n",
        ),
        (
            errors.MachineError("It was ended by SIGKILL. Close other programs."),
            1,
            "error: It was ended by SIGKILL. Close other programs.\n",
        ),
        (
            ImportError("libGL.so.1: cannot open shared object file", name="cv2"),
            1,
            "error: libGL.so.1: cannot open shared object file. A package or a system's library is missing or damaged: "
            "install the packages anew (`make setup`), and what the README names under Start.\n",
        ),
        (
            ImportError("libtf.so: failed to map segment from shared object"),
            1,
            "error: libtf.so: failed to map segment from shared object. This process may not take enough memory: allow "
            "it more (`ulimit -v`), or close other programs.\n",
        ),
        (MemoryError(), 1, f"error: The memory ran out. {errors.MEMORY}\n"),
        (MemoryError("std::bad_alloc"), 1, f"error: The memory ran out (std::bad_alloc). {errors.MEMORY}\n"),
        (UsageError("No \x1b[2J\nsuch: " + "9" * 5000), 2, rf"error: No \x1b[2J\nsuch: {'9' * 180}…{'9' * 119}" + "\n"),
        (KeyboardInterrupt(), 130, f"\n{exits.INTERRUPTION}\n  make chapter\n"),
    ],
)
def test_what_stops_a_command_is_said_in_a_sentence_with_its_exit_code(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exits.ending(raising(error), "make chapter") == code
    assert capsys.readouterr().err == said


def test_a_pipe_that_breaks_elsewhere_is_no_missing_reader() -> None:
    with pytest.raises(BrokenPipeError):
        exits.ending(raising(BrokenPipeError()), "")


def test_a_name_that_this_program_lacks_is_its_own_fault() -> None:
    with pytest.raises(ImportError):
        exits.ending(raising(ImportError("cannot import name 'x'", name="studies.store")), "")


def test_the_command_to_go_on_with_is_makes_or_the_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SWEEPBOOK_COMMAND", raising=False)
    assert commands.given(["report", "--model", "my net"]) == "sweepbook report --model 'my net'"
    assert commands.command("study", "lr", model="my net", seeds=None) == "sweepbook study lr --model 'my net'"
    monkeypatch.setenv("SWEEPBOOK_COMMAND", "make report")
    assert commands.given(["report"]) == "make report"
    assert commands.command("study", "lr", model="my net", seeds=None) == "make study-lr MODEL='my net'"
    assert commands.command("export") == "make export"


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    told = {**os.environ, "PY": sys.executable, **environment}
    return subprocess.run(["bash", "-c", line], cwd=ROOT, env=told, capture_output=True, timeout=60, check=False)


PACKAGES = ("sweepbook", "studies", "analysis", "classifier_gui")
PROGRAM = (
    "from studies.system import commands, exits; import sys; exits.process(lambda: exits.ending(lambda: {} or 0, 'x'))"
)


def test_closed_streams_stay_away_from_the_files_that_are_opened_later(tmp_path: Path) -> None:
    """A file that came by descriptor 1 or 2 would hold what is printed."""
    does = f"[f := open({str(tmp_path / 'f')!r}, 'w'), print('a'), print('b', file=sys.stderr), f.close()] and 0"
    done = shell(f'"$PY" -c "{PROGRAM.format(does)}" <&- >&- 2>&-')
    assert (done.returncode, (tmp_path / "f").read_text()) == (0, "")


def test_a_reader_that_leaves_ends_a_command_in_silence() -> None:
    many = "[print(i) for i in range(100_000)] and 0"
    done = shell(f'"$PY" -c "{PROGRAM.format(many)}" | head -1; exit ${{PIPESTATUS[0]}}')
    assert (done.returncode, done.stdout, done.stderr) == (141, b"0\n", b"")


def test_a_reader_that_leaves_a_bar_or_a_table_ends_a_command_as_one_that_leaves_lines_does() -> None:
    shown = "[Console().print(i) for i in range(100_000)] and 0"
    program = PROGRAM.format(shown).replace("import sys", "from studies.system.terminal import Console")
    done = shell(f'"$PY" -c "{program}" | head -1; exit ${{PIPESTATUS[0]}}')
    assert (done.returncode, done.stdout, done.stderr) == (141, b"0\n", b"")


def test_no_module_shows_anything_by_rich_itself() -> None:
    code = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    assert [file.name for file in code if "rich.console" in file.read_text("utf-8")] == []


def test_a_locale_that_cannot_encode_a_name_prints_it_as_escapes() -> None:
    done = shell(f'"$PY" -c "{PROGRAM.format("print(chr(23478), chr(0xdce9))")}"', PYTHONIOENCODING="latin-1:strict")
    assert (done.returncode, done.stdout) == (0, b"\\u5bb6 \\udce9\n")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_program_is_the_same_door(package: str) -> None:
    done = shell(f'"$PY" -m {package} --nothing', SWEEPBOOK_COMMAND="")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert re.fullmatch(r"error: .*See `sweepbook( gui)? --help`\.", line)


def test_a_question_that_nobody_can_answer_is_refused(home: Path) -> None:
    (home / "tuner_dirs" / "something").write_text("kept")
    done = shell('"$PY" -m studies clean --root "$HOME_OF_RUNS" < /dev/null', HOME_OF_RUNS=str(home))
    assert done.returncode == 2
    assert done.stderr == b"error: Nobody can answer here, so nothing was removed: say --yes.\n"
    assert (home / "tuner_dirs" / "something").read_text() == "kept"
