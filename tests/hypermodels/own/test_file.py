"""A user's file is read without being run: what it says is known, and what is wrong is said with its line."""

from pathlib import Path

import pytest

from analysis.numbers.columns import RESULT_COLUMNS, RUN_COLUMNS
from hypermodels.dimensions import BY_NAME, Dimension
from hypermodels.errors import InvalidValue
from hypermodels.own import rows
from hypermodels.own.file import BrokenFile, read
from tests.hypermodels.own.networks import SMALL, own_network

FUNCTION = "def network(x, classes, layers):\n    return layers.classifier(x, classes)\n"


def test_what_a_file_says_is_known_and_nothing_of_it_is_run(tmp_path: Path) -> None:
    path = own_network(tmp_path / "my säm 网络", f"{SMALL}\nopen({str(tmp_path / 'ran')!r}, 'w')\n", "мой net-2.py")
    own = read(path)
    assert (own.name, own.title, own.paper) == ("мой net-2", "Mein <Netz>", "Nobody 2026: A <small> network*")
    depth = own.dimensions[0]
    assert (depth.flag, depth.title, depth.values, depth.baseline) == ("depth", "Depth of it", (1, 2, 3), 2)
    assert not (tmp_path / "ran").exists()


def test_a_version_is_known_by_its_text_not_by_its_place(tmp_path: Path) -> None:
    one, other = read(own_network(tmp_path / "a")), read(own_network(tmp_path / "b"))
    assert one == other
    assert one.digest == other.digest
    assert read(own_network(tmp_path / "a", SMALL + "# edited\n")).digest != one.digest


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("def network(x, classes, layers)\n    return x\n", 1, "no Python"),
        ("import keras\n", 1, "no function network(x, classes, layers)"),
        ("\n\ndef network(x):\n    return x\n", 3, "other arguments than (x, classes, layers)"),
        (f"import math\nimport helpers\n{FUNCTION}", 2, "it imports helpers from "),
        (f"from . import helpers\n{FUNCTION}", 1, "it imports what lies beside it from its folder"),
        (f'TITLE = "two\\nlines"\n{FUNCTION}', 1, "TITLE must be one line of text"),
        (f"PAPER = str(3)\n{FUNCTION}", 1, "PAPER must be one line of text"),
        (f"DIMENSIONS = make()\n{FUNCTION}", 1, "DIMENSIONS must be rows such as"),
        (f'DIMENSIONS = (Dimension("depth", values=range(3)),)\n{FUNCTION}', 1, "write the values"),
        (f'DIMENSIONS = (Dimension("depth", valeus=(1, 2)),)\n{FUNCTION}', 1, "'valeus'"),
        (f'DIMENSIONS = (Dimension("depth", values=(1,)),)\n{FUNCTION}', 1, "2 to 100 numbers"),
        (f'DIMENSIONS = (Dimension("depth", values=(1, "two")),)\n{FUNCTION}', 1, "2 to 100 numbers"),
        (f'DIMENSIONS = (Dimension("bn", values=(True, False)),)\n{FUNCTION}', 1, "2 to 100 numbers"),
        (f'DIMENSIONS = (Dimension("kind", values=("a,b", "c")),)\n{FUNCTION}', 1, "without blanks and commas"),
        (f'DIMENSIONS = (Dimension("depth", values=(1, {"9" * 400})),)\n{FUNCTION}', 1, "too large for any study"),
        (f'DIMENSIONS = (Dimension("depth", values=(0x{"f" * 9000}, 0.5)),)\n{FUNCTION}', 1, "too large for any study"),
        (f'DIMENSIONS = (Dimension("depth", values=(1, 2), high={"9" * 400}),)\n{FUNCTION}', 1, "too large for any"),
        (f'DIMENSIONS = (Dimension("depth", values=(1, 2), baseline=3),)\n{FUNCTION}', 1, "as its baseline"),
        (f'DIMENSIONS = (Dimension("depth", values=(1, 2), high=1),)\n{FUNCTION}', 1, "out of range"),
        (f'DIMENSIONS = (\n    Dimension("a", values=(1, 2)),\n    Dimension("lr", values=(1, 2)),\n)\n{FUNCTION}', 3,
         "is a dimension that every network has: give yours another name, such as my_lr"),
        (f'DIMENSIONS = (Dimension("seed", values=(1, 2)),)\n{FUNCTION}', 1, "means something else here"),
        (f'DIMENSIONS = (Dimension("My depth", values=(1, 2)),)\n{FUNCTION}', 1, "small letters"),
    ],
)  # fmt: skip
def test_a_broken_file_is_said_with_its_line_and_cause(tmp_path: Path, text: str, line: int, cause: str) -> None:
    own_network(tmp_path, "", "helpers.py")
    path = own_network(tmp_path, text)
    with pytest.raises(BrokenFile) as refusal:
        read(path)
    said = str(refusal.value)
    assert said.startswith(f"{path}, line {line}: ")
    assert cause in said
    assert "\n" not in said


def test_a_file_imports_what_is_installed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "parts").mkdir(parents=True)
    (elsewhere / "unstored.py").touch()
    (tmp_path / "numpy").mkdir()  # beside the file, and not what it imports
    installed = "from __future__ import annotations\nimport json, numpy, keras.layers, hypermodels.layers, scipy\n"
    assert read(own_network(tmp_path, installed + FUNCTION)).name == "my_net"
    path = own_network(tmp_path, f"import unstored\n{FUNCTION}")
    assert read(path).name == "my_net"  # it is nowhere: running the file says so
    monkeypatch.syspath_prepend(str(elsewhere))
    with pytest.raises(BrokenFile, match=f"line 1: it imports unstored from {elsewhere}/unstored.py, and a network is"):
        read(path)
    with pytest.raises(BrokenFile, match=f"line 3: it imports parts.one from {elsewhere}/parts, and a network is"):
        read(own_network(tmp_path, f"def later():\n    import json\n    import parts.one\n{FUNCTION}"))


@pytest.mark.parametrize(
    ("name", "cause"),
    [("lenet.py", "means another"), ("All.py", "means another"), ("net", "must end with .py"), ("a,b.py", "rename it")],
)
def test_a_file_whose_name_no_network_can_have_is_refused(tmp_path: Path, name: str, cause: str) -> None:
    with pytest.raises(BrokenFile, match=cause):
        read(own_network(tmp_path, FUNCTION, name))


def test_what_is_no_file_of_text_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.py"
    folder.mkdir()
    (tmp_path / "bytes.py").write_bytes(b"x = 1\ny = '\xff'\n")
    (tmp_path / "large.py").write_bytes(b"#" * 300_000)
    for name, cause in {
        "folder": "directory",
        "none": "No such file",
        "bytes": "line 2: this",
        "large": "larger",
    }.items():
        with pytest.raises(BrokenFile, match=cause):
            read(tmp_path / f"{name}.py")


def test_rows_come_back_from_their_record_and_anything_else_is_refused() -> None:
    own = rows.checked([Dimension("depth", values=(1, 2)), Dimension("rate", values=(0, 0.5), high=0.9)])
    assert rows.from_record(rows.described(own)) == own
    assert own[1].values == (0.0, 0.5)
    first = rows.described(own)[0]
    huge = [{**first, "values": [1, 2, 10**400]}, {**first, "high": 10**400}]
    wrong: tuple[object, ...] = (
        huge[:1],
        huge[1:],
        {},
        [3],
        [{"name": "depth"}],
        [{**first, "values": 3}],
        [first, first],
    )
    for one in wrong:
        with pytest.raises(InvalidValue):
            rows.from_record(one)
    for row in own:
        with pytest.raises(InvalidValue, match="out of range"):
            row.parse("9" * 400)


def test_no_own_dimension_is_called_like_a_column() -> None:
    assert {*RUN_COLUMNS, *RESULT_COLUMNS} <= {*BY_NAME, *rows.TAKEN}
