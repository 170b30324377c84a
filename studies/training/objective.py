"""What training minimises."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from hypermodels.hypermodel import smoothed
from studies.data.dataset_ref import of_pixels

LOSS_BATCH = 500  # pictures of 32x32, or as many pixels


class Objective:
    """The mean loss over a batch, and the L2 penalty of every kernel.

    Its strength, and how far the labels of training are smoothed, can change between runs.
    """

    def __init__(self, loss: str, classes: int, kernels: Sequence[keras.Variable], penalised: bool) -> None:
        """
        Args:
            loss: its name in Keras.
            penalised: whether the graph holds a penalty at all; without one it is quicker.
        """
        self._loss = keras.losses.get(loss)
        self._one_hot = tf.constant(np.eye(classes, dtype=np.float32))
        self._smoothed = tf.Variable(self._one_hot, trainable=False)
        self._kernels = kernels
        self._penalised = penalised
        self._l2 = tf.Variable(0.0, trainable=False, dtype=tf.float32)

    def reset(self, l2: float, smoothing: float) -> None:
        """Penalise with this strength, and spread this share of a label, from now on."""
        self._l2.assign(l2)
        self._smoothed.assign(smoothed(self._one_hot, smoothing))

    def __call__(self, labels: Any, predicted: Any, training: bool = False) -> Any:
        """Class numbers `(B,)` and probabilities `(B, classes)` -> a scalar. Validation has the labels as they are."""
        return self.of_pictures(labels, predicted, training) + self._penalty()

    def of_pictures(self, labels: Any, predicted: Any, training: bool = False) -> Any:
        """The same without the penalty."""
        return tf.reduce_mean(self.each(labels, predicted, training))

    def each(self, labels: Any, predicted: Any, training: bool = False) -> Any:
        """The loss of each picture, without the penalty, `(B,)`."""
        return self._loss(tf.gather(self._smoothed if training else self._one_hot, labels), predicted)

    def total(self, losses: Any, side: int) -> Any:
        """The sum over all pictures, of `side` pixels, of their losses `(N,)` and the penalty; float64.

        In float32 the mean depends on how many pictures it is of: `LOSS_BATCH` of them, whatever is computed at once.
        """
        count, batch, penalty = tf.shape(losses)[0], of_pixels(LOSS_BATCH, side), self._penalty()

        def body(start, total):  # type: ignore[no-untyped-def]
            these = losses[start : start + batch]
            mean = tf.cast(tf.reduce_mean(these) + penalty, tf.float64)
            return start + batch, total + mean * tf.cast(tf.shape(these)[0], tf.float64)

        return tf.while_loop(lambda start, _: start < count, body, (0, tf.constant(0.0, tf.float64)))[1]

    def _penalty(self) -> Any:
        """As keras.regularizers.L2 on every kernel."""
        if not self._penalised:
            return tf.constant(0.0)
        return self._l2 * tf.add_n([tf.reduce_sum(tf.square(kernel.value)) for kernel in self._kernels])
