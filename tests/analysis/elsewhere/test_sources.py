"""Real projects of other tools are read as they are; a damaged one ends in a sentence, and nothing is written."""

import json
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from analysis.elsewhere import source, tensorboard_logs
from analysis.elsewhere.compared import compare
from analysis.elsewhere.found import COMPLETED, Found
from analysis.elsewhere.roles import Metric, Roles, metric_of, said
from studies.system.errors import UsageError
from tests.analysis.elsewhere.projects import EPOCHS, HOME, RATES, SEEDS, trained

NAMES = ("optuna.db", "ray", "table.csv", "keras_tuner", "tensorboard", "tensorboard_tuner")


def read(name: str, said: Roles | None = None) -> list[Found]:
    return source.read(HOME / name, said or Roles())


@pytest.mark.parametrize(("name", "seeds"), [("optuna.db", SEEDS), ("table.csv", SEEDS), ("ray", SEEDS[:2])])
def test_three_tools_that_kept_the_same_trainings_tell_the_same(name: str, seeds: tuple[int, ...]) -> None:
    found = read(name)[0]
    told = {(run.values["lr"], run.seed): run.curve for run in found.runs}
    assert {key: [score for _, score in curve] for key, curve in told.items()} == {
        (rate, str(seed)): list(trained(rate, seed)) for rate in RATES for seed in seeds
    }
    assert all(run.epochs == EPOCHS and run.score == run.curve[-1][1] for run in found.runs)
    assert found.metric.larger


def test_a_search_of_optuna_has_its_direction_and_its_pruned_trials() -> None:
    _, search = read("optuna.db")
    states = [run.state for run in search.runs]
    assert not search.metric.larger
    assert states.count(COMPLETED) == 12 - next(note.values["n"] for note in search.notes if note.key == "from_pruned")
    assert next(iter(compare(search, 1.0).best_first["value"])) == "lr=0.0237, unused=3"


def test_keras_tuner_and_its_logs_in_tensorboard_tell_of_the_same_configurations() -> None:
    project, board = (
        {(run.values["units"], run.values["activation"]): run.score for run in read(name)[0].runs}
        for name in ("keras_tuner", "tensorboard_tuner")
    )
    assert project == pytest.approx(board)
    assert len(project) == 4


def test_logs_without_hyperparameters_are_told_by_their_folders() -> None:
    found = read("tensorboard")[0]
    assert {(run.values["lr"], run.seed) for run in found.runs} == {(r, s) for r in (0.001, 0.01) for s in "012"}
    assert found.metric.name == "validation/epoch_accuracy"
    assert [epoch for epoch, _ in found.runs[0].curve] == [1, 2, 3]
    assert "from_run_names" in [note.key for note in found.notes]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("lr_0.01/seed3", {"lr": 0.01, "seed": 3}),
        ("opt=adam,batch=32", {"opt": "adam", "batch": 32}),
        ("night", {"run": "night"}),
    ],
)
def test_values_in_a_name(name: str, values: dict[str, object]) -> None:
    assert tensorboard_logs.named_values(name) == values


def test_a_seed_that_is_no_hyperparameter_is_read_from_the_name() -> None:
    assert tensorboard_logs.seed_of({"lr": 0.1}, "study/lr=0.1/seed4", Roles()) == "4"
    assert tensorboard_logs.seed_of({"lr": 0.1, "seed": 7}, "lr=0.1/seed4", Roles()) == "7"
    assert tensorboard_logs.seed_of({"lr": 0.1}, "night", Roles()) is None


def test_hyperparameters_of_logs_have_one_order() -> None:
    assert [list(run.values) for run in read("tensorboard_tuner")[0].runs] == [["activation", "units"]] * 4


def test_what_validates_is_guessed_before_what_trains() -> None:
    assert metric_of(["loss", "accuracy", "val_loss", "val_accuracy"], Roles()) == Metric("val_accuracy", True)
    assert metric_of(["loss", "val_loss"], Roles()) == Metric("val_loss", False)
    assert metric_of(["loss"], said("accuracy=top5")) == Metric("top5", True)
    assert metric_of(["lr"], Roles()) is None


def test_columns_that_are_said_are_not_guessed(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b,c\n0.1,7,2.5\n0.1,8,2.7\n0.2,7,1.5\n0.2,8,1.4\n")
    found = source.read(table, said("value=a,seed=b,loss=c"))[0]
    assert found.notes == ()
    assert [(run.values, run.seed, run.score) for run in found.runs][:2] == [
        ({"a": 0.1}, "7", 2.5),
        ({"a": 0.1}, "8", 2.7),
    ]
    assert list(compare(found, 1.0).best_first["value"]) == ["0.2", "0.1"]


def test_a_spreadsheets_decimal_commas_are_read_and_what_is_measured_in_each_row_is_no_hyperparameter(
    tmp_path: Path,
) -> None:
    table = tmp_path / "t.csv"
    rows = "".join(f"0,{lr};{seed};0,7{lr}{seed};{lr}{seed},5\n" for lr in (1, 2) for seed in (0, 1))
    table.write_text("lr;seed;val_acc;energy\n" + rows)
    runs = source.read(table, Roles())[0].runs
    assert [(run.values, run.seed, run.score) for run in runs][1:3] == [
        ({"lr": 0.1}, "1", 0.711),
        ({"lr": 0.2}, "0", 0.72),
    ]
    table.write_text("lr;seed;val_acc\n1,000;0;0.5\n1,000;1;0.6\n")  # thousands, since fractions have a point
    assert source.read(table, Roles())[0].runs[0].values == {"lr": "1,000"}
    draws = "".join(f"0.0{place}3,{place % 2},{'ab'[place % 3 == 0]},0.{place}\n" for place in range(1, 9))
    table.write_text("lr,seed,opt,val_acc\n" + draws)  # a random search, with few seeds
    assert {"lr", "opt"} == set(source.read(table, Roles())[0].runs[0].values)


@pytest.mark.parametrize("text", ["lr", "seed=", "who=lr", "seed=a,seed=b", "accuracy=a,loss=b"])
def test_columns_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="columns="):
        said(text)


def test_nothing_that_is_pickled_is_opened(copy: Callable[[str], Path], tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "sprung",)

    path = copy("ray")
    for trial in path.glob("objective*"):
        (trial / "params.pkl").write_bytes(pickle.dumps(Trap()))
    assert len(source.read(path, Roles())[0].runs) == 6
    assert not (tmp_path / "sprung").exists()


def test_a_line_that_a_kill_cut_off_is_left_out(copy: Callable[[str], Path]) -> None:
    path = copy("ray")
    last = next(path.glob("objective*00000*/result.json"))
    last.write_text(last.read_text() + '{"val_accuracy": 0.9, "training_it')
    assert source.read(path, Roles())[0].runs[0].epochs == EPOCHS


def test_without_its_json_a_trial_of_ray_is_read_from_its_csv(copy: Callable[[str], Path]) -> None:
    path = copy("ray")
    told = [run.curve for run in source.read(path, Roles())[0].runs]
    for trial in path.glob("objective*"):
        rows = [json.loads(line) for line in (trial / "result.json").read_text().splitlines()]
        table = [",".join(("training_iteration", "val_accuracy"))]
        table += [f"{row['training_iteration']},{row['val_accuracy']}" for row in rows]
        (trial / "progress.csv").write_text("\n".join(table) + "\n")
        (trial / "result.json").unlink()
    assert [run.curve for run in source.read(path, Roles())[0].runs] == told


def test_what_a_writer_of_optuna_has_not_put_away_yet_is_read_from_a_copy(copy: Callable[[str], Path]) -> None:
    path = copy("optuna.db")
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute("UPDATE studies SET study_name = 'renamed' WHERE study_id = 1")
        writer.commit()
        before = {one.name: one.read_bytes() for one in path.parent.iterdir() if not one.name.endswith("-shm")}
        assert source.read(path, Roles())[0].name == "renamed"
        assert {one.name: one.read_bytes() for one in path.parent.iterdir() if not one.name.endswith("-shm")} == before


@pytest.mark.parametrize("name", NAMES)
def test_reading_changes_nothing(copy: Callable[[str], Path], name: str) -> None:
    path = copy(name)
    before = {one: (one.stat().st_mtime_ns, one.is_file() and one.read_bytes()) for one in path.parent.rglob("*")}
    source.read(path, Roles())
    assert {
        one: (one.stat().st_mtime_ns, one.is_file() and one.read_bytes()) for one in path.parent.rglob("*")
    } == before


def test_links_in_a_folder_are_not_followed(copy: Callable[[str], Path], tmp_path: Path) -> None:
    path = copy("keras_tuner")
    shutil.move(path / "trial_0003", tmp_path / "away")
    (path / "trial_0003").symlink_to(tmp_path / "away")
    assert len(source.read(path, Roles())[0].runs) == 3


def test_what_is_passed_over_is_named(copy: Callable[[str], Path], tmp_path: Path) -> None:
    tensorboard, ray, tuner = (copy(name) for name in ("tensorboard", "ray", "keras_tuner"))
    first, second, *_ = (path.parent.relative_to(tensorboard) for path in sorted(tensorboard.glob("*/validation/*")))
    (tensorboard / first / "events.out.tfevents.9").mkdir()
    (tensorboard / second / "events.out.tfevents.9").symlink_to(tmp_path / "nowhere")
    (tensorboard / "latest").symlink_to(first.parent)
    last = sorted(ray.glob("objective*"))[-1]
    shutil.move(last / "result.json", tmp_path / "away.json")
    (last / "result.json").symlink_to(tmp_path / "away.json")
    (ray / "best").symlink_to(last.name)
    shutil.move(tuner / "trial_0002" / "trial.json", tmp_path / "trial.json")
    (tuner / "trial_0002" / "trial.json").symlink_to(tmp_path / "trial.json")
    named = {
        tensorboard: f"latest, {first}/events.out.tfevents.9, {second}/events.out.tfevents.9",
        ray: f"best, {last.name}/result.json",
        tuner: "trial_0002/trial.json",
    }
    for path, names in named.items():
        (note,) = (one for one in source.read(path, Roles())[0].notes if one.key == "from_not_read")
        assert note.values["names"] == names
    assert len(source.read(tuner, Roles())[0].runs) == 3
    for number in range(10):
        (ray / f"z{number}").symlink_to(last.name)
    (note,) = (one for one in source.read(ray, Roles())[0].notes if one.key == "from_not_read")
    assert str(note.values["names"]).endswith("z7, … (+2)")
    assert "from_not_read" not in {note.key for name in NAMES for one in read(name) for note in one.notes}


def test_a_run_whose_logs_hold_nothing_yet_is_named(copy: Callable[[str], Path]) -> None:
    path = copy("tensorboard")
    next(path.glob("lr=0.01,seed=1/validation/*")).write_bytes(b"")
    (found,) = source.read(path, Roles())
    assert len(found.runs) == 5
    (note,) = (one for one in found.notes if one.key == "from_without")
    assert note.values["runs"] == "lr=0.01,seed=1"
    assert "from_without" not in {one.key for one in read("tensorboard")[0].notes}
