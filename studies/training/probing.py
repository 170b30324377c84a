"""Measures in a network's layers at the end of an epoch, by one forward and one backward pass over a few pictures.

Training itself is left alone: the passes are a graph of their own, and what they would change (the moving statistics of
batch normalization, the states of generators) is put back. So the numbers of a run are the same with and without.

What is measured, of a kernel (a convolution's or dense layer's weights) or of an activation layer:

    gradient/<kernel>      Euclidean norm of the loss' gradient, without the L2 penalty
    weights/<kernel>       Euclidean norm of the kernel
    update/<kernel>        norm of what the epoch's last step changed, divided by the norm before it: the
                           update-to-weight ratio, usually near 1e-3 (Karpathy, CS231n, "Babysitting the learning")
    dead/<activation>      share of units that say the same of every picture, as a ReLU does whose input is never
                           positive (Maas, Hannun, Ng 2013, section 2): a channel, or a neuron of a dense layer
    mean/<activation>      mean over pictures, places and units,
    spread/<activation>    and standard deviation: what Glorot, Bengio 2010 follow from layer to layer (figures 2, 6, 7)
    right                  share of the pictures that are named rightly as in validation: without dropout, and with
                           the moving statistics of batch normalization
    sure                   share of pictures of which the network is SURE of a class
    sure_wrong             and of these, the pictures of another class, as a share of all

Layers stand in the order of the network. Pictures are not augmented; dropout and batch normalization do what they do in
training.
"""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from hypermodels import hypermodel
from hypermodels.own.built import starts_by_initializer
from studies.plan.runs import Run
from studies.store.beside import probes
from studies.store.beside.probes import Probes
from studies.training.memory import forgetting_gradients
from studies.training.program import Program

SHARE, FEWEST, MOST = 64, 32, 128  # of so many training pictures one is looked at, within these bounds
SURE = 0.999  # the probability from which on a network is sure
ACTIVATIONS = (
    keras.layers.Activation,
    keras.layers.ReLU,
    keras.layers.LeakyReLU,
    keras.layers.PReLU,
    keras.layers.ELU,
)
NOT_HIDDEN = ("linear", "softmax")


class Prober:
    """Measures in the layers of a program's network."""

    def __init__(self, program: Program, precision: str) -> None:
        self.program = program
        model = program.model
        self._kernels = [variable for variable in model.weights if starts_by_initializer(variable)]
        self._restored = [variable.value for variable in model.non_trainable_variables]
        activations = [layer for layer in model.layers if _activates(layer)]
        with hypermodel.precision(precision):
            self._model = keras.Model(model.inputs, [*(layer.output for layer in activations), *model.outputs])
        kernels = [variable.path.removesuffix("/kernel") for variable in self._kernels]
        self.columns = probes.columns(kernels, [layer.name for layer in activations])
        self._measure = tf.function(self._measured, autograph=False, reduce_retracing=True)
        self._pictures: Any = None
        self._before: list[Any] | None = None

    def choose(self, pictures: Any, labels: Any, indices: np.ndarray) -> None:
        """Look at the same pictures of a run from now on, as far apart in its data as can be.

        Args:
            pictures: those to train on, uint8 `(n, H, W, C)`, with their `labels` `(n,)`.
            indices: of those this run trains on.
        """
        count = min(len(indices), max(FEWEST, min(MOST, len(indices) // SHARE)))
        chosen = indices[np.linspace(0, len(indices) - 1, count).astype(int)]
        self._pictures = tf.gather(pictures, chosen), tf.gather(labels, chosen)

    def at_start(self, run: Run) -> Probes:
        """What the layers say before the first update."""
        self._before = None
        self.program.start_epoch(run, 1)
        return self.measured(0)

    def noting(self, steps: Callable[[int], int], last: int) -> Callable[[int], int]:
        """`steps`, as `Program.train` asks it, with a stop before the `last` step of the epoch to note the weights."""
        self._before = None

        def until_noted(step: int) -> int:
            if step < last - 1:
                return min(steps(step), last - 1 - step)
            self._before = [tf.identity(kernel.value) for kernel in self._kernels]
            return 1

        return until_noted

    def measured(self, epoch: int) -> Probes:
        """What the layers say now, at the end of an epoch. An update is NaN where no step was taken."""
        before = self._before or [tf.identity(kernel.value) for kernel in self._kernels]
        numbers = self._measure(*self._pictures, before).numpy()
        measured = dict(zip(self.columns, numbers.tolist(), strict=True))
        if self._before is None:
            measured = {name: np.nan if name.startswith("update/") else one for name, one in measured.items()}
        return probes.of_epoch(epoch, measured)

    @forgetting_gradients()
    def _measured(self, pictures: Any, labels: Any, before: Sequence[Any]) -> Any:
        kernels = [kernel.value for kernel in self._kernels]
        kept = [tf.identity(variable) for variable in self._restored]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(kernels)  # also those that are not trained
            *hidden, predicted = self._model(pictures, training=True)
            loss = self.program.objective.of_pictures(labels, predicted, training=True)
            scaled = self.program.optimizer.scale_loss(loss)
        gradients = tape.gradient(scaled, kernels, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        scale = self.program.optimizer.scale_loss(tf.constant(1.0))
        for variable, value in zip(self._restored, kept, strict=True):
            variable.assign(value)
        changed = [kernel - then for kernel, then in zip(kernels, before, strict=True)]
        gradient, weight, then, change = (_norms(tensors) for tensors in (gradients, kernels, before, changed))
        # Without what dropout and batch normalization keep, validation would be the same pass again.
        validated = self.program.model(pictures, training=False) if self._restored else predicted
        sure = tf.reduce_max(predicted, axis=-1) >= SURE
        wrong = tf.not_equal(_named(predicted, labels), labels)
        hidden = [tf.cast(one, tf.float32) for one in hidden]
        moments = [tf.nn.moments(one, list(range(one.shape.rank))) for one in hidden]
        network = [tf.equal(_named(validated, labels), labels), sure, tf.logical_and(sure, wrong)]
        said = [*map(_dead, hidden), *(mean for mean, _ in moments), *(tf.sqrt(spread) for _, spread in moments)]
        return tf.concat([gradient / scale, weight, change / then, tf.stack([*said, *map(_share, network)])], 0)


def _activates(layer: keras.layers.Layer) -> bool:
    """Whether a layer's output is that of hidden units."""
    single = len(layer._inbound_nodes) == 1
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    return single and (activation not in NOT_HIDDEN if hasattr(layer, "activation") else isinstance(layer, ACTIVATIONS))


def _named(predicted: Any, labels: Any) -> Any:
    return tf.argmax(predicted, axis=-1, output_type=labels.dtype)


def _norms(tensors: Sequence[Any]) -> Any:
    """The Euclidean norm of each, float32 `(n,)`."""
    return tf.sqrt(2 * tf.stack([tf.nn.l2_loss(tf.cast(one, tf.float32)) for one in tensors]))


def _dead(said: Any) -> Any:
    """The share of units `(..., units)` that say the same everywhere."""
    axes = list(range(said.shape.rank - 1))
    return _share(tf.reduce_max(said, axes) == tf.reduce_min(said, axes))


def _share(true: Any) -> Any:
    return tf.reduce_mean(tf.cast(true, tf.float32))
