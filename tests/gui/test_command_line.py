"""Classifying without a window."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from classifier_gui import command_line
from classifier_gui.__main__ import main
from studies.pictures import read
from tests.gui.models import CLASSES, expected, write_bundle


def ask(bundles: Path, *words: str | Path) -> int:
    return main([*map(str, words), "--bundles", str(bundles)])


def test_json_gives_the_networks_probabilities(
    bundles: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted((samples / "cifar10").glob("c*/*.png"))
    assert ask(bundles, *files, "--model", "resnet", "--top", "10", "--json") == 0
    answers = json.loads(capsys.readouterr().out)
    truth = expected(4, np.stack([read(file).pixels for file in files]))
    assert [answer["file"] for answer in answers] == list(map(str, files))
    for answer, probabilities in zip(answers, truth, strict=True):
        given = {one["class"]: one["probability"] for one in answer["top"]}
        np.testing.assert_allclose([given[name] for name in CLASSES], probabilities, atol=1e-5)
        assert answer["class"] == CLASSES[probabilities.argmax()]
        assert answer["top"][0]["class"] == answer["class"]


def test_a_table_has_a_line_for_each_file(bundles: Path, samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((samples / "cifar10" / "cat").glob("*.png"))
    assert ask(bundles, *files, "--top", "3") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{files[0]}: ")
    assert lines[0].count("%") == 3


@pytest.mark.parametrize(
    ("sure", "remark"),
    [
        (True, ""), (False, "  Not to be relied on: low confidence."),
        (None, "  Too few validation pictures for a confidence threshold."),
    ],
)  # fmt: skip
def test_a_line_says_of_an_answer_what_its_card_can_tell(sure: bool | None, remark: str) -> None:
    answer = {"file": "cat.png", "top": [{"class": "cat", "probability": 0.79}], "sure": sure, "warnings": []}
    assert command_line._table([answer]) == f"cat.png: cat 79.0%{remark}"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--json"], "No file to classify"),
        (["cat.png", "--model", "vgg19"], "Unknown network vgg19; choose from lenet, alexnet"),
        (["cat.png", "--top", "0"], "--top 0 is out of range"),
        (["cat.png", "--json"], "cat.png does not exist."),
        (["cat.png", "--model", "lenet", "--dataset", "digits"], "make study-lr MODEL=lenet DATASET=digits"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(
    bundles: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bundles, *words) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert len(captured.err.splitlines()) == 1


def test_one_broken_file_does_not_cost_the_others(
    bundles: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = next((samples / "cifar10" / "dog").glob("*.png"))
    assert ask(bundles, "nothing.png", good, "--json") == 2
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == [str(good)]


def test_the_only_dataset_is_taken(tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bundle(tmp_path, "alexnet", dataset="shapes", classes=["disc", "square"])
    file = next((samples / "cifar10" / "dog").glob("*.png"))
    assert ask(tmp_path, file, "--json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["dataset"], answer["network"]) == ("shapes", "alexnet")
    assert answer["class"] in ("disc", "square")


def test_neither_qt_nor_tensorflow_is_loaded(bundles: Path, samples: Path) -> None:
    file = next((samples / "cifar10" / "dog").glob("*.png"))
    code = (
        "import sys; from classifier_gui.__main__ import main\n"
        f"assert main([{str(file)!r}, '--json', '--bundles', {str(bundles)!r}]) == 0\n"
        "heavy = {'PyQt5', 'tensorflow', 'keras', 'keras_tuner', 'pandas', 'matplotlib'}\n"
        "assert not heavy & {name.split('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, stdout=subprocess.DEVNULL)
