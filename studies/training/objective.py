"""What training minimises."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from hypermodels.hypermodel import smoothed


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
        self._loss = keras.losses.get(loss)  # of each picture, (B,)
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
        targets = tf.gather(self._smoothed if training else self._one_hot, labels)
        return tf.reduce_mean(self._loss(targets, predicted))

    def _penalty(self) -> Any:
        """As keras.regularizers.L2 on every kernel."""
        if not self._penalised:
            return tf.constant(0.0)
        return self._l2 * tf.add_n([tf.reduce_sum(tf.square(kernel.value)) for kernel in self._kernels])
