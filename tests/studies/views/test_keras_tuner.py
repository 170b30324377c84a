"""Searches draw from ranges and ask a conditional dimension only where it means something, with each oracle."""

import math
from pathlib import Path
from typing import Any

import keras_tuner as kt
import pytest
import threadpoolctl

import hypermodels
from hypermodels.dimensions import BASELINE, BY_NAME, Dimension, Range, find
from studies.joint_search import choices
from studies.plan.trials import configuration_of
from studies.views import keras_tuner
from studies.views.keras_tuner import Project
from studies.views.scores import Score

ASKED = [find(name) for name in ("learning_rate", "optimizer", "batch_size", "momentum")]
RANGES = {"learning_rate": Range(0.0001, 0.03), "momentum": Range(0.5, 0.99), "batch_size": Range(16, 64)}
TUNERS = {"random": 24, "bayesian": 5, "hyperband": 24}  # proposals; a Gaussian process, after four, takes seconds


def proposals(folder: Path, tuner: str, count: int, named: str = "search") -> list[dict[str, Any]]:
    """What a fresh oracle proposes, each told before the next is asked."""
    chosen = choices(ASKED, 10, RANGES)
    (folder / named).mkdir()
    project = Project(folder / named, keras_tuner.searching(tuner, chosen, max(8, count), 10, 0, BASELINE))
    found: list[dict[str, Any]] = []
    while len(found) < count and (proposal := project.ask()) is not None:
        found.append(proposal[1])
        accuracy = 1 - abs(math.log10(float(proposal[1]["learning_rate"])) + 2.5) / 10
        project.tell(proposal[0], Score({"val_accuracy": accuracy}, 10))
    return found


@pytest.mark.parametrize("tuner", TUNERS)
def test_a_search_draws_between_the_ends_and_asks_what_means_something(tuner: str, tmp_path: Path) -> None:
    found = proposals(tmp_path, tuner, TUNERS[tuner])
    rates = {one["learning_rate"] for one in found}
    assert len(rates) > TUNERS[tuner] / 3
    assert all(0.0001 <= rate <= 0.03 for rate in rates)
    assert min(rates) < 0.0017  # by the logarithm, whose middle that is: one in twenty by the number
    assert all(type(one["batch_size"]) is int and 16 <= one["batch_size"] <= 64 for one in found)
    for one in found:
        assert ("momentum" in one) == (one["optimizer"] == "momentum")
        assert configuration_of(one)["momentum"] == one.get("momentum", 0.9)
    assert tuner == "bayesian" or any("momentum" in one for one in found)


def test_algebra_has_one_thread() -> None:
    """Two threads of OpenBLAS wait for each other without rest, in thousands of tiny steps of a Gaussian process."""
    found = [one["num_threads"] for one in threadpoolctl.threadpool_info() if one["internal_api"] == "openblas"]
    assert found
    assert set(found) == {1}


def test_a_range_of_ones_own_dimension_is_drawn_as_its_row_says() -> None:
    row = Dimension("decay", values=(0.001, 0.1), scale="log", low=1e-9)
    choices, rest = {"decay": Range(1e-6, 1.0)}, {**BASELINE, "decay": 0.001}
    (drawn,) = keras_tuner.space(choices, rest, {**BY_NAME, "decay": row}).space[-1:]
    assert (drawn.name, drawn.sampling) == ("decay", "log")
    oracle = keras_tuner.searching("random", choices, 9, 10, 0, rest, {**BY_NAME, "decay": row})
    assert {one.name: one for one in oracle.get_space().space}["decay"].sampling == "log"


@pytest.mark.parametrize("tuner", TUNERS)
def test_a_search_that_is_repeated_proposes_the_same(tuner: str, tmp_path: Path) -> None:
    assert proposals(tmp_path, tuner, 4) == proposals(tmp_path, tuner, 4, "again")


def test_stock_keras_tuner_opens_a_project_with_ranges(tmp_path: Path) -> None:
    found = proposals(tmp_path, "random", 4)
    opened = kt.RandomSearch(
        hypermodels.load("lenet", width=0.25),
        objective=kt.Objective("val_accuracy", "max"),
        directory=str(tmp_path),
        project_name="search",
        overwrite=False,
    )
    loaded = [trial.hyperparameters.values for trial in opened.oracle.trials.values()]
    assert sorted(loaded, key=str) == sorted(found, key=str)
    best = opened.get_best_hyperparameters()[0]
    assert 0.0001 <= best.get("learning_rate") <= 0.03
