"""A study that was asked for at several epochs, or with more seeds for some values, as the report shows it."""

import json
import re
from pathlib import Path

import pytest

from analysis.numbers import frames
from analysis.numbers.sections import sections_of
from hypermodels.dimensions import BASELINE
from studies.store import catalog
from studies.store.home import Home
from sweepbook.cli.door import main
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic

VALUES = {0.001: (0.0, 0.1, 0.0), 0.003: (1.0, 1.2, 1.1)}


@pytest.fixture
def twice() -> Synthetic:
    """The learning rate at 5 epochs and, grown in the same study, at 10; the optimizer at 10; the epochs study."""
    made = Synthetic()
    grown = made.study("learning_rate", VALUES, epochs=10)
    shorter = made.study("learning_rate", VALUES, epochs=5)
    made.studies.remove(shorter)
    grown["trials"] += [{**trial, "trial": f"1{trial['trial']}"} for trial in shorter["trials"]]
    made.study("optimizer", {"adam": (0.0, 0.1, 0.0), "sgd": (-9.0, -8.0, -9.5)})
    made.study("epochs", {5: 0, 10: 0})
    return made


def test_each_reading_of_a_study_is_a_study_of_the_tables(twice: Synthetic) -> None:
    found = load(twice)
    rates = found.results[found.results["study"].str.contains("learning_rate")]
    assert {name: set(rows["epochs"]) for name, rows in rates.groupby("study")} == {
        "lenet-learning_rate-cifar10-5epochs": {5},
        "lenet-learning_rate-cifar10-10epochs": {10},
    }
    assert set(found.results.loc[found.results["study"] == "lenet-epochs-cifar10", "epochs"]) == {5, 10}


def test_no_section_compares_what_was_trained_longer_with_what_was_trained_less(twice: Synthetic) -> None:
    shown = {one.anchor: sorted(s["name"] for s in one.studies) for one in sections_of(load(twice).studies)}
    assert shown == {
        "cifar10-5epochs": ["lenet-learning_rate-cifar10-5epochs"],
        "cifar10-10epochs": ["lenet-epochs-cifar10", "lenet-learning_rate-cifar10-10epochs", "lenet-optimizer-cifar10"],
    }


def test_the_page_shows_each_reading_as_such(twice: Synthetic, tmp_path: Path) -> None:
    root = twice.write(tmp_path)
    assert main(["report", "--root", str(root)]) == 0
    text = (root / "reports" / "lenet" / "index.html").read_text()
    assert re.findall(r"<h2 id=\"cifar10[^>]*>([^<]+)", text) == [
        "cifar10 · all pictures · after 5 epochs",
        "cifar10 · all pictures · after 10 epochs",
    ]
    assert re.findall(r"<h3 id=\"lenet-learning_rate[^>]*>([^<]+)", text) == [
        "Learning rate, after 5 epochs",
        "Learning rate, after 10 epochs",
    ]
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert "do not share one baseline" not in text


def test_a_value_may_have_more_seeds_than_the_others(tmp_path: Path) -> None:
    made = Synthetic()
    study = made.study("learning_rate", VALUES, epochs=10)
    values = {**BASELINE, "learning_rate": 0.03}
    alone = made._run(values, 7, 0.6, 0.0, 0.0, None)
    study["trials"].append({"trial": "02", "values": values, "seeds": [7], "runs": [alone]})
    study["schema"], study["seeds"] = 2, [0, 1, 2, 7]
    rows = frames.load(made.write(tmp_path)).results
    assert list(rows.loc[rows["value"] == "0.03", "seed"]) == [7]
    assert list(rows.loc[rows["value"] == "0.003", "seed"]) == [0, 1, 2]


def test_a_study_of_a_newer_layout_is_refused(twice: Synthetic, tmp_path: Path) -> None:
    root = twice.write(tmp_path)
    path = root / "tuner_dirs" / "lenet-epochs-cifar10" / "study.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 3}))
    refused: list[str] = []
    assert "lenet-epochs-cifar10" not in {study["name"] for study in catalog.read(Home(root), refused)}
    assert "newer version (schema 3, this one reads 2)" in refused[0]
