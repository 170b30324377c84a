"""The verdicts after so many seeds: what a command with SEEDS=auto decides by, again and again the same."""

from pathlib import Path

import pytest

from analysis.findings import verdicts
from tests.support.synthetic_records import Synthetic

NAME = "lenet-learning_rate-cifar10"
EFFECTS = {0.001: (0.0, 0.0, 0.0, 0.0), 0.01: (-5.0, -5.1, -4.9, 9.0), 0.003: (0.1, -0.1, 0.0, 0.1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = Synthetic()
    made.study("learning_rate", EFFECTS, (0, 1, 2, 3))
    return made.write(tmp_path / "a höme 家")


def after(root: Path, seeds: int, epochs: int = 10, name: str = NAME, network: str = "lenet") -> dict[str, str]:
    return verdicts.after(root, network, [name], epochs, seeds).get(name, {})


def test_each_value_has_one_and_the_baseline_is_the_reference(root: Path) -> None:
    assert after(root, 3) == {"0.001": "reference", "0.003": "equivalent", "0.01": "worse"}


def test_seeds_of_a_later_look_change_nothing_of_an_earlier_one(root: Path) -> None:
    assert after(root, 4)["0.01"] == "undecided"
    assert after(root, 3)["0.01"] == "worse"
    assert after(root, 1)["0.01"] == "single"
    assert after(root, 0) == {}


def test_a_study_of_other_seeds_alone_is_in_nobodys_way(tmp_path: Path) -> None:
    """At that look it has no results at all."""
    made = Synthetic()
    made.study("learning_rate", EFFECTS, (0, 1, 2, 3))
    made.study("activation", {"relu": (0.0, 0.0), "tanh": (1.0, 1.1)}, (7, 8))
    assert after(made.write(tmp_path), 3)["0.01"] == "worse"


def test_what_was_not_asked_for_has_none(root: Path, tmp_path: Path) -> None:
    assert after(root, 3, epochs=20) == {}
    assert after(root, 3, name="another") == {}
    assert after(root, 3, network="resnet") == {}
    assert after(tmp_path / "nowhere", 3) == {}


def test_a_wider_band_makes_differences_none(root: Path) -> None:
    assert verdicts.after(root, "lenet", [NAME], 10, 3, band=9.0)[NAME]["0.01"] == "equivalent"


def test_of_several_readings_the_one_after_these_epochs_decides(tmp_path: Path) -> None:
    made = Synthetic()
    short = made.study("learning_rate", {0.001: (0.0, 0.0, 0.0), 0.01: (-5.0, -5.1, -4.9)}, epochs=5)
    long = made.study("learning_rate", {0.001: (0.0, 0.0, 0.0), 0.003: (5.0, 5.1, 4.9)}, epochs=9)
    short["trials"].extend(long["trials"])
    made.studies = [short]
    root = made.write(tmp_path)
    assert [[*after(root, 3, epochs)] for epochs in (5, 9, 7)] == [["0.001", "0.01"], ["0.001", "0.003"], []]


def test_where_epochs_vary_there_is_one_reading_for_any(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("epochs", {5: (0.0, 0.0, 0.0), 10: (0.0, 0.0, 0.0)})
    assert after(made.write(tmp_path), 3, 99, "lenet-epochs-cifar10")["10"] == "reference"


def test_no_more_seeds_are_needed_of_what_is_decided() -> None:
    assert not {"undecided", "single", "none", "reference"} & set(verdicts.DECIDED)
    assert {"better", "worse", "equivalent", "unlearned"} == set(verdicts.DECIDED)
