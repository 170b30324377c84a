"""A store that an earlier version wrote opens, keeps its ids, and loses nothing.

`tests/fixtures/store` was written by the version of commit 140efa2 (2026-11), without its checkpoints: a study of the
learning rate (2 values, 2 seeds), one of the epochs, and a random search, all of LeNet-5 on 300 of the digits.
"""

import json
import shutil
from pathlib import Path

import pytest

from analysis.numbers import frames
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context, Run
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.places import STORED_EARLIER
from tests.support.stored import runs

RUNS = sorted(path.parent for path in STORED_EARLIER.glob("tuner_dirs/runs/*/run.json"))


@pytest.fixture
def earlier(home: Path) -> Path:
    """A copy of the store, beside prepared data and caches."""
    shutil.copytree(STORED_EARLIER, home, dirs_exist_ok=True)
    return home


@pytest.mark.parametrize("folder", RUNS, ids=lambda folder: folder.name)
def test_a_stored_run_keeps_its_id(folder: Path) -> None:
    identity = json.loads((folder / "run.json").read_text(encoding="utf-8"))["identity"]
    data = identity["dataset"]
    classes = tuple(str(number) for number in range(identity["classes"]))
    ref = DatasetRef(data["name"], data["digest"], classes, (1294, 144, 359), data["samples"])
    context = Context(identity["network"], identity["model"], identity["width"], ref, identity["precision"])
    assert Run(context, tuple(identity["values"].items()), identity["seed"]).id == folder.name


def test_the_same_command_finds_every_run_and_changes_none(sweep: Sweep, earlier: Path) -> None:
    before = runs(earlier)
    words = {"values": "0.001,0.003", "seeds": "2", "epochs": 3, "samples": "300", "width": "1.0"}
    code, out, _ = sweep("study", "lr", **words)
    assert code == 0
    assert "4 runs asked for, 4 distinct, 4 in the store, 0 to train" in out
    assert runs(earlier) == before


@pytest.mark.usefixtures("earlier")
def test_a_study_stored_earlier_grows(sweep: Sweep) -> None:
    words = {"values": "0.001,0.003", "seeds": "3", "epochs": 3, "samples": "300", "width": "1.0"}
    _, out, _ = sweep("study", "lr", **words, dry_run=True)
    assert "4 in the store, 2 to train (6 epochs)" in out


@pytest.mark.usefixtures("sketched")
def test_every_stored_run_is_in_the_tables_and_the_page(earlier: Path) -> None:
    loaded = frames.load(earlier)
    assert sorted(loaded.runs.run) == [folder.name for folder in RUNS]
    assert loaded.results.groupby("study").size().to_dict() == {
        "lenet-epochs-digits-samples300": 2,
        "lenet-learning_rate-digits-samples300": 4,
        "lenet-random-digits-samples300": 2,
    }
    swept = loaded.results[loaded.results.study == "lenet-learning_rate-digits-samples300"]
    assert swept.groupby("value").val_acc.mean().max() == pytest.approx(0.8263889, abs=1e-6)
    assert main(["report", "--root", str(earlier)]) == 0
    page = (earlier / "reports" / "lenet" / "index.html").read_text(encoding="utf-8")
    assert "82.6" in page
    assert "4 of 4 runs have no answers by picture here" in page
