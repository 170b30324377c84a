"""The hypermodels are plain Keras-Tuner: its own tuners search on them, with no other part of this project."""

from pathlib import Path

import keras_tuner as kt
import numpy as np
import pytest
from sklearn.datasets import load_digits

import hypermodels

OBJECTIVE = kt.Objective("val_accuracy", "max")


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray]:
    bundle = load_digits()
    grey = np.kron(bundle.images[:60], np.ones((4, 4)))
    return np.repeat(grey[..., None] * 15.9, 3, axis=3).astype(np.uint8), bundle.target[:60]


def narrowed() -> kt.HyperParameters:
    hp = kt.HyperParameters()
    hp.Choice("learning_rate", [0.001, 0.01])
    hp.Fixed("batch_size", 32)
    hp.Fixed("epochs", 1)
    return hp


@pytest.mark.parametrize(
    "make",
    [
        lambda hm, where: kt.RandomSearch(hm, OBJECTIVE, max_trials=2, **where),
        lambda hm, where: kt.GridSearch(hm, OBJECTIVE, max_trials=2, **where),
        lambda hm, where: kt.BayesianOptimization(hm, OBJECTIVE, max_trials=2, num_initial_points=2, **where),
        lambda hm, where: kt.Hyperband(hm, OBJECTIVE, max_epochs=2, factor=2, **where),
    ],
    ids=["RandomSearch", "GridSearch", "BayesianOptimization", "Hyperband"],
)
def test_a_stock_tuner_searches_on_a_hypermodel(make, data, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    where = {"directory": str(tmp_path), "hyperparameters": narrowed(), "tune_new_entries": False, "seed": 1}
    tuner = make(hypermodels.load("lenet", width=0.25), where)
    pictures, labels = data
    tuner.search(pictures, labels, validation_data=(pictures, labels), verbose=0)
    best = tuner.oracle.get_best_trials()[0]
    assert best.status == "COMPLETED"
    assert 0 <= best.score <= 1
    assert set(hypermodels.dimensions.BASELINE) <= set(best.hyperparameters.values)


def test_all_eight_dimensions_are_known_before_the_first_trial(tmp_path: Path) -> None:
    tuner = kt.RandomSearch(hypermodels.load("lenet"), OBJECTIVE, max_trials=1, directory=str(tmp_path))
    assert {hp.name for hp in tuner.oracle.get_space().space} == set(hypermodels.dimensions.BASELINE)
