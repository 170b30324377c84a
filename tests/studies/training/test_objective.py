"""How losses are added up, and that it does not hang on how many pictures are validated at once."""

from pathlib import Path

import numpy as np
import pytest

from studies.data import prepared_dataset
from studies.data.dataset_ref import DatasetRef
from tests.studies.training.digits import a_run


def test_losses_are_added_up_in_float64_from_means_of_500_pictures_in_float32() -> None:
    import keras
    import tensorflow as tf

    from studies.training.objective import LOSS_BATCH, Objective

    kernel = keras.Variable(np.full(3, 2.0, np.float32))
    objective = Objective("categorical_crossentropy", 10, [kernel], penalised=True)
    objective.reset(l2=0.5, smoothing=0.0)
    losses = np.random.default_rng(1).random(LOSS_BATCH + 7, np.float32)
    parts = losses[:LOSS_BATCH], losses[LOSS_BATCH:]
    expected = sum(float(tf.reduce_mean(part) + np.float32(6.0)) * len(part) for part in parts)
    assert float(objective.total(tf.constant(losses), side=32)) == expected
    small = float(objective.total(tf.constant(losses), side=64))  # a fourth as many pictures: other roundings
    assert small == pytest.approx(expected, rel=1e-6)
    assert float(objective.total(tf.constant(losses[:0]), side=32)) == 0


def test_how_many_pictures_are_validated_at_once_changes_no_bit(
    data: tuple[DatasetRef, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.training import program

    dataset, run = prepared_dataset.load(data[1]), a_run(data, l2=0.01)
    found = []
    for at_once in (100, 500):
        monkeypatch.setattr(program, "VALIDATION_BATCH", at_once)
        built = program.Program(run, dataset)
        built.reset(run)
        found.append(built.evaluate())
    (loss, accuracy, said), (whole_loss, whole_accuracy, whole_said) = found
    assert 100 < len(said) < 500  # two parts, and one
    assert (loss, accuracy) == (whole_loss, whole_accuracy)
    assert np.array_equal(said, whole_said)
