"""Kernels compute what Keras' own layers and optimizer do."""

from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from hypermodels.dimensions import BASELINE, BY_NAME
from studies.training import fast_layers
from studies.training.fast_layers import FastLayers, FusedAdam, FusedBatchNormalization, ProductConv2D
from tests.support.half_precision import half

BATCHES = [np.random.default_rng(seed).normal(3, 2, (8, 4, 4, 5)).astype(np.float32) for seed in range(3)]


def normalized(layer: keras.layers.Layer, x: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
    """The layer's output, and the gradient of something uneven with respect to its input."""
    tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        y = tf.cast(layer(tensor, training=training), tf.float32)
        value = tf.reduce_sum(y**3)
    return y.numpy(), tape.gradient(value, tensor).numpy()


class Convolved(NamedTuple):
    y: np.ndarray
    gradients: list[np.ndarray]  # of something uneven, with respect to input and kernel
    operations: set[str]  # of the graph


def convolved(layer: keras.layers.Conv2D, x: np.ndarray, kernel: np.ndarray) -> Convolved:
    @tf.function
    def passes(x: tf.Tensor) -> tuple[tf.Tensor, list[tf.Tensor]]:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.cast(layer(x), tf.float32)
            value = tf.reduce_sum(y**2)
        return y, tape.gradient(value, [x, layer.kernel.value])

    layer.build(x.shape)
    layer.kernel.assign(kernel)
    y, gradients = passes(tf.constant(x))
    graph = passes.get_concrete_function(tf.constant(x)).graph
    return Convolved(y.numpy(), [one.numpy() for one in gradients], {one.type for one in graph.get_operations()})


@pytest.mark.parametrize(("precision", "close"), [("float32", 1e-4), half("mixed_bfloat16", 0.05)])
def test_fused_batch_normalization_is_keras_layer(precision: str, close: float) -> None:
    kinds = FusedBatchNormalization, keras.layers.BatchNormalization
    ours, keras_own = (kind(name="bn", dtype=precision) for kind in kinds)
    for training in (True, True, False):
        for x in BATCHES:
            for mine, theirs in zip(normalized(ours, x, training), normalized(keras_own, x, training), strict=True):
                np.testing.assert_allclose(mine, theirs, rtol=close, atol=close * np.abs(theirs).max())
    for mine, theirs in zip(ours.weights, keras_own.weights, strict=True):
        assert mine.path == theirs.path
        np.testing.assert_allclose(mine, theirs, rtol=1e-5 if precision == "float32" else 0.01)


@pytest.mark.parametrize(("precision", "size"), [half("mixed_bfloat16", 3), half("mixed_bfloat16", 5)])
def test_a_kernels_gradient_as_a_product_is_that_of_the_convolution(
    precision: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the same in float32, from which Keras' layer in bfloat16 is as far."""
    monkeypatch.setattr(fast_layers, "MIN_CHANNELS", 8)
    random = np.random.default_rng(0)
    x, kernel = (random.normal(0, 1, shape).astype(np.float32) for shape in ((4, 6, 5, 8), (size, size, 8, 16)))
    x, kernel = (tf.cast(tf.cast(one, tf.bfloat16), tf.float32) for one in (x, kernel))
    exact = convolved(keras.layers.Conv2D(16, size, padding="same", dtype="float32"), x, kernel)
    keras_own = convolved(keras.layers.Conv2D(16, size, padding="same", dtype=precision), x, kernel)
    ours = convolved(ProductConv2D(16, size, padding="same", dtype=precision), x, kernel)
    assert "MatMul" in ours.operations
    assert "MatMul" not in keras_own.operations
    np.testing.assert_array_equal(ours.y, keras_own.y)
    for mine, theirs, true in zip(ours.gradients, keras_own.gradients, exact.gradients, strict=True):
        np.testing.assert_allclose(mine, true, atol=0.02 * np.abs(true).max())
        assert np.abs(mine - true).mean() < 1.1 * np.abs(theirs - true).mean()


def test_a_batch_of_one_value_a_channel_has_no_variance() -> None:
    layer = FusedBatchNormalization()
    y = layer(np.full((1, 1, 1, 2), 7, np.float32), training=True)
    np.testing.assert_allclose(y, np.zeros((1, 1, 1, 2)), atol=1e-6)
    np.testing.assert_allclose(layer.moving_variance, [0.99, 0.99], rtol=1e-6)


def test_fused_adam_is_keras_adam() -> None:
    ours, keras_own = (kind(learning_rate=0.01) for kind in (FusedAdam, keras.optimizers.Adam))
    mine, theirs = (keras.Variable(np.ones(7, np.float32), name="kernel") for _ in range(2))
    for step in range(5):
        gradient = tf.constant(np.random.default_rng(step).normal(0, 1, 7).astype(np.float32))
        for optimizer, variable in ((ours, mine), (keras_own, theirs)):
            optimizer.apply([gradient], [variable])
    np.testing.assert_allclose(mine, theirs, rtol=1e-6)
    assert not np.allclose(mine, 1)
    for slot, other in zip(ours.variables, keras_own.variables, strict=True):
        np.testing.assert_allclose(slot, other, rtol=2e-5)  # 1 - 0.999 has few digits in float32


@pytest.mark.parametrize("activation", [*BY_NAME["activation"].values, *BY_NAME["activation"].more])
def test_every_activation_may_follow_a_normalized_convolution_in_a_graph(activation: str) -> None:
    """TensorFlow fuses the three where it has no gradient to keep, and has no kernel for tanh."""
    made = FastLayers({**BASELINE, "activation": activation})
    x = keras.Input((8, 8, 3))
    model = keras.Model(x, made.conv(x, 8, 3, "conv", norm=True))
    picture = tf.constant(np.random.default_rng(0).normal(size=(2, 8, 8, 3)).astype(np.float32))

    @tf.function
    def looped(picture: tf.Tensor) -> tf.Tensor:
        again = tf.while_loop(lambda i, _: i < 2, lambda i, _: (i + 1, model(picture)), (0, tf.zeros((2, 8, 8, 8))))
        return again[1]

    np.testing.assert_allclose(looped(picture), model(picture), atol=1e-5)
