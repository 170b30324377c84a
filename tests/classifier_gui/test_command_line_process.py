"""The command line as a process: what ends it, what it prints into, and what it loads."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from classifier_gui import command_line
from tests.classifier_gui.asking import program


def test_no_name_and_no_encoding_costs_an_answer(bundles: Path, samples: Path, tmp_path: Path) -> None:
    """A name that is no UTF-8, one that would speak to the terminal, one that latin-1 lacks; and a piped picture."""
    content = (samples / "cifar10" / "dog" / "0.png").read_bytes()
    names = [b"bad\xb9.png", "\x1b[31mred\x9b1m.png".encode(), "猫😀.png".encode()]
    files = [os.path.join(os.fsencode(tmp_path), name) for name in names]  # noqa: PTH118  bytes
    for file in files:
        with open(file, "wb") as made:  # noqa: PTH123  bytes
            made.write(content)
    words: list[str | bytes] = [*files, "-", "--model", "lenet", "--bundles", str(bundles)]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1:strict"}
    done = program(*words, "--json", input=content, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    answers = json.loads(done.stdout.decode("latin-1"))
    assert [os.fsencode(one["file"]) for one in answers] == [*files, b"-"]
    assert len({one["class"] for one in answers}) == 1
    assert b"\x1b" not in done.stdout
    assert b"\x9b" not in done.stdout
    lines = program(*words, input=content).stdout
    assert len(lines.splitlines()) == 4
    assert b"\x1b" not in lines


@pytest.mark.parametrize("form", [["--json"], ["--top", "1"]])
def test_ctrl_c_keeps_what_was_answered(form: list[str], bundles: Path, samples: Path) -> None:
    """The second picture never comes: it is a pipe that nobody writes to, on standard input."""
    good = next((samples / "cifar10" / "dog").glob("*.png"))
    words = [sys.executable, "-m", "classifier_gui", str(good), "-", *form, "--bundles", str(bundles)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        first += running.stdout.readline() if form == ["--json"] else b""
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        rest = first + running.stdout.read()
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert good.name.encode() in rest
    if form == ["--json"]:
        assert [one["file"] for one in json.loads(rest)] == [str(good)]


def test_ctrl_c_that_comes_just_before_a_wait_for_standard_input_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """It wakes nobody then; as here, where it comes to another thread."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as nothing, os.fdopen(writing, "w"):
        monkeypatch.setattr(sys, "stdin", nothing)
        threading.Timer(0.1, signal.raise_signal, [signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt):
            list(command_line._sources(["-"]))


def test_without_a_display_the_window_names_the_command_line() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}
    done = program(env=environment)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: There is no display to open a window on")
    assert "`sweepbook classify cat.jpg`" in line


def test_a_reader_that_leaves_ends_it_silently(bundles: Path, samples: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "classifier_gui",
        str(samples / "cifar10"),
        "--model",
        "all",
        "--bundles",
        str(bundles),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


def test_neither_qt_nor_tensorflow_is_loaded(bundles: Path, samples: Path) -> None:
    file = next((samples / "cifar10" / "dog").glob("*.png"))
    code = (
        "import sys; from sweepbook.cli.door import main\n"
        f"assert main(['classify', {str(file)!r}, '--json', '--bundles', {str(bundles)!r}]) == 0\n"
        "heavy = {'PyQt5', 'tensorflow', 'keras', 'keras_tuner', 'pandas', 'matplotlib'}\n"
        "assert not heavy & {name.split('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, stdout=subprocess.DEVNULL)
