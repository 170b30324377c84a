"""The store is not removed under a command that is at work on it, also one that has just begun, nor begun on then."""

from pathlib import Path

import pytest

from hypermodels.errors import UsageError
from studies.store.home import Home
from studies.system import locks
from sweepbook import api
from sweepbook.cli.door import main
from tests.analysis.pages.reports import small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small().write(tmp_path)


STUDY = ["study", "lr", "--model", "lenet", "--dataset", "digits", "--dry-run", "--precision", "float32"]


def test_what_a_command_works_on_is_not_removed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Home(root).in_use():
        assert main(["clean", "--yes", "--root", str(root)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"A command is at work in {root}: wait for it or stop it, then clean." in said
    assert (root / "tuner_dirs" / "runs").is_dir()
    assert main(["clean", "--yes", "--root", str(root)]) == 0
    assert not list((root / "tuner_dirs").iterdir())


def test_no_command_begins_on_what_is_being_removed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Home(root).removed():
        assert main([*STUDY, "--root", str(root)]) == 2
        with pytest.raises(UsageError, match="is being removed"):
            api.sweep("lr", model="lenet", dataset="digits", root=root)
    said = capsys.readouterr().err
    assert f"What is stored in {root} is being removed: wait, then begin anew." in said


def test_several_commands_work_on_a_store_and_one_that_asks_first_holds_nobody_off(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(_: str) -> str:
        with Home(root).in_use():
            return "n"

    with Home(root).in_use(), Home(root).in_use():
        pass
    monkeypatch.setattr("builtins.input", asked)
    assert main(["clean", "--root", str(root)]) == 0


def test_where_there_is_no_folder_nobody_is_held_off(tmp_path: Path) -> None:
    with locks.used(tmp_path / "none") as one, locks.used(tmp_path / "none", alone=True) as other:
        assert one
        assert other
    assert not (tmp_path / "none").exists()
