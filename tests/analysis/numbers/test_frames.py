"""Stored runs as tidy tables: their columns are always there, and a damaged run costs itself only."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.numbers import frames
from analysis.numbers.columns import ENVIRONMENT, RESULT_COLUMNS, RUN_COLUMNS
from studies.store.history import COLUMNS
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def made() -> Synthetic:
    found = Synthetic()
    found.study("learning_rate", {0.001: (0.0, 0.0), 0.01: (1.0, None)}, (0, 7), epochs=3)
    return found


def test_nothing_stored_is_three_empty_tables_with_their_columns(tmp_path: Path) -> None:
    for found in (frames.frames([], {}, {}), frames.load(tmp_path / "none"), frames.load(tmp_path, network="lenet")):
        assert [len(table) for table in (found.runs, found.epochs, found.results)] == [0, 0, 0]
        assert list(found.runs) == RUN_COLUMNS
        assert list(found.results) == RESULT_COLUMNS
        assert list(found.epochs) == ["run", *COLUMNS, "elapsed"]


def test_a_run_has_a_row_an_epoch_and_the_seconds_so_far(made: Synthetic) -> None:
    found = load(made).epochs
    own = found[found["run"] == made.studies[0]["trials"][0]["runs"][1]]
    assert own["epoch"].tolist() == [1, 2, 3]
    assert own["epoch"].dtype.kind == "i"
    assert own["elapsed"].tolist() == pytest.approx(own["seconds"].cumsum().tolist())
    assert len(found) == 3 * 3


def test_a_study_has_a_row_a_value_and_seed_also_of_a_run_that_is_not_there(made: Synthetic) -> None:
    rows = load(made).results
    assert rows[["value", "seed", "state"]].to_numpy().tolist() == [
        ["0.001", 0, "completed"],
        ["0.001", 7, "completed"],
        ["0.01", 0, "completed"],
        ["0.01", 7, "missing"],
    ]
    assert rows["val_acc"].isna().tolist() == [False, False, False, True]
    assert set(rows["optimizer"]) == {"adam"}


def test_the_environment_of_a_run_is_text_and_what_was_not_recorded_is_none(made: Synthetic) -> None:
    first, second, _ = made.runs
    made.runs[first] = {**made.runs[first], "environment": {"threads": 2, "cpu": ["odd"]}, "parameters": None}
    made.runs[second] = {**made.runs[second], "environment": None, "seconds": None}
    found = load(made).runs.set_index("run")
    assert (found.loc[first, "threads"], found.loc[first, "cpu"]) == ("2", "['odd']")
    assert found.loc[[first], "git"].isna().all()
    assert found.loc[second, [*ENVIRONMENT, "training_seconds"]].isna().all()


def test_of_a_store_one_network_one_dataset_or_one_study_is_read(made: Synthetic, tmp_path: Path) -> None:
    other = Synthetic("resnet", "digits")
    other.study("l2", {0.0: (0.0,)}, (0,))
    for one in (made, other):
        one.write(tmp_path)
    names = [study["name"] for one in (other, made) for study in one.studies]
    assert sorted(study["name"] for study in frames.load(tmp_path).studies) == sorted(names)
    for found in (
        frames.load(tmp_path, network="resnet"),
        frames.load(tmp_path, dataset="digits"),
        frames.load(tmp_path, study=names[0]),
        frames.load(str(tmp_path), study=[names[0], "none"]),
    ):
        assert [study["name"] for study in found.studies] == [names[0]]
        assert set(found.runs["network"]) == {"resnet"}


def test_a_damaged_run_is_named_and_the_others_are_read(made: Synthetic, tmp_path: Path) -> None:
    torn, another, _ = made.runs
    root = made.write(tmp_path)
    (root / "tuner_dirs/runs" / torn / "history.csv").write_text("torn\n")
    path = root / "tuner_dirs/runs" / another / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 99}))
    found = frames.load(root)
    assert set(found.unreadable) == {torn, another}
    assert len(found.runs) == 1
    states = dict(zip(found.results["run"], found.results["state"], strict=True))
    assert (states[torn], states[another]) == ("missing", "missing")


def test_rows_are_dictionaries_of_pythons_own_types() -> None:
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    assert frames.records(table) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
    assert type(frames.records(table)[0]["a"]) is int
    assert frames.records(table.head(0)) == []
