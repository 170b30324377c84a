"""What is read of a stranger's files: numbers and values of any kind, and no more than anyone means."""

import math
from pathlib import Path
from typing import Any

import pytest

from analysis.elsewhere import bounded
from studies.system.errors import UsageError


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (1, 1.0),
        ("0.5", 0.5),
        (" 2 ", 2.0),
        ("inf", math.inf),
        *((none, None) for none in ("", None, True, [1], 10**400)),
    ],
)
def test_a_number_is_one_and_all_else_is_none(raw: Any, meant: float | None) -> None:
    found = bounded.number(raw)
    assert found == meant if meant is not None else math.isnan(found)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (1, 1),
        (0.5, 0.5),
        ("0.5", "0.5"),
        (None, "none"),
        (True, "true"),
        (False, "false"),
        ("", ""),
        (" adam ", "adam"),
        ("two\nlines\x1b[31m", r"two\nlines\x1b[31m"),
        ([1, "家"], '[1, "家"]'),
        ({"a": 1}, '{"a": 1}'),
        (math.nan, "NaN"),
        (10**400, str(10**400)[: bounded.LONGEST]),
        ("x" * 1000, "x" * bounded.LONGEST),
    ],
    ids=lambda one: repr(one)[:20],
)
def test_a_value_is_a_number_or_one_short_line(raw: Any, meant: Any) -> None:
    found = bounded.value(raw)
    assert found == meant
    assert type(found) is type(meant)


def test_nested_values_have_the_names_of_their_places() -> None:
    assert bounded.flat({"lr": 0.1, "model": {"units": 3, "deep": {"a": 1}}, "none": {}}) == {
        "lr": 0.1,
        "model/units": 3,
        "model/deep/a": 1,
        "none": {},
    }
    deep: dict[str, Any] = {"end": 1}
    for _ in range(50):
        deep = {"a": deep}
    ((name, rest),) = bounded.flat(deep).items()
    assert name.count("a") < 12
    assert isinstance(rest, dict)  # what lies deeper than anyone nests stays as it is


def test_files_below_a_folder_come_by_name_and_no_link_is_one(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/deep/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "ring").symlink_to(tmp_path)
    found = [str(path.relative_to(tmp_path)) for path in bounded.walked(tmp_path)]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c/deep/3.txt"]


def test_more_than_anyone_means_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_ENTRIES", 3)
    for name in range(4):
        (tmp_path / str(name)).touch()
    with pytest.raises(UsageError, match="holds more than 3 files: give the folder of one experiment inside it"):
        list(bounded.walked(tmp_path))
    bounded.few(3, 3, "columns", tmp_path)
    with pytest.raises(UsageError, match="has more than 3 columns: give a smaller part of it"):
        bounded.few(4, 3, "columns", tmp_path)


def test_a_file_that_is_no_text_or_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a höme.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b")
    assert bounded.text(path) == "a,b"  # without the mark that spreadsheets write
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="is no text in UTF-8"):
        bounded.text(path)
    with pytest.raises(UsageError, match="A folder stands where a file belongs"):
        bounded.text(tmp_path)
    assert bounded.parsed('{"a": 1}', path) == {"a": 1}
    for line, said in (("{", "is cut or damaged"), ("[" * 100_000, "is cut or damaged"), ("[1]", "holds a list where")):
        with pytest.raises(UsageError, match=said):
            bounded.parsed(line, path)


def test_how_a_file_begins_is_known_also_of_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"SQLite format 3")
    assert bounded.begins(tmp_path / "a", b"SQLite")
    assert not bounded.begins(tmp_path / "a", b"SQLite format 3 and more")
    assert not bounded.begins(tmp_path / "none", b"SQLite")
