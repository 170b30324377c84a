"""Classifying without a window."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from classifier_gui import command_line
from hypermodels import NETWORKS
from studies.data.pictures import read
from studies.data.resizing import FITS, to_square
from sweepbook.cli.door import main
from tests.support.linear_bundles import CLASSES, expected, write_bundle


def ask(bundles: Path, *words: str | Path) -> int:
    return main(["classify", *map(str, words), "--bundles", str(bundles)])


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


def program(*words: str | bytes | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "classifier_gui", *words], capture_output=True, timeout=120, **options)


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
        "import sys; from sweepbook.cli.door import main\n"
        f"assert main(['classify', {str(file)!r}, '--json', '--bundles', {str(bundles)!r}]) == 0\n"
        "heavy = {'PyQt5', 'tensorflow', 'keras', 'keras_tuner', 'pandas', 'matplotlib'}\n"
        "assert not heavy & {name.split('.')[0] for name in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, stdout=subprocess.DEVNULL)
