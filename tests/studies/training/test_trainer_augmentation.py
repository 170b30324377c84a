"""Pictures are augmented exactly: by seed, epoch and index, in whatever pieces a run is trained."""

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from hypermodels import lenet
from hypermodels.dimensions import BY_NAME
from hypermodels.layers import Layers
from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store
from studies.training.trainer import Trainer
from tests.studies.training.digits import a_run, trained


def test_a_network_that_augments_its_pictures_is_exact_too(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = lenet.network

    def flipped(x: keras.KerasTensor, classes: int, layers: Layers) -> keras.KerasTensor:
        return plain(keras.layers.RandomFlip("horizontal", name="flip")(x), classes, layers)

    monkeypatch.setattr(lenet, "network", flipped)
    run, pieces, warm = a_run(data), next(stores), Trainer()
    expected = trained(next(stores), data, run, 2, trainer=warm)
    trained(pieces, data, run, 1, trainer=warm)
    assert trained(pieces, data, run, 2, trainer=Trainer()) == expected
    monkeypatch.undo()
    assert trained(next(stores), data, run, 2, trainer=Trainer()) != expected


@pytest.mark.parametrize("kind", BY_NAME["augmentation"].values[1:])
def test_augmentation_is_exact_in_pieces_and_after_a_warm_program_of_another(
    kind: str, data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    run, pieces, first, second = a_run(data, augmentation=kind), next(stores), Trainer(), Trainer()
    expected = trained(next(stores), data, run, 2, trainer=first)
    trained(pieces, data, run, 1, trainer=first)
    assert trained(next(stores), data, a_run(data), 1, trainer=second) != expected[:1]
    assert trained(pieces, data, run, 2, trainer=second) == expected
    trained(next(stores), data, a_run(data, augmentation=kind, seed=3), 1, trainer=second)
    assert trained(next(stores), data, run, 2, trainer=second) == expected


def test_a_picture_is_augmented_by_its_index_whichever_pictures_are_trained_on() -> None:
    """A chance is a function of (seed, epoch, picture): not of the order, the part of an epoch, or the subset."""
    from studies.training import chance

    few, many = (
        tf.random.stateless_uniform([count, 5], chance.augmentation_seed(0, 1), alg="philox").numpy()
        for count in (60, 1294)
    )
    np.testing.assert_array_equal(few, many[:60])
    seeds = {tuple(chance.augmentation_seed(seed, epoch)) for seed in range(20) for epoch in range(1, 21)}
    assert len(seeds) == 400
