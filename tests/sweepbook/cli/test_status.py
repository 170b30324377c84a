"""What the looking verbs print: it fits a terminal of 80 columns, and is a line a folder, not a line a file."""

from pathlib import Path

import pytest

from hypermodels.dimensions import BY_NAME, find
from studies.store import catalog, outputs
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli import status
from sweepbook.cli.door import main
from tests.support.synthetic_records import chapter

LONG = "-samples2000-width0.25-mixed_bfloat16"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = chapter("googlenet", seeds=(0,), dataset="digits")
    for study in made.studies:
        study["name"] += LONG
    return made.write(tmp_path)


def test_status_fits_80_columns_with_every_name_whole(root: Path) -> None:
    home = Home(root)
    lines = list(status.lines(catalog.read(home), Store(home.runs)))
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("googlenet")] == [one["name"] for one in catalog.read(home)]
    assert len(lines) == 1 + 2 * 8


def test_clean_shows_folders(root: Path) -> None:
    home = Home(root)
    (root / "tb_logs" / "a").mkdir(parents=True)
    lines = list(outputs.summary(home, outputs.outputs(home)))
    assert [line.split("MB  ")[1] for line in lines] == [
        str(root / "tuner_dirs"),
        f"{root / 'tuner_dirs/runs'} (24 runs)",
        str(root / "tb_logs"),
    ]


def test_a_study_that_is_not_named_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean-study", "", "--root", str(root)]) == 2
    said = capsys.readouterr().err
    assert "Which study? Name one" in said
    assert f"sweepbook list --root {root}" in said


def test_names_are_taken_however_they_are_capitalised() -> None:
    assert find("Learning-Rate") == find("LR") == find("learning_rate") == BY_NAME["learning_rate"]
    assert BY_NAME["optimizer"].parse("Adam") == "adam"
    assert BY_NAME["activation"].parse("ReLU") == "relu"


@pytest.mark.parametrize("words", [["status"], ["list"], ["report"], ["export"], ["clean-study", "a", "--yes"]])
def test_a_file_where_the_store_belongs_is_said_by_every_verb_that_looks(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tuner_dirs").write_text("")
    assert main([*words, "--root", str(tmp_path)]) == 2
    assert "tuner_dirs: Not a directory. A file stands where a folder belongs." in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["status", "list"])
def test_a_study_that_cannot_be_read_is_not_called_none(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tuner_dirs" / "lenet-loss-digits"
    folder.mkdir(parents=True)
    (folder / "study.json").write_text("{")
    assert main([verb, "--root", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "study.json is torn" in err
    assert "yet" not in out
