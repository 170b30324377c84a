"""new-network writes a file that is a network's, and overwrites none."""

import ast
import shlex
from pathlib import Path
from typing import TextIO

import pytest

import hypermodels
from hypermodels.own.file import read
from sweepbook.cli import door


def test_it_writes_a_network_that_can_be_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mein_netz 2.py"
    assert door.main(["new-network", str(path)]) == 0
    assert f"sweepbook study lr --model '{path}'" in capsys.readouterr().out
    own = read(path)
    assert (own.title, [row.name for row in own.dimensions]) == ("Mein netz 2", ["depth"])
    assert len(hypermodels.load(str(path)).fingerprint()) == 16  # which refuses what could not be trained


def test_where_make_was_used_it_advises_makes_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SWEEPBOOK_COMMAND", "make new-network FILE=net.py")
    path = tmp_path / "net.py"
    assert door.main(["new-network", str(path)]) == 0
    assert f"train it by `make study-lr MODEL={path} DATASET=digits`" in capsys.readouterr().out
    text = path.read_text()
    assert f"    make study DIMENSION=depth MODEL={path} DATASET=digits\n" in text
    assert "sweepbook" not in text


@pytest.mark.parametrize("folder", ['three """ quotes', "a \\N{BULLET} backslash", "it's {braces}"])
def test_whatever_its_folder_is_called_the_file_is_python(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "net.py"
    assert door.main(["new-network", str(path)]) == 0
    assert shlex.quote(str(path)) in str(ast.get_docstring(ast.parse(path.read_text())))


def test_it_leaves_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "net.py"
    path.write_text("mine")
    assert door.main(["new-network", str(path)]) == 2
    assert "is there already, and stays as it is" in capsys.readouterr().err
    assert path.read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
def test_a_full_disk_leaves_no_half_file_and_is_no_users_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.py"

    always_full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115  `new-network` closes it

    def full(place: Path, mode: str, **_: str) -> TextIO:
        place.touch(exist_ok=mode != "x")
        return always_full

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        assert door.main(["new-network", str(path)]) == 1
    assert capsys.readouterr().err.startswith("error: the disk is full.")
    assert not path.exists()
    assert door.main(["new-network", str(path)]) == 0


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("net", "must end with .py"),
        ("lenet.py", "means another"),
        ("no/net.py", "no: check the path, or make the folder"),
    ],
)
def test_it_writes_nothing_that_no_network_could_be(
    name: str, cause: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main(["new-network", str(tmp_path / name)]) == 2
    assert cause in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
