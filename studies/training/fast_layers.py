"""The same arithmetic as Keras' layers and optimizer, in the kernels that do it fastest.

For a program only: what `hypermodels` builds is stock Keras, so that any Keras loads it. Names of layers and
variables are the same, so weights go from one to the other.
"""

from collections.abc import Sequence
from typing import Any

import keras
import tensorflow as tf

from hypermodels.layers import Layers
from studies.system import machine

# Up to so many pixels (8x8), and from so many channels on, the gradient of a kernel in bfloat16 is faster
# as a product (measured with AVX-512; `benchmarks.convolutions`).
MAX_PIXELS = 64
MIN_CHANNELS = 128


class FusedBatchNormalization(keras.layers.BatchNormalization):
    """Batch normalization (Ioffe, Szegedy 2015) of `(B, H, W, C)` over all but the channels.

    Numbers differ from Keras' own in the last digits; in half precision what lies between is not rounded.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:  # noqa: ARG002  Keras' signature
        scale, offset = tf.convert_to_tensor(self.gamma), tf.convert_to_tensor(self.beta)
        if not training:
            mean, variance = tf.convert_to_tensor(self.moving_mean), tf.convert_to_tensor(self.moving_variance)
            return tf.raw_ops.FusedBatchNormV3(
                x=inputs,
                scale=scale,
                offset=offset,
                mean=mean,
                variance=variance,
                epsilon=self.epsilon,
                is_training=False,
            ).y
        nothing = tf.constant([], tf.float32)
        fused = tf.raw_ops.FusedBatchNormV3(
            x=inputs, scale=scale, offset=offset, mean=nothing, variance=nothing, epsilon=self.epsilon
        )
        count = tf.cast(tf.reduce_prod(tf.shape(inputs)[:-1]), tf.float32)
        self._follow(self.moving_mean, fused.batch_mean)
        # The kernel's variance is the unbiased one; Keras follows that of the batch itself.
        self._follow(self.moving_variance, fused.batch_variance * (tf.maximum(count - 1, 1) / count))
        return fused.y

    def _follow(self, moving: keras.Variable, batch: Any) -> None:
        moving.assign(moving * self.momentum + batch * (1 - self.momentum))


class FencedBatchNormalization(FusedBatchNormalization):
    """Batch normalization that TensorFlow does not fuse with what follows.

    It would make one operation of convolution, normalization and tanh, and has no kernel for that: the run failed with
    "Fusion is not implemented" (TensorFlow 2.21). A shape that is asserted stands between them and costs nothing.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        normalized = super().call(inputs, training, mask)
        return tf.ensure_shape(normalized, normalized.shape)


class ProductConv2D(keras.layers.Conv2D):
    """A convolution that takes the gradient of its kernel as one matrix product.

    Only in bfloat16 on a CPU, for wide and small pictures, where oneDNN's own takes up to 4.7 times as long. Both add
    up in float32 and round once.
    """

    def convolution_op(self, inputs: Any, kernel: Any) -> Any:
        if faster_as_product(inputs.dtype, inputs.shape[1:3], kernel.shape, self.strides[0], self.padding):
            return _convolved(inputs, tf.convert_to_tensor(kernel))
        return super().convolution_op(inputs, kernel)


def faster_as_product(dtype: Any, picture: Sequence[int], kernel: Sequence[int], strides: int, padding: str) -> bool:
    """Whether to take the gradient of a kernel `(K, K, C, F)` so, for pictures of `(H, W)`."""
    plain = padding == "same" and strides == 1 and kernel[0] in {3, 5}
    worthwhile = picture[0] * picture[1] <= MAX_PIXELS and min(kernel[2:]) >= MIN_CHANNELS
    return plain and worthwhile and dtype == tf.bfloat16 and not machine.visible_gpus()


def gradient_as_product(x: Any, upstream: Any, size: int) -> Any:
    """The gradient `(size, size, C, F)` of the kernel of a convolution without strides, padded to the picture's size.

    `x` is its input `(B, H, W, C)`, `upstream` the gradient of its output `(B, H, W, F)`; `size` is odd.
    """
    (_, height, width, channels), filters = x.shape, upstream.shape[-1]
    padded = tf.pad(x, [[0, 0], [size // 2] * 2, [size // 2] * 2, [0, 0]])
    shifted = [padded[:, i : i + height, j : j + width] for i in range(size) for j in range(size)]
    seen = tf.reshape(tf.concat(shifted, -1), [-1, size * size * channels])  # what each output was made of
    product = tf.matmul(seen, tf.reshape(upstream, [-1, filters]), transpose_a=True)
    return tf.reshape(product, [size, size, channels, filters])


@tf.custom_gradient  # type: ignore[untyped-decorator]
def _convolved(x: Any, kernel: Any) -> Any:
    how: dict[str, Any] = {"strides": [1] * 4, "padding": "SAME"}

    def gradient(upstream: Any) -> tuple[Any, Any]:
        of_input = tf.raw_ops.Conv2DBackpropInput(input_sizes=tf.shape(x), filter=kernel, out_backprop=upstream, **how)
        return of_input, gradient_as_product(x, upstream, kernel.shape[0])

    return tf.raw_ops.Conv2D(input=x, filter=kernel, **how), gradient


class FastLayers(Layers):
    """The layers of a program."""

    convolution = ProductConv2D

    @property
    def normalization(self) -> type[keras.layers.Layer]:  # type: ignore[override]  # by the activation that follows
        return FencedBatchNormalization if self.configuration["activation"] == "tanh" else FusedBatchNormalization


class FusedAdam(keras.optimizers.Adam):
    """Adam (Kingma, Ba 2014, algorithm 1 in the order of section 2's last paragraph), as Keras writes it.

    The kernel subtracts the betas from one in float32, Keras in float64: a relative 1e-5 of the second moment.
    """

    def update_step(self, gradient: Any, variable: keras.Variable, learning_rate: Any) -> None:
        step = tf.cast(self.iterations.value + 1, variable.dtype)
        slot = self._get_variable_index(variable)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=self._momentums[slot].value.handle,
            v=self._velocities[slot].value.handle,
            beta1_power=tf.pow(self.beta_1, step),
            beta2_power=tf.pow(self.beta_2, step),
            lr=tf.cast(learning_rate, variable.dtype),
            beta1=self.beta_1,
            beta2=self.beta_2,
            epsilon=self.epsilon,
            grad=tf.cast(gradient, variable.dtype),
        )
