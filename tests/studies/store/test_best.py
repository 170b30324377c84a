"""The rule for the best run, on a store of a few runs. Effects are points, one number a seed."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studies.store import best
from studies.store.home import Home
from studies.store.runs import Store
from tests.support.synthetic_records import Synthetic


def stored(made: Synthetic, root: Path) -> Home:
    """The records on disk, each run with weights after its last epoch."""
    home = Home(made.write(root))
    for run in Store(home.runs).ids():
        meta = np.frombuffer(json.dumps({"epoch": len(made.histories[run])}).encode(), np.uint8)
        arrays: dict[str, Any] = {"meta": meta, "state/model/conv1/bias": np.full(2, 3.0)}
        np.savez(home.runs / run / "checkpoint.npz", **arrays)
    return home


def order(home: Home) -> list[str]:
    """The activations of the one group, the best first."""
    (group,) = best.candidates(home).values()
    return [str(one.values["activation"]) for one in best.ranked(group)]


def chosen(home: Home) -> best.Choice:
    (group,) = best.candidates(home).values()
    choice = best.choose(group, Store(home.runs))
    assert choice is not None
    return choice


@pytest.fixture
def made() -> Synthetic:
    return Synthetic("lenet", "digits")


def test_a_mean_over_seeds_ranks_configurations_and_the_best_seed_is_chosen(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0, 0.0), "tanh": (5.0, -6.0), "elu": (1.0, 2.0)}, (0, 1))
    home = stored(made, tmp_path)
    assert order(home) == ["elu", "relu", "tanh"]  # tanh has the best seed, and the worst mean
    assert (chosen(home).candidate.values["activation"], chosen(home).seed) == ("elu", 1)


def test_of_equal_means_the_one_with_more_seeds_is_the_better_known(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0, 0.0), "tanh": (0.0, 0.0)}, (0, 1))
    relu = made.studies[0]["trials"][0]["runs"]
    del made.runs[relu[1]]
    assert order(stored(made, tmp_path)) == ["tanh", "relu"]


def test_of_equal_means_the_one_nearer_to_the_baseline_is_chosen_as_the_page_has_it() -> None:
    accuracies = {"elu": {0: 0.6, 1: 0.6}, "relu": {0: 0.5, 1: 0.7}}
    places = {name: best.place(found, {"activation": name, "epochs": 5}) for name, found in accuracies.items()}
    assert min(places, key=places.__getitem__) == "relu"


def test_of_equal_seeds_the_first_is_chosen(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (1.0, 1.0, 0.0)}, (1, 0, 2))
    found = chosen(stored(made, tmp_path))
    assert (found.seed, found.candidate.by_accuracy()) == (0, [0, 1, 2])


def test_a_run_that_diverged_or_is_not_there_yet_is_no_candidate(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (9.0,), "elu": (9.0,)}, (0,))
    tanh, elu = (made.studies[0]["trials"][place]["runs"][0] for place in (1, 2))
    made.histories[tanh][-1][3] = float("nan")
    made.runs[tanh]["status"] = "diverged"
    del made.histories[elu][4:]
    made.runs[elu].update(status="running", epochs=4)
    assert order(stored(made, tmp_path)) == ["relu"]


def test_a_configuration_that_two_studies_ask_for_counts_once_with_all_its_seeds(
    made: Synthetic, tmp_path: Path
) -> None:
    made.study("activation", {"relu": (0.0,)}, (0,))
    made.study("optimizer", {"adam": (0.0,)}, (1,))
    (group,) = best.candidates(stored(made, tmp_path)).values()
    assert [sorted(one.runs) for one in group] == [[0, 1]]


def test_readings_of_one_run_after_other_epochs_are_candidates_of_their_own(made: Synthetic, tmp_path: Path) -> None:
    made.study("epochs", {5: (0.0,), 10: (0.0,)}, (0,))
    (group,) = best.candidates(stored(made, tmp_path)).values()
    assert sorted(one.epochs for one in group) == [5, 10]


def test_where_the_best_weights_are_gone_the_next_is_chosen_and_what_was_missed_is_named(
    made: Synthetic, tmp_path: Path
) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (5.0,)}, (0,))
    home = stored(made, tmp_path)
    tanh = chosen(home).run.id
    (home.runs / tanh / "checkpoint.npz").unlink()
    choice = chosen(home)
    assert choice.candidate.values["activation"] == "relu"
    assert choice.missed is not None
    assert choice.missed.values["activation"] == "tanh"
    assert [run for run, _ in choice.better] == [tanh]


def test_without_any_weights_there_is_nothing_to_export(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0,)}, (0,))
    home = Home(made.write(tmp_path))
    (group,) = best.candidates(home).values()
    assert best.choose(group, Store(home.runs)) is None


def test_weights_are_those_after_just_so_many_epochs(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0,)}, (0,))
    home = stored(made, tmp_path)
    (run,) = Store(home.runs).ids()
    found = best.weights(Store(home.runs), run, 10)
    assert found is not None
    assert {name: list(array) for name, array in found.items()} == {"conv1/bias": [3.0, 3.0]}
    assert best.weights(Store(home.runs), run, 10, only_look=True) == {}
    assert best.weights(Store(home.runs), run, 9) is None
    (home.runs / run / "checkpoint.npz").write_bytes(b"PK torn")
    assert best.weights(Store(home.runs), run, 10) is None


def test_datasets_and_networks_are_apart(made: Synthetic, tmp_path: Path) -> None:
    made.study("activation", {"relu": (0.0,)}, (0,))
    made.write(tmp_path)
    other = Synthetic("resnet", "digits")
    other.study("activation", {"relu": (0.0,)}, (0,))
    home = Home(other.write(tmp_path))
    assert list(best.candidates(home)) == [("digits", "lenet", ""), ("digits", "resnet", "")]
    assert list(best.candidates(home, network="resnet")) == [("digits", "resnet", "")]
    assert best.candidates(home, dataset="cifar10") == {}
