"""The five networks are the issue's tables, and take a configuration's values on every layer."""

from collections import Counter

import keras
import numpy as np
import pytest

import hypermodels
from hypermodels.dimensions import BASELINE, BY_NAME, InvalidValue, Value, configuration
from hypermodels.hypermodel import ClassicHyperModel, optimizer, precision

PARAMETERS = {"lenet": 62_006, "alexnet": 9_638_826, "vggnet": 15_257_802, "googlenet": 120_826, "resnet": 11_183_562}


@pytest.mark.parametrize("network", hypermodels.NETWORKS)
def test_a_network_has_the_parameters_of_its_table(network: str) -> None:
    assert hypermodels.load(network).model(BASELINE).count_params() == PARAMETERS[network]


@pytest.mark.parametrize("network", hypermodels.NETWORKS)
def test_every_kernel_takes_the_initializer_the_l2_and_the_activation(network: str) -> None:
    values = configuration({"activation": "elu", "initializer": "he_normal", "l2": 0.25})
    model = hypermodels.load(network, width=0.1).model(values)
    kernels = [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D | keras.layers.Dense)]
    assert kernels
    for layer in kernels:
        assert isinstance(layer.kernel_initializer, keras.initializers.HeNormal)
        assert float(layer.kernel_regularizer.l2) == 0.25
    activations = [layer.activation for layer in model.layers if isinstance(layer, keras.layers.Activation)]
    assert set(activations) == {keras.activations.elu}


def test_probabilities_sum_to_one_for_any_number_of_classes() -> None:
    model = hypermodels.load("googlenet", classes=3, width=0.25).model(BASELINE)
    pictures = np.random.default_rng(0).integers(0, 256, (4, 32, 32, 3), np.uint8)
    probabilities = np.asarray(model(pictures))
    assert probabilities.shape == (4, 3)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("network", hypermodels.NETWORKS)
def test_a_network_takes_pictures_of_its_smallest_side_and_of_the_largest(network: str) -> None:
    for side in (hypermodels.SMALLEST.get(network, 16), 224):
        model = hypermodels.load(network, classes=3, width=0.05, side=side).model(BASELINE)
        probabilities = np.asarray(model(np.zeros((1, side, side, 3), np.uint8)))
        np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("network", hypermodels.SMALLEST)
def test_pictures_that_a_network_would_leave_nothing_of_are_refused_in_a_sentence(network: str) -> None:
    least = hypermodels.SMALLEST[network]
    with pytest.raises(InvalidValue, match=f"{network} takes no pictures of {least - 1}x{least - 1}.*size={least}"):
        hypermodels.load(network, side=least - 1)
    with pytest.raises(
        ValueError, match=r"[Nn]egative|reshape|dimension"
    ):  # Keras': the table is no stricter than it must be
        ClassicHyperModel(network, 3, 0.05, least - 1).model(BASELINE)


@pytest.mark.parametrize("side", [15, 225, 0, -64])
def test_a_side_out_of_range_is_refused(side: int) -> None:
    with pytest.raises(InvalidValue, match=f"size={side} is out of range.* 16 to 224"):
        hypermodels.load("lenet", side=side)


def test_the_fingerprint_tells_the_side_and_is_of_32_without_one() -> None:
    digest = hypermodels.load("lenet").fingerprint()
    assert hypermodels.load("lenet", side=32).fingerprint() == digest
    assert hypermodels.load("resnet", side=48).fingerprint() != hypermodels.load("resnet").fingerprint()


def test_width_multiplies_the_channels() -> None:
    narrow = hypermodels.load("resnet", width=0.25).model(BASELINE)
    assert narrow.get_layer("conv1").filters == 16
    assert narrow.get_layer("conv5_2b").filters == 128


def test_the_fingerprint_changes_with_the_layers_and_not_with_the_precision() -> None:
    digest = hypermodels.load("lenet").fingerprint()
    assert hypermodels.load("lenet").fingerprint() == digest
    assert hypermodels.load("lenet", width=0.5).fingerprint() != digest
    assert hypermodels.load("lenet", classes=3).fingerprint() != digest
    with precision("mixed_bfloat16"):
        assert hypermodels.load("lenet").fingerprint() == digest


@pytest.mark.parametrize("name", ["activation", "initializer", "l2"])
def test_every_value_of_the_table_builds_and_predicts(name: str) -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (4, 32, 32, 3), np.uint8)
    for value in every(name):
        model = hypermodels.load("lenet", width=0.25).model(configuration({name: value}))
        assert np.isfinite(np.asarray(model(pictures))).all(), value


def test_every_optimizer_takes_the_learning_rate_of_the_configuration() -> None:
    for name in every("optimizer"):
        made = optimizer(configuration({"optimizer": name, "learning_rate": 0.25}))
        assert float(made.learning_rate) == 0.25, name


def test_every_loss_is_of_one_hot_labels() -> None:
    right, wrong = np.array([[[0.98, 0.01, 0.01]], [[0.01, 0.98, 0.01]]], np.float32)
    for name in every("loss"):
        loss = hypermodels.load("lenet", classes=3).compiled(configuration({"loss": name})).loss
        one_hot = np.array([[1, 0, 0]], np.float32)
        assert float(keras.losses.get(loss)(one_hot, right)[0]) < float(keras.losses.get(loss)(one_hot, wrong)[0]), name


def every(name: str) -> tuple[Value, ...]:
    return (*BY_NAME[name].values, *BY_NAME[name].more)


def test_an_unknown_network_or_width_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"lenett.*lenet, alexnet"):
        hypermodels.load("lenett")
    with pytest.raises(InvalidValue, match="width=0"):
        hypermodels.load("lenet", width=0)


OWN_DROPOUT = {"lenet": {}, "alexnet": {0.5: 2}, "vggnet": {0.2: 7}, "googlenet": {}, "resnet": {}}
WITH_RATE = {
    "lenet": {0.3: 2},
    "alexnet": {0.3: 2},
    "vggnet": {0.2: 5, 0.3: 2},
    "googlenet": {0.3: 1},
    "resnet": {0.3: 1},
}


@pytest.mark.parametrize("network", hypermodels.NETWORKS)
def test_dropout_stands_beside_the_dense_layers_and_is_the_networks_own_at_the_baseline(network: str) -> None:
    def rates(**values: Value) -> dict[float, int]:
        layers = hypermodels.load(network, width=0.1).model(configuration(values)).layers
        return dict(Counter(layer.rate for layer in layers if isinstance(layer, keras.layers.Dropout)))

    assert rates() == OWN_DROPOUT[network]
    assert rates(dropout=0.3) == WITH_RATE[network]
    assert 0 not in rates(dropout=0.0)
