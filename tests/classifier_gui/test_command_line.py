"""Classifying without a window."""

import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studies.data.pictures import read
from studies.data.resizing import FITS, to_square
from sweepbook.cli import door
from tests.classifier_gui.asking import ask
from tests.support.linear_bundles import CLASSES, expected, write_bundle


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


def test_each_fit_sees_other_pixels(bundles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pixels = np.random.default_rng(6).integers(0, 256, (40, 90, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "wide.png")
    for fit in FITS:
        assert ask(bundles, tmp_path / "wide.png", "--model", "lenet", "--fit", fit, "--json") == 0
        (answer,) = json.loads(capsys.readouterr().out)
        wanted = expected(0, to_square(pixels, fit)[np.newaxis])[0]
        assert answer["class"] == CLASSES[wanted.argmax()]
        assert answer["probability"] == pytest.approx(wanted.max(), abs=1e-5)


def test_a_table_has_a_line_for_each_file(bundles: Path, samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted((samples / "cifar10" / "cat").glob("*.png"))
    assert ask(bundles, *files, "--top", "3") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{files[0]}: ")
    assert lines[0].count("%") == 3


@pytest.mark.parametrize(
    ("threshold", "remark"),
    [
        (0.0, ""),
        (1.0, "  Not to be relied on: low confidence."),
        (None, "  Too few validation pictures for a confidence threshold."),
    ],
)
def test_a_line_says_of_an_answer_what_its_card_can_tell(
    threshold: float | None, remark: str, tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_bundle(tmp_path, "lenet") / "card.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "confidence_threshold": threshold}), "utf-8")
    file = samples / "cifar10" / "cat" / "0.png"
    assert ask(tmp_path, file, "--top", "1") == 0
    assert re.fullmatch(rf"{re.escape(str(file))}: \w+ \d+\.\d%{re.escape(remark)}\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--json"], "No file to classify"),
        (["cat.png", "--model", "vgg19"], "Unknown network vgg19; choose from lenet, alexnet"),
        (["cat.png", "--top", "0"], "top=0 is out of range"),
        (["cat.png", "--json"], "cat.png does not exist."),
        (["cat.png", "--model", "lenet", "--dataset", "digits"], "There is no model for the dataset digits; there are"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(
    bundles: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(bundles, *words) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize("words", [[], ["--model", "all"]])
def test_where_nothing_is_exported_the_first_step_is_the_export_of_what_was_studied(
    words: list[str], samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, samples / "cifar10" / "cat" / "0.png", *words) == 2
    assert "`sweepbook export` exports the best of what was studied" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "export", "study"),
    [
        ([], "export", "study lr --model lenet"),
        (["--dataset", "digits"], "export --dataset digits", "study lr --model lenet --dataset digits"),
        (
            ["--dataset", "digits-size64", "--model", "all"],
            "export --dataset digits-size64",
            "study lr --model lenet --dataset digits-size64",
        ),
    ],
)
def test_the_advice_is_about_the_dataset_and_the_store_and_can_be_typed(
    words: list[str], export: str, study: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundles = tmp_path / "a store" / "bundles"
    assert ask(bundles, samples / "cifar10" / "cat" / "0.png", *words) == 2
    said = capsys.readouterr().err
    assert "lenet for" not in said
    advised = [shlex.split(one) for one in re.findall("`(.*?)`", said)]
    assert advised == [["sweepbook", *one.split(), "--root", str(bundles.parent)] for one in (export, study)]
    for one in advised:
        door.request(door.VERBS[one[1]], one[1:])  # takes every word


@pytest.mark.parametrize("words", [[], ["--model", "resnet"], ["--model", "all"]])
def test_a_dataset_that_there_is_not_is_not_advised_to_be_studied(
    words: list[str], samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, samples / "cifar10" / "cat" / "0.png", "--dataset", "nonsense", *words) == 2
    assert capsys.readouterr().err.startswith("error: Unknown dataset nonsense: give cifar10, digits, ")


def test_a_users_network_answers_by_the_name_of_its_bundle(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_bundle(tmp_path, "My_net", dataset="digits")
    picture = samples / "cifar10" / "cat" / "0.png"
    for name in ("My_net", "My_net.py"):
        assert ask(tmp_path, picture, "--model", name) == 0
        assert capsys.readouterr().err == ""
    assert ask(tmp_path, picture, "--model", "nope") == 2
    assert "choose from lenet, alexnet, vggnet, googlenet, resnet, My_net, all." in capsys.readouterr().err


def test_where_several_datasets_have_bundles_one_line_says_which_answers_and_which_has_the_network(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_bundle(tmp_path, "lenet")
    write_bundle(tmp_path, "my_net", dataset="digits")
    picture = samples / "cifar10" / "cat" / "0.png"
    assert ask(tmp_path, picture) == 0
    note = "note: The classes are those of cifar10; there are bundles for digits too: see --dataset.\n"
    assert capsys.readouterr().err == note
    assert ask(tmp_path, picture, "--dataset", "digits") == 0
    assert capsys.readouterr().err == ""
    assert ask(tmp_path, picture, "--model", "lenet", "--dataset", "digits") == 2
    sentence = "error: There is no lenet for digits; there is one for cifar10: add --dataset cifar10.\n"
    assert capsys.readouterr().err == sentence


@pytest.mark.parametrize("name", ["my_net.py", "my_net"])
def test_a_network_that_one_dataset_alone_has_needs_no_other_word(
    name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = samples / "cifar10" / "cat" / "0.png"
    for network, dataset in (("lenet", "cifar10"), ("my_net", "digits")):
        write_bundle(tmp_path, network, dataset=dataset)
    assert ask(tmp_path, picture, "--model", name, "--json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)[0]["dataset"] == "digits"
    assert said.err == ""
    write_bundle(tmp_path, "my_net", dataset="shapes")  # now nobody knows which is meant
    assert ask(tmp_path, picture, "--model", name) == 2
    assert "there is one for digits, shapes: add --dataset digits." in capsys.readouterr().err


def test_the_only_dataset_is_taken(tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bundle(tmp_path, "alexnet", dataset="shapes", classes=["disc", "square"])
    file = next((samples / "cifar10" / "dog").glob("*.png"))
    assert ask(tmp_path, file, "--json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["dataset"], answer["network"]) == ("shapes", "alexnet")
    assert answer["class"] in ("disc", "square")
