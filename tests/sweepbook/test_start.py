"""The start of the program."""

import subprocess
import sys

import pytest

import sweepbook
from hypermodels.errors import UsageError
from sweepbook import start
from sweepbook.cli import look


class Interrupting:
    """Ctrl-C comes while a module of this name is looked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, *_: object) -> None:
        if name == self._name:
            raise KeyboardInterrupt


@pytest.mark.parametrize("loading", ["sweepbook.cli.door", "sweepbook.cli.train"])
def test_ctrl_c_while_the_door_is_loaded_ends_it_without_a_word(
    loading: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("sweepbook.cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("sweepbook.cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(loading), *sys.meta_path])
    with pytest.raises(SystemExit) as left:
        start.program(["list"])
    assert left.value.code == 130
    assert capfd.readouterr() == ("", "")


def test_nothing_is_loaded_before_ctrl_c_can_be_answered() -> None:
    code = "import sweepbook.start, sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert {"hypermodels", "studies", "analysis", "dataclasses"} & set(done.stdout.split()) == set()
    assert sweepbook.UsageError is UsageError


def test_ctrl_c_while_tensorboard_is_loaded_ends_it_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "meta_path", [Interrupting("tensorboard.main"), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "tensorboard.main", raising=False)
    with pytest.raises(SystemExit) as left:
        exec(look.BOARD, {})
    assert left.value.code is None
    assert capfd.readouterr() == ("", "")
