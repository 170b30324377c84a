"""The same arithmetic as Keras' layer and optimizer, in one kernel where Keras composes it of ten.

For a program only: what `hypermodels` builds is stock Keras, so that any Keras loads it. Names of layers and
variables are the same, so weights go from one to the other.
"""

from typing import Any

import keras
import tensorflow as tf


class FusedBatchNormalization(keras.layers.BatchNormalization):
    """Batch normalization (Ioffe, Szegedy 2015) of `(B, H, W, C)` over all but the channels.

    Numbers differ from Keras' own in the last digits; in half precision what lies between is not rounded.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:  # noqa: ARG002  Keras' signature
        scale, offset = tf.convert_to_tensor(self.gamma), tf.convert_to_tensor(self.beta)
        if not training:
            mean, variance = tf.convert_to_tensor(self.moving_mean), tf.convert_to_tensor(self.moving_variance)
            return tf.raw_ops.FusedBatchNormV3(
                x=inputs, scale=scale, offset=offset, mean=mean, variance=variance, epsilon=self.epsilon,
                is_training=False,
            ).y  # fmt: skip
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


class FusedAdam(keras.optimizers.Adam):
    """Adam (Kingma, Ba 2014, algorithm 1 in the order of section 2's last paragraph), as Keras writes it.

    The kernel subtracts the betas from one in float32, Keras in float64: a relative 1e-5 of the second moment.
    """

    def update_step(self, gradient: Any, variable: keras.Variable, learning_rate: Any) -> None:
        step = tf.cast(self.iterations.value + 1, variable.dtype)
        slot = self._get_variable_index(variable)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle, m=self._momentums[slot].value.handle, v=self._velocities[slot].value.handle,
            beta1_power=tf.pow(self.beta_1, step), beta2_power=tf.pow(self.beta_2, step),
            lr=tf.cast(learning_rate, variable.dtype), beta1=self.beta_1, beta2=self.beta_2, epsilon=self.epsilon,
            grad=tf.cast(gradient, variable.dtype),
        )  # fmt: skip
