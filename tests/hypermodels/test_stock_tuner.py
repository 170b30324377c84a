"""The hypermodels are plain Keras-Tuner: its own tuners search on them, with no other part of this project."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import keras_tuner as kt
import numpy as np
import pytest
import tensorflow as tf
from sklearn.datasets import load_digits

import hypermodels
from hypermodels import inputs
from hypermodels.dimensions import BY_NAME

Pictures = tuple[np.ndarray, np.ndarray]  # (60, 32, 32, 3) bytes, and (60,) class numbers
# Pictures come from a graph all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Even though the `tf.config.experimental_run_functions_eagerly`")
OBJECTIVE = kt.Objective("val_accuracy", "max")


@pytest.fixture(scope="module")
def data() -> Pictures:
    bundle = load_digits()
    grey = np.kron(bundle.images[:60], np.ones((4, 4)))
    return np.repeat(grey[..., None] * 15.9, 3, axis=3).astype(np.uint8), bundle.target[:60]


def narrowed() -> kt.HyperParameters:
    hp = kt.HyperParameters()
    hp.Choice("learning_rate", [0.001, 0.01])
    hp.Fixed("batch_size", 32)
    hp.Fixed("epochs", 1)
    return hp


@pytest.mark.usefixtures("step_by_step")
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
def test_a_stock_tuner_searches_on_a_hypermodel(
    make: Callable[[Any, dict[str, Any]], kt.Tuner], data: Pictures, tmp_path: Path
) -> None:
    where = {"directory": str(tmp_path), "hyperparameters": narrowed(), "tune_new_entries": False, "seed": 1}
    tuner = make(hypermodels.load("lenet", width=0.25), where)
    pictures, labels = data
    tuner.search(pictures, labels, validation_data=(pictures, labels), verbose=0)
    best = tuner.oracle.get_best_trials()[0]
    assert best.status == "COMPLETED"
    assert 0 <= best.score <= 1
    values = best.hyperparameters.values
    assert {name for name, row in BY_NAME.items() if row.applies(values)} <= set(values)  # the others are not asked


@pytest.mark.filterwarnings("ignore:Skipping variable loading for optimizer")  # Keras', for every best model
@pytest.mark.parametrize(("weighted", "batch"), [(True, None), (False, 7)], ids=["weights", "batches"])
def test_a_stock_tuner_takes_a_tf_dataset_in_batches_of_the_trials_size(
    weighted: bool, batch: int | None, data: Pictures, tmp_path: Path
) -> None:
    made = tf.data.Dataset.from_tensor_slices((*data, np.ones(60)) if weighted else data)
    made = made.batch(batch) if batch else made
    hypermodel = hypermodels.load("lenet", width=0.25)
    tuner = kt.RandomSearch(
        hypermodel, OBJECTIVE, max_trials=1, directory=str(tmp_path), hyperparameters=narrowed(), tune_new_entries=False
    )
    tuner.search(made, validation_data=made, verbose=0)
    (trial,) = tuner.oracle.get_best_trials()
    assert trial.status == "COMPLETED"
    (model,) = tuner.get_best_models()
    answers = model.predict(data[0], verbose=0).argmax(axis=1)
    assert trial.score == pytest.approx(float((answers == data[1]).mean()))
    assert [len(part[1]) for part in inputs.dataset(made, 10, 32)] == [32, 28]


@pytest.mark.usefixtures("step_by_step")
def test_weights_of_arrays_count_in_validation_too(data: Pictures) -> None:
    pictures, labels = data
    hypermodel = hypermodels.load("lenet", width=0.25)
    weights = np.zeros(len(labels))
    fitted = hypermodel.fit(
        narrowed(),
        hypermodel.build(narrowed()),
        pictures,
        labels,
        sample_weight=weights + 1,
        validation_data=(pictures, labels, weights),
        verbose=0,
    )
    assert (fitted.history["loss"][0] > 0, fitted.history["val_loss"]) == (True, [0])


def test_a_stock_model_trains_on_augmented_pictures_and_is_judged_by_whole_ones(data: Pictures) -> None:
    """A rate of next to nothing: what the losses tell apart is the pictures."""
    pictures, labels = data
    losses = {}
    for kind in ("none", "flip_crop_cutout"):
        hp = narrowed()
        hp.Fixed("augmentation", kind)
        hp.values["learning_rate"] = 1e-12
        keras.utils.set_random_seed(1)
        hypermodel = hypermodels.load("lenet", width=0.25)
        model = hypermodel.build(hp)
        history = hypermodel.fit(hp, model, pictures, labels, validation_data=data, epochs=2, verbose=0).history
        losses[kind] = history["loss"], history["val_loss"]
        assert not any("augment" in layer.name for layer in model.layers)  # it exports as it is
    assert losses["none"][0] != pytest.approx(losses["flip_crop_cutout"][0], rel=1e-6)
    assert losses["none"][1] == pytest.approx(losses["flip_crop_cutout"][1], rel=1e-6)
    first, second = losses["flip_crop_cutout"][0]
    assert first != pytest.approx(second, rel=1e-6)  # each epoch shows others


@pytest.mark.usefixtures("step_by_step")
def test_a_stock_fit_follows_the_schedule_to_its_last_epoch(data: Pictures) -> None:
    hp = narrowed()
    hp.Fixed("schedule", "step")
    hypermodel = hypermodels.load("lenet", width=0.25)
    fitted = hypermodel.fit(hp, hypermodel.build(hp), *data, epochs=4, verbose=0)
    assert fitted.history["learning_rate"] == pytest.approx([0.001, 0.001, 0.0001, 0.00001])


@pytest.mark.parametrize(
    ("x", "validation", "shown"),
    [
        (iter(()), None, "There are no labels; give pictures and labels as arrays"),
        (np.zeros((2, 32, 32, 3)), iter(()), "validation_data is of type tuple_iterator; give pictures"),
        (tf.data.Dataset.from_tensor_slices(np.zeros((2, 32, 32, 3))), None, "The dataset's elements are TensorSpec"),
    ],
)
def test_other_data_is_refused_in_a_sentence(x: object, validation: object, shown: str) -> None:
    hypermodel = hypermodels.load("lenet", width=0.25)
    with pytest.raises(TypeError, match=shown):
        hypermodel.fit(narrowed(), hypermodel.build(narrowed()), x, validation_data=validation)


def test_all_dimensions_are_known_before_the_first_trial(tmp_path: Path) -> None:
    tuner = kt.RandomSearch(hypermodels.load("lenet"), OBJECTIVE, max_trials=1, directory=str(tmp_path))
    assert {hp.name for hp in tuner.oracle.get_space().space} == set(hypermodels.dimensions.BASELINE)
