"""A damaged project of another tool ends in a sentence."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from analysis.elsewhere import source
from analysis.elsewhere.roles import Roles, said
from studies.system.errors import UsageError
from tests.analysis.elsewhere.projects import HOME


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
    "parameters of Ray that are a folder": (
        "ray",
        "objective*00000*/params.json",
        lambda p: (p.unlink(), p.mkdir()),
        "A folder stands where a file belongs",
    ),
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
        source.read(HOME / "table.csv", said("epoch=when"))
    with pytest.raises(UsageError, match=r"No trial of .* reports speed"):
        source.read(HOME / "ray", said("accuracy=speed"))
