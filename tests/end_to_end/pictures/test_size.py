"""Pictures of another side than 32: a dataset of its own, from a folder to study, report, bundle and answers."""

import json
from pathlib import Path

import pytest

from analysis.bundles.card import Card
from studies.data.pictures import read
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.picture_folders import fill

TINY = ("--width", "0.5", "--epochs", "1", "--seeds", "1", "--workers", "0", "--precision", "float32")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which a folder was studied at 40x40, and exported."""
    root = tmp_path_factory.mktemp("home")
    for place, name in enumerate(("cats", "dogs")):
        fill(root / "pets" / name, place)
    words = ["--dataset", str(root / "pets"), "--root", str(root)]
    assert main(["study", "lr", "--model", "lenet", "--values", "0.003", *TINY, "--size", "40", *words]) == 0
    assert main(["export", *words, "--size", "40"]) == 0
    return root


def test_a_side_is_in_the_name_and_the_identity_of_all_that_is_stored(root: Path) -> None:
    (study,) = (root / "tuner_dirs").glob("lenet-*")
    (run,) = (root / "tuner_dirs" / "runs").iterdir()
    dataset = json.loads((study / "study.json").read_text())["dataset"]
    assert dataset["name"].startswith("pets-size40-")
    assert dataset["side"] == 40
    assert study.name == f"lenet-learning_rate-{dataset['name']}-width0.5"
    assert json.loads((run / "run.json").read_text())["identity"]["dataset"]["side"] == 40
    assert [path.name for path in (root / "bundles").iterdir()] == [dataset["name"]]


def test_a_card_says_its_side_and_the_classifier_obeys_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    (folder,) = root.glob("bundles/pets-size40-*")
    card = Card.from_json((folder / "lenet" / "card.json").read_text())
    assert (card.side, card.input["shape"]) == (40, [40, 40, 3])
    assert "`(N, 40, 40, 3)`" in (folder / "lenet" / "card.md").read_text()
    capsys.readouterr()
    assert main(["classify", "pets/cats", "--dataset", folder.name, "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert len(answers) == 12
    assert all(0.5 <= one["probability"] <= 1 for one in answers)


@pytest.mark.usefixtures("sketched")
def test_report_and_samples_are_of_the_side_that_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--dataset", str(root / "pets"), "--root", str(root), "--size"]
    assert main(["samples", *words, "40"]) == 0
    assert "samples/pets-size40-" in capsys.readouterr().out
    pictures = list(root.glob("samples/pets-size40-*/*/*.png"))
    assert {read(path).size for path in pictures} == {(40, 40)}
    assert main(["report", *words, "40"]) == 0
    assert "pets-size40-" in (root / "reports" / "lenet" / "index.html").read_text()
    assert main(["report", *words, "48"]) == 2
    assert "with size=48 is stored; see `sweepbook list --root " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"size": 300}, "size=300 is out of range: pictures have a side of 16 to 224 pixels"),
        ({"size": "big"}, "size=big is not a whole number; try size=64"),
        (
            {"size": 16, "model": "vggnet"},
            "vggnet takes no pictures of 16x16: its poolings leave nothing of them. Give size=32",
        ),
        ({"size": 64, "dataset": "digits-size48"}, "digits-size48 and size=64 contradict each other"),
    ],
)
def test_a_size_that_cannot_be_had_is_refused_and_nothing_is_written(
    words: dict[str, object], sentence: str, sweep: Sweep, home: Path
) -> None:
    code, _, errors = sweep("study", "lr", **words)
    assert code == 2
    assert sentence in errors
    assert {path.name for path in (home / "tuner_dirs").iterdir()} == {"datasets", "cache"}
