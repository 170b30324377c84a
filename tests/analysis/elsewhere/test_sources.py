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
from analysis.elsewhere.sentences import about, answer, unknown
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from studies.system.errors import UsageError
from tests.analysis.elsewhere.projects import EPOCHS, HOME, RATES, SEEDS, trained

NAMES = ("optuna.db", "ray", "table.csv", "keras_tuner", "tensorboard", "tensorboard_tuner")


def read(name: str, said: Roles | None = None) -> list[Found]:
    return source.read(HOME / name, said or Roles())


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    """A project of its own, to be broken."""

    def made(name: str) -> Path:
        target = tmp_path / "theirs" / name
        copied = shutil.copytree if (HOME / name).is_dir() else shutil.copyfile
        target.parent.mkdir(exist_ok=True)
        copied(HOME / name, target)
        return target

    return made


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


@pytest.mark.parametrize("text", ["lr", "seed=", "who=lr", "seed=a,seed=b", "accuracy=a,loss=b"])
def test_columns_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="columns="):
        said(text)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_table(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")
        database.commit()


def view(path: Path) -> None:
    """The trials as a view: what it computes is a stranger's."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("ALTER TABLE trials RENAME TO hidden; CREATE VIEW trials AS SELECT * FROM hidden;")


def emptied(path: Path) -> None:
    for trial in path.glob("trial*"):
        shutil.rmtree(trial)


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[40] ^= 255
    path.write_bytes(content)


def changed(**cells: object) -> Callable[[Path], None]:
    """A cell of a parameter is of another kind, whatever its table's types say."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            for column, cell in cells.items():
                place = "(SELECT MIN(param_id) FROM trial_params)"
                database.execute(f"UPDATE trial_params SET {column} = ? WHERE param_id = {place}", (cell,))
            database.commit()

    return damage


def long_field(path: Path) -> None:
    (path / "result.json").unlink()
    (path / "progress.csv").write_text("training_iteration,val_accuracy\n1," + "9" * 200_000 + "\n")


def long_line(path: Path) -> None:
    (path / "result.json").unlink()
    (path / "progress.csv").write_text("training_iteration,val_accuracy\n1,0.5,0.6\n")


def holding(**value: object) -> Callable[[Path], None]:
    """An event file whose sums are right and whose one value is not TensorBoard's."""

    def damage(path: Path) -> None:
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.compat.proto.summary_pb2 import Summary
        from tensorboard.summary.writer.record_writer import RecordWriter

        event = Event(step=1, summary=Summary(value=[Summary.Value(tag="epoch_accuracy", **value)]))
        with path.open("wb") as file:
            RecordWriter(file).write(event.SerializeToString())

    return damage


HPARAMS = {"plugin_data": {"plugin_name": "hparams", "content": b"\xff\xff"}}
EVENTS = ("tensorboard", "lr=0.01,seed=1/validation/*")
BROKEN = {
    "a parameter of Optuna without a distribution": ("optuna.db", "", changed(distribution_json="[]"), "damaged.*list"),
    "a parameter of Optuna that is a word": (
        "optuna.db",
        "",
        changed(param_value="abc", distribution_json='{"name": "IntDistribution", "attributes": {}}'),
        "damaged.*abc",
    ),
    "a parameter of Optuna that is infinite": (
        "optuna.db",
        "",
        changed(param_value=float("inf"), distribution_json='{"name": "IntDistribution", "attributes": {}}'),
        "damaged.*infinity",
    ),
    "a table of Ray with a long field": ("ray", "objective*00000*", long_field, "is no CSV table .*field limit"),
    "a table of Ray with a long line": ("ray", "objective*00000*", long_line, "more cells than its head"),
    "results of Ray that are a mark alone": (
        "ray",
        "objective*00000*/result.json",
        lambda p: p.write_bytes(b"\xef\xbb\xbf"),
        "is no JSON",
    ),
    "an event with other hyperparameters": (*EVENTS, holding(metadata=HPARAMS), "is damaged"),
    "an event with an empty tensor": (
        *EVENTS,
        holding(tensor={"dtype": 1, "tensor_shape": {"dim": [{"size": 0}]}}),
        "is damaged",
    ),
    "an event with a tensor of another length": (
        *EVENTS,
        holding(tensor={"dtype": 1, "tensor_shape": {"dim": [{"size": 1}]}, "tensor_content": b"12345678"}),
        "is damaged",
    ),
    "an Optuna storage that is cut": ("optuna.db", "", cut, "damaged"),
    "an SQLite file of something else": (
        "optuna.db",
        "",
        other_table,
        "but no Optuna storage: it has no table studies.$",
    ),
    "a storage with a view": (
        "optuna.db",
        "",
        view,
        r"^\S+ is an SQLite file, but no Optuna storage: it has no table trials",
    ),
    "a trial of Keras-Tuner that is cut": ("keras_tuner", "trial_0001/trial.json", cut, "is no JSON"),
    "a project without trials": (
        "keras_tuner",
        "",
        emptied,
        "without",
    ),
    "parameters of Ray that are cut": ("ray", "objective*00000*/params.json", cut, "is no JSON"),
    "results of Ray of another form": (
        "ray",
        "objective*00000*/result.json",
        lambda p: p.write_text("[1]\n"),
        "a list",
    ),
    "an event file with a wrong sum": ("tensorboard", "lr=0.01,seed=1/validation/*", flipped, "is damaged"),
    "a table with a short line": ("table.csv", "", lambda p: p.write_text(p.read_text() + "0.1,2\n"), "has 2 cells"),
    "a table that is no text": ("table.csv", "", lambda p: p.write_bytes(b"a,b\n\xff\xfe,1\n"), "UTF-8"),
    "a table without a metric": ("table.csv", "", lambda p: p.write_text("lr,note\n1,a\n2,b\n"), "--columns accuracy"),
    "a table of a line": ("table.csv", "", lambda p: p.write_text("lr,val_acc\n"), "has no table"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_project_ends_in_a_sentence(copy: Callable[[str], Path], what: str) -> None:
    name, inside, damage, sentence = BROKEN[what]
    path = copy(name)
    damage(next(path.glob(inside)) if inside else path)
    with pytest.raises(UsageError, match=sentence):
        source.read(path, Roles())


def test_what_is_not_there_or_not_known_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        source.read(tmp_path / "none", Roles())
    with pytest.raises(UsageError, match="none of the results that can be read"):
        source.read(tmp_path, Roles())
    with pytest.raises(UsageError, match=r"no column when; it has lr, seed, epoch, val_acc"):
        read("table.csv", said("epoch=when"))
    with pytest.raises(UsageError, match=r"No trial of .* reports speed"):
        read("ray", said("accuracy=speed"))


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


@pytest.mark.parametrize(("head", "cells"), [("lr,seed,val_acc", "0.1,"), ("lr,batch,seed,val_acc", "0.1,32,")])
def test_what_nothing_varies_in_is_one_configuration_of_several_seeds(tmp_path: Path, head: str, cells: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{head}\n{cells}0,0.55\n{cells}1,0.6\n{cells}2,0.58\n")
    compared = compare(source.read(table, Roles())[0], 1.0)
    assert list(compared.table["n"]) == [3]
    said = answer(compared, Text())
    assert "lr=0.1" in said
    assert "mean 57.7 %, 95 % interval 51.4 % to 63.9 % (n = 3)" in said
    assert "of one configuration: nothing varies" in about(compared, Text())


def test_seeds_alone_are_seeds_of_one_configuration(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("seed,val_acc\n0,0.55\n1,0.6\n")
    assert list(compare(source.read(table, Roles())[0], 1.0).table["n"]) == [2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, language: str) -> None:
    table, text = tmp_path / "t.csv", Text(language)
    table.write_text("lr,seed,val_acc\n0.1,0,0.55\n0.1,1,abc\n0.2,0,\n0.2,1,0.5\n")
    said = " ".join(unknown(compare(source.read(table, Roles())[0], 1.0), 1.0, text))
    assert text.word("from_no_number", row=2, cell="abc") in said
    assert text.word("from_empty", row=3) in said


def test_of_many_rows_that_cannot_be_read_some_are_named_and_all_counted(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = "".join(f"0.1,{seed},x\n0.2,{seed},0.5\n" for seed in range(30))
    table.write_text(f"lr,seed,val_acc\n{rows}")
    said = " ".join(unknown(compare(source.read(table, Roles())[0], 1.0), 1.0, Text()))
    assert said.count("is no number") == 20
    assert "10 more rows" in said


@pytest.mark.parametrize("head", ["layers,seed,val_acc", "trial,seed,val_acc"])
def test_a_configuration_called_by_a_number_does_not_read_as_a_count(tmp_path: Path, head: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{head}\n0,0,0.5\n1,0,0.6\n0,1,0.5\n1,1,0.6\n")
    said = answer(compare(source.read(table, Roles())[0], 1.0), Text())
    assert "configurations, 1 has" not in said
