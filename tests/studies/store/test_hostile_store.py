"""A hostile store leads no command out of its folder."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.bundles import writing
from hypermodels.dimensions import DIMENSIONS
from studies.data.dataset_ref import DatasetRef
from studies.plan import questions
from studies.plan.runs import Context
from studies.store import best, catalog, pruning
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import names
from studies.system.errors import UsageError
from studies.views import keras_tuner
from studies.views.tensorboard import Board
from sweepbook.cli.door import main
from tests.studies.system.test_names import LEADING
from tests.support.commands import Sweep
from tests.support.stored import contents
from tests.support.synthetic_records import Synthetic

STUDY = "lenet-learning_rate-cifar10"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Somebody's folder beside the store, which holds what commands look for."""
    folder = tmp_path / "outside"
    for name in ("figures", "lenet/figures", "trial_0", STUDY, "inner"):
        (folder / name).mkdir(parents=True)
    for name in (
        "mine.csv",
        "lock",
        "figures/a.svg",
        "lenet/mine.csv",
        "lenet/figures/a.svg",
        "trial_0/trial.json",
        f"{STUDY}/mine",
        "inner/lock",
        "oracle.json",
        "index.html",
        ".x.part",
        "card.json",
    ):
        (folder / name).write_text("precious")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with a study of two values, whose runs left weights behind."""
    made = Synthetic()
    made.study("learning_rate", {0.001: 0.0, 0.003: 1.0}, seeds=(0,))
    root = made.write(tmp_path / "root")
    for run in made.runs:
        meta = np.frombuffer(json.dumps({"epoch": 10}).encode(), np.uint8)
        np.savez(root / "tuner_dirs/runs" / run / "checkpoint.npz", meta=meta)
    return root


def prepared(root: Path, classes: list[str]) -> None:
    """Prepared pictures of the study, with these names of classes."""
    folder = root / "tuner_dirs/datasets/cifar10-0"
    folder.mkdir(parents=True)
    for split in ("train", "validation", "test"):
        np.save(folder / f"{split}_pictures.npy", np.zeros((2, 32, 32, 3), np.uint8))
        np.save(folder / f"{split}_labels.npy", np.array([0, 1]))
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.npy")}
    meta = {"classes": classes, "sizes": [2, 2, 2], "digest": "d1", "bytes": sizes}
    (folder / "dataset.json").write_text(json.dumps(meta))


Verb = Callable[[Path], int]
VERBS: dict[str, Verb] = {
    "list": lambda root: main(["list", "--root", str(root)]),
    "status": lambda root: main(["status", "--root", str(root)]),
    "clean-study": lambda root: main(["clean-study", STUDY, "--yes", "--root", str(root)]),
    "report": lambda root: main(["report", "--root", str(root)]),
    "export": lambda root: main(["export", "--root", str(root)]),
    "samples": lambda root: main(["samples", "--root", str(root), "--dataset", "cifar10"]),
}


def lead(record: dict[str, Any], what: str, name: str) -> None:
    if what == "dataset":
        record["dataset"]["name"] = name
    elif what == "run":
        record["trials"][0]["runs"] = [name]
    else:
        record[what] = name


@pytest.mark.parametrize("name", ["../outside", "../../../outside", "{outside}"])
@pytest.mark.parametrize("what", ["name", "dataset", "network", "run"])
def test_a_study_whose_names_lead_elsewhere_is_refused_by_every_verb(
    what: str, name: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "tuner_dirs" / STUDY / "study.json"
    record = json.loads(path.read_text())
    lead(record, what, name.format(outside=outside))
    path.write_text(json.dumps(record))
    before, stored = contents(outside), contents(root / "tuner_dirs/runs")
    assert VERBS["export"](root) == 2
    capsys.readouterr()
    for verb in ("list", "status", "clean-study", "report"):
        assert VERBS[verb](root) == 2, verb
        assert "is no name for a file" in capsys.readouterr().err, verb
    assert contents(outside) == before
    assert contents(root / "tuner_dirs/runs") == stored
    assert main(["clean", "--yes", "--root", str(root)]) == 0
    assert contents(outside) == before


def test_a_study_under_another_ones_folder_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "tuner_dirs" / STUDY).rename(root / "tuner_dirs" / "mine")
    assert VERBS["clean-study"](root) == 2
    assert f"describes the study '{STUDY}': give the folder that name" in capsys.readouterr().err
    assert (root / "tuner_dirs" / "mine").is_dir()


@pytest.mark.parametrize("name", LEADING)
def test_samples_writes_no_class_outside(
    name: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(root, ["cat", name])
    before = contents(outside)
    assert VERBS["samples"](root) == 2
    assert "is no name for a file" in capsys.readouterr().err
    assert contents(outside) == before
    assert not (root / "samples").exists()


LINKS = [
    ("clean-study", "tb_logs"),
    ("clean-study", f"tb_logs/{STUDY}"),
    ("clean-study", f"tuner_dirs/{STUDY}"),
    ("clean-study", "tuner_dirs"),
    ("clean-study", "tuner_dirs/runs/RUN"),
    ("report", "reports"),
    ("report", "reports/lenet"),
    ("samples", "samples"),
    ("samples", "samples/cifar10"),
    ("samples", "samples/cifar10/cat"),
]


@pytest.mark.parametrize(("verb", "link"), LINKS)
def test_links_in_a_store_lead_no_verb_out_of_it(
    verb: str, link: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(root, ["cat", "dog"])
    where = root / link.replace("RUN", names.folders(root / "tuner_dirs/runs")[0].name)
    where.parent.mkdir(parents=True, exist_ok=True)
    if where.is_dir():  # what it held is behind the link now
        shutil.copytree(where, outside, dirs_exist_ok=True)
        shutil.rmtree(where)
    where.symlink_to(outside)
    before = contents(outside)
    assert VERBS[verb](root) == 2
    assert "is a link, and this program follows none here" in capsys.readouterr().err
    assert contents(outside) == before
    assert main(["clean", "--yes", "--root", str(root)]) == 0
    assert contents(outside) == before
    assert not where.is_symlink()


@pytest.mark.parametrize("link", ["bundles", "bundles/cifar10", "bundles/cifar10/lenet"])
def test_no_bundle_is_written_through_a_link(link: str, root: Path, outside: Path) -> None:
    home = Home(root)
    (choice,) = [best.choose(group, Store(home.runs)) for group in best.candidates(home).values()]
    assert choice is not None
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside)
    before = contents(outside)
    with pytest.raises(UsageError, match="is a link"):
        writing.Bundling(home, choice).write(lambda _: None)
    assert contents(outside) == before


def test_what_training_writes_goes_through_no_link_below_the_folders_of_a_command(root: Path, outside: Path) -> None:
    home = Home(root)
    store, run = Store(home.runs), names.folders(home.runs)[0].name
    shutil.rmtree(home.study(STUDY))
    (home.tuner_dirs / STUDY).symlink_to(outside)
    shutil.rmtree(home.runs / run)
    (home.runs / run).symlink_to(outside)
    before = contents(outside)
    with pytest.raises(UsageError, match="is a link"), catalog.held(home, STUDY):
        pass
    with pytest.raises(UsageError, match="is a link"):
        store.drop_checkpoint(run)
    store.sweep()
    assert store.at_work() == []
    pruning.prune(home, store, 0)
    assert contents(outside) == before


def test_outputs_may_lie_on_another_disk_behind_links_of_the_users_own_and_no_verb_deletes_there(
    sweep: Sweep, home: Path, outside: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("tuner_dirs", "tb_logs"):
        (outside / name).mkdir()
        if (home / name).exists():
            shutil.copytree(home / name, outside / name, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(home / name)
        (home / name).symlink_to(outside / name)
    assert sweep("study", "lr", values="0.001", epochs=1)[0] == 0
    (study,) = catalog.read(Home(home))
    assert list((outside / "tuner_dirs" / "runs").glob("*/history.csv"))
    assert list((outside / "tb_logs").rglob("events.*"))
    assert main(["status", "--root", str(home)]) == 0
    before = contents(outside)
    assert main(["clean-study", study["name"], "--yes", "--root", str(home)]) == 2
    assert "is a link, and this program follows none here" in capfd.readouterr().err
    assert main(["clean", "--yes", "--root", str(home)]) == 0
    assert contents(outside) == before
    assert not (home / "tuner_dirs").is_symlink()


def test_a_project_is_made_anew_where_links_lay(root: Path, outside: Path) -> None:
    home = Home(root)
    folder = home.study(STUDY)
    for name in ("oracle.json", "trial_0"):
        (folder / name).symlink_to(outside / name)
    before = contents(outside)
    pictures = DatasetRef("cifar10", "d1", ("cat", "dog"), (2, 2, 2))
    study = questions.study(Context("lenet", "m1", 1.0, pictures, "float32"), DIMENSIONS[0])
    keras_tuner.Project(folder, keras_tuner.planned([one.values for one in study.trials], study.dimensions))
    assert contents(outside) == before
    assert json.loads((folder / "oracle.json").read_text())
    assert not (folder / "oracle.json").is_symlink()


def test_a_board_is_written_through_no_link(root: Path, outside: Path) -> None:
    home = Home(root)
    (described,) = catalog.read(home)
    Board(home.tb_logs, described, Store(home.runs))
    (events, *_) = sorted((home.tb_logs / STUDY).rglob("events.out.tfevents.*"))
    (outside / "empty").write_bytes(b"")
    before = contents(outside)
    levels = zip((events, *events.parents), ("empty", "inner", "", ""), strict=False)
    for link, target in levels:
        names.remove(link.parent, link.name)
        link.symlink_to(outside / target)
        with suppress(UsageError):
            Board(home.tb_logs, described, Store(home.runs))
        assert contents(outside) == before


@pytest.mark.parametrize("value", ["../../../outside", "/outside"])
def test_a_trial_that_is_named_by_a_hostile_value_gets_no_folder(value: str, root: Path, outside: Path) -> None:
    home = Home(root)
    (described,) = catalog.read(home)
    described["dimensions"] = ["optimizer"]
    described["trials"][0]["values"]["optimizer"] = value
    before = contents(outside)
    with pytest.raises(UsageError, match="leads to another folder"):
        Board(home.tb_logs, described, Store(home.runs))
    assert contents(outside) == before
