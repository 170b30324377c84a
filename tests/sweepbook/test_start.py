"""The start of the program."""

import sys

import pytest

from sweepbook import start


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
