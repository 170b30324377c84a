"""Eight planted faults, each really trained and found by its rule and by no other; silence on healthy runs."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from analysis.numbers.probes.faults import RULES, Fault, faults
from analysis.numbers.probes.measured import Measured, measured
from hypermodels.dimensions import Value
from hypermodels.own import file
from studies.data import datasets
from studies.data.dataset_ref import DatasetRef, sampled
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.training.trainer import Trainer

FAULTY = """
import keras

from hypermodels.dimensions import Dimension
from hypermodels.layers import flatten, pool

DIMENSIONS = (Dimension("fault", values=("none", "dead", "vanishing", "exploding", "saturated", "frozen")),)


def network(x, classes, layers):
    fault = layers.value("fault")
    x = flatten(pool(layers.conv(x, 8, 5, "first"), "pool", 4, 4))
    if fault == "dead":  # so negative a bias that no picture gets a unit above 0
        x = keras.layers.Dense(32, "relu", bias_initializer=keras.initializers.Constant(-20.0), name="second")(x)
    elif fault == "vanishing":  # each sigmoid passes at most a quarter of its gradient
        for number in range(8):
            x = keras.layers.Dense(16, "sigmoid", name=f"deep{number}")(x)
    elif fault == "exploding":
        for number in range(4):
            x = keras.layers.Rescaling(30.0, name=f"grown{number}")(layers.dense(x, 32, f"deep{number}"))
    elif fault == "frozen":
        x = keras.layers.Dense(32, "relu", trainable=False, name="second")(x)
    else:
        x = layers.dense(x, 32, "second")
    if fault != "saturated":
        return layers.classifier(x, classes)
    x = keras.layers.Rescaling(500.0, name="grown")(keras.layers.Dense(classes, name="logits")(x))
    return keras.layers.Softmax(name="probabilities", dtype="float32")(x)
"""
Trained = Callable[..., Measured]
Data = tuple[DatasetRef, Path]


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Data:
    ref, data = datasets.prepare("digits", tmp_path_factory.mktemp("digits"))
    return sampled(ref, 300), data


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """Few digits, whose labels were shuffled."""
    folder = tmp_path_factory.mktemp("shuffled")
    found = load_digits()
    pictures = np.repeat((found.images / 16 * 255).astype(np.uint8)[..., None], 3, -1)
    labels = np.random.default_rng(0).permutation(found.target)
    np.savez(
        folder / "shuffled.npz",
        x_train=pictures[:200],
        y_train=labels[:200],
        x_test=pictures[200:300],
        y_test=labels[200:300],
    )
    return datasets.prepare(str(folder / "shuffled.npz"), folder / "cache", 0.5)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """`trained(data, own, epochs, **values)`: what was measured in a run."""
    folder, trainer = tmp_path_factory.mktemp("runs"), Trainer()
    (folder / "faulty.py").write_text(FAULTY)
    own = file.read(folder / "faulty.py")

    def train(data: Data, faulty: bool, epochs: int, **values: Value) -> Measured:
        context = Context("faulty" if faulty else "lenet", "f", 1.0, data[0], "float32", own if faulty else None)
        run = trial_of(context, {**context.complete({}), **values}, [0]).runs[0]
        store = Store(folder / "runs")
        trainer.advance(store, run, epochs, data[1], True)
        rows, probes = store.history(run.id), store.probes(run.id, epochs)
        assert probes is not None
        found = measured(probes, epochs, rows[-1].val_accuracy, 0.1, 0.05)
        assert found is not None
        return found

    return train


def named(found: list[Fault]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize("fault", ["dead", "vanishing", "exploding", "saturated", "frozen"])
def test_a_fault_in_the_network_is_found_and_no_other(fault: str, digits: Data, trained: Trained) -> None:
    found = faults(trained(digits, True, 1, fault=fault))
    assert named(found) == [fault]
    assert found[0].layer == {"dead": "second", "frozen": "second", "vanishing": "first"}.get(fault, found[0].layer)


def test_zero_initialisation_too_small_a_step_and_divergence_are_found_and_healthy_runs_have_no_fault(
    digits: Data, trained: Trained
) -> None:
    """One program, and values of the table."""
    assert named(faults(trained(digits, False, 1, initializer="zeros"))) == ["zero"]
    assert named(faults(trained(digits, False, 1, learning_rate=1e-7))) == ["small"]
    assert named(faults(trained(digits, False, 1, learning_rate=1e30))) == ["exploding"]
    assert named(faults(trained(digits, False, 2, learning_rate=1.0))) == ["dead"]
    for healthy in ({}, {"learning_rate": 0.0003}, {"initializer": "he_normal"}):
        run = trained(digits, False, 6, **healthy)
        assert [rule(run) for rule in RULES] == [None] * len(RULES), healthy


def test_wrong_labels_are_found_where_they_were_learned_by_heart(shuffled: Data, trained: Trained) -> None:
    run = trained(shuffled, False, 40, learning_rate=0.003)
    assert named(faults(run)) == ["labels"]


def test_the_healthy_network_of_the_faults_has_none(digits: Data, trained: Trained) -> None:
    run = trained(digits, True, 4, fault="none")
    assert run.val_accuracy > 0.3
    assert [rule(run) for rule in RULES] == [None] * len(RULES)
