"""Many files and folders: none costs another, and a table takes every answer."""

import csv
import io
import json
from pathlib import Path

import pytest

from hypermodels import NETWORKS
from tests.classifier_gui.asking import ask


def test_one_broken_file_does_not_cost_the_others_and_is_in_the_list_with_its_cause(
    bundles: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = next((samples / "cifar10" / "dog").glob("*.png"))
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    (tmp_path / "two" / "1.png").write_bytes(b"")
    files = [tmp_path / "one" / "1.png", tmp_path / "two" / "1.png", good]
    assert ask(bundles, *files, "--json") == 2
    captured = capsys.readouterr()
    answers = json.loads(captured.out)
    assert [one["file"] for one in answers] == [str(file) for file in files]
    assert [one.get("error") for one in answers] == [f"{files[0]} does not exist.", f"{files[1]} is empty.", None]
    assert captured.err.splitlines() == [f"error: {files[0]} does not exist.", f"error: {files[1]} is empty."]


def test_a_folder_is_its_pictures_in_natural_order_and_names_their_classes(
    bundles: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cat").mkdir()
    for name in ("n10.png", "n2.png"):
        (tmp_path / "cat" / name).write_bytes((samples / "cifar10" / "cat" / "0.png").read_bytes())
    assert ask(bundles, tmp_path, "--json") == 0
    answers = json.loads(capsys.readouterr().out)
    assert [Path(one["file"]).name for one in answers] == ["n2.png", "n10.png"]
    assert [one["true_class"] for one in answers] == ["cat", "cat"]
    (tmp_path / "empty").mkdir()
    assert ask(bundles, tmp_path / "empty", "--json") == 2
    assert "holds no pictures" in json.loads(capsys.readouterr().out)[0]["error"]


def test_all_networks_answer_into_a_table(
    bundles: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv"
    assert ask(bundles, samples / "cifar10" / "cat", "--model", "all", "--csv", target, "--fit", "whole") == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["network"] for row in rows] == [*NETWORKS, *NETWORKS]
    assert {row["fit"] for row in rows} == {"whole"}
    assert {row["sure"] for row in rows} <= {"yes", "no"}
    lines = capsys.readouterr().out.splitlines()
    assert [
        line.startswith(f"{target}: {title} answered 2 pictures")
        for line, title in zip(lines, NETWORKS.values(), strict=True)
    ] == [True] * 5


def test_one_picture_is_counted_as_one(
    bundles: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bundles, samples / "cifar10" / "cat" / "0.png", "--csv", tmp_path / "out.csv") == 0
    assert " answered 1 picture" in (said := capsys.readouterr().out)
    assert "1 pictures" not in said


def test_a_target_that_cannot_be_written_is_said_first(
    bundles: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (tmp_path / "nowhere" / "out.csv", Path("/dev/null"), tmp_path):
        assert ask(bundles, samples / "cifar10", "--csv", target) == 2
        assert f"{target} cannot be written" in capsys.readouterr().err
