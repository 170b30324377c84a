"""What is trained is what Keras trains, from weights and pictures that the seed alone decides."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studies.data import prepared_dataset
from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store
from tests.studies.training.digits import a_run, trained


def test_l2_adds_its_penalty_to_the_loss(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    plain, penalised = a_run(data, learning_rate=1e-12), a_run(data, learning_rate=1e-12, l2=0.5)
    store = next(stores)
    for run in (plain, penalised):
        trained(store, data, run, 1)
    without, with_l2 = (store.history(run.id)[0] for run in (plain, penalised))
    assert with_l2.loss > without.loss + 1
    assert with_l2.accuracy == without.accuracy


def test_seeds_are_paired(data: tuple[DatasetRef, Path]) -> None:
    """The same seed starts from the same weights and sees the same pictures, whatever the dimension's value."""
    from studies.training.program import Program

    dataset = prepared_dataset.load(data[1])
    one, two = a_run(data, optimizer="sgd"), a_run(data, learning_rate=0.01)
    weights = []
    for run in (one, two):
        program = Program(run, dataset)
        program.reset(run)
        weights.append([np.array(variable) for variable in program.model.weights])
    for first, second in zip(*weights, strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    "values",
    [
        {"l2": 0.01, "optimizer": "momentum", "momentum": 0.5, "weight_decay": 0.5},
        {"optimizer": "adamw", "weight_decay": 0.5},
        {"label_smoothing": 0.2, "optimizer": "sgd", "learning_rate": 0.1, "weight_decay": 0.1},
    ],
    ids=["momentum", "adamw", "sgd"],
)
def test_ours_starts_like_keras_own_fit(values: dict[str, Any], data: tuple[DatasetRef, Path]) -> None:
    """The graph of many steps computes what Keras' `train_on_batch` computes, step by step."""
    from studies.training.program import Program

    dataset = prepared_dataset.load(data[1])
    run = a_run(data, **values)
    program = Program(run, dataset)
    program.reset(run)
    import hypermodels

    reference = hypermodels.load("lenet", width=0.5).compiled(dict(run.values))
    reference.set_weights([np.array(variable) for variable in program.model.weights])
    pictures, labels = np.array(dataset.train[0][:64]), dataset.train[1][:64]
    loss, accuracy = program.train(pictures, labels.astype(np.int32), np.arange(64), 16, lambda _: 2)
    one_hot = np.eye(10, dtype=np.float32)[labels]
    history = reference.fit(pictures, one_hot, batch_size=16, shuffle=False, verbose=0).history
    np.testing.assert_allclose([loss, accuracy], [history["loss"][0], history["accuracy"][0]], rtol=1e-4)
    for ours, theirs in zip(program.model.weights, reference.weights, strict=True):
        np.testing.assert_allclose(np.array(ours), np.array(theirs), rtol=1e-3, atol=1e-5)
