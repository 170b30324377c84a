"""One built and traced network that serves many runs, one after the other.

Everything a run's identity decides is reset or passed in: initial weights, optimizer slots, seed states, learning
rate and L2 strength; the batch dimension is open. A run in a warm program is bit-identical to the same run alone.

The training loop is one graph: it gathers batches from pictures that stay uint8, and takes loss, gradient and
update inside a `tf.while_loop`, so that no Python runs between two steps. It is called for a part of an epoch at a
time; sums are carried from part to part, so the parts change no number.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

import hypermodels
from hypermodels import hypermodel
from hypermodels.dimensions import Value
from studies.data.datasets import Dataset
from studies.plan.runs import Context, Run
from studies.training import numerics
from studies.training.fast_layers import FastLayers, FusedAdam

VALIDATION_BATCH = 500  # pictures: large enough to be cheap, small enough for the memory of a laptop
STEPS_TAKE = (  # whatever the number of pictures, so that nothing is traced twice
    tf.TensorSpec([None, *hypermodel.SHAPE], tf.uint8, "pictures"),
    tf.TensorSpec([None], tf.int32, "labels"),
    tf.TensorSpec([None], tf.int32, "order"),
    *(tf.TensorSpec([], tf.int32, name) for name in ("batch", "step", "until")),
    *(tf.TensorSpec([], tf.float64, name) for name in ("loss", "right")),
    tf.TensorSpec([], tf.int32, "seen"),
)
Sums = tuple[float, float]  # of the loss and of the right answers, over pictures


class Program:
    """A network, its optimizer and its training graph for runs with an equal `Run.program`."""

    def __init__(self, run: Run, dataset: Dataset) -> None:
        """
        Raises:
            UsageError: a setting of this process would give other numbers.
        """
        numerics.check()
        self.key = run.program
        values = run.configuration
        self.model = built(run.context, values)
        self._prepare_variables()
        self.optimizer = self._optimizer(run.context, values)
        self._loss = keras.losses.get(str(values["loss"]))  # of each picture, (B,)
        self._l2 = tf.Variable(0.0, trainable=False, dtype=tf.float32)
        self._penalised = values["l2"] != 0
        classes = len(dataset.classes)
        self._one_hot = tf.constant(np.eye(classes, dtype=np.float32))
        self._validation = (tf.constant(dataset.validation[0]), tf.constant(dataset.validation[1], tf.int32))
        # The loops are written as graphs, so there is nothing for AutoGraph to translate, half a second a process.
        self._steps = tf.function(self._train_steps, input_signature=STEPS_TAKE, autograph=False)
        self._evaluate = tf.function(self._evaluate_all, input_signature=STEPS_TAKE[:2], autograph=False)

    @property
    def parameters(self) -> int:
        return int(self.model.count_params())

    @property
    def learning_rate(self) -> float:
        return float(keras.ops.convert_to_numpy(self.optimizer.learning_rate))

    def reset(self, run: Run) -> None:
        """To the state before the first update of `run`."""
        values = run.configuration
        for variable, value in zip(self.model.weights, initial_weights(self, run), strict=True):
            variable.assign(value)
        for variable, value in zip(self.optimizer.variables, self._initial_slots, strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = float(values["learning_rate"])
        self._l2.assign(float(values["l2"]))

    def state(self) -> dict[str, np.ndarray]:
        """Weights and optimizer slots, copied."""
        return {name: np.array(variable) for name, variable in self._state_variables()}

    def fits(self, state: Mapping[str, np.ndarray]) -> bool:
        """Whether a checkpoint holds this program's variables, and weights that are numbers."""
        shapes = {name: tuple(variable.shape) for name, variable in self._state_variables()}
        weights = (array for name, array in state.items() if name.startswith("model/"))
        return shapes == {name: array.shape for name, array in state.items()} and all(
            array.dtype.kind in "iuf" and np.isfinite(array).all() for array in weights
        )

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        for name, variable in self._state_variables():
            variable.assign(state[name])

    def start_epoch(self, run: Run, epoch: int) -> None:
        """Chance in an epoch, in dropout masks for one, is a function of (seed, epoch, layer) and the step alone."""
        for name, generator in self._generators:
            generator.state.assign(np.frombuffer(_digest(run.seed, epoch, name)[:8], np.uint32))

    def trace(self, pictures: Any, labels: Any) -> None:
        """Build the graphs, by training no step and evaluating no picture; at once where they are built."""
        counts = [tf.constant(count) for count in (1, 0, 0)]
        self._steps(pictures, labels, tf.constant([], tf.int32), *counts, *_no_sums())
        self._evaluate(*(tensor[:0] for tensor in self._validation))

    def train(
        self, pictures: Any, labels: Any, order: np.ndarray, batch_size: int, steps: Callable[[int], int]
    ) -> Sums:
        """One epoch over `order`, the indices `(n,)` of its pictures.

        `steps(step)` is asked before each part how many steps to do next, and so learns how far the epoch is.
        Stops at the first loss that is not finite, before its update. Returns the mean loss and the accuracy of
        the steps done, as Keras' `fit` reports them.
        """
        last = -(-len(order) // batch_size)
        order = tf.constant(order, tf.int32)
        batch = tf.constant(batch_size, tf.int32)
        sums = _no_sums()
        step = 0
        while step < last and np.isfinite(sums[0].numpy()):
            until = min(last, step + steps(step))
            done, *sums = self._steps(pictures, labels, order, batch, tf.constant(step), tf.constant(until), *sums)
            step = int(done)
        seen = float(sums[2])
        return float(sums[0]) / seen, float(sums[1]) / seen

    def evaluate(self) -> Sums:
        """Loss and accuracy on the validation split."""
        loss, right = self._evaluate(*self._validation)
        count = len(self._validation[1])
        return float(loss) / count, float(right) / count

    def _train_steps(self, pictures, labels, order, batch, step, until, loss, right, seen):  # type: ignore[no-untyped-def]
        def body(step, loss, right, seen):  # type: ignore[no-untyped-def]
            chosen = order[step * batch : (step + 1) * batch]
            x, y = tf.gather(pictures, chosen), tf.gather(labels, chosen)
            with tf.GradientTape() as tape:
                predicted = self.model(x, training=True)
                value = self._objective(y, predicted)
                scaled = self.optimizer.scale_loss(value)
            gradients = tape.gradient(scaled, self._trainable)
            tf.cond(
                tf.math.is_finite(value),
                lambda: self._apply(gradients),
                lambda: tf.constant(0),
            )
            count = tf.shape(y)[0]
            return (
                step + 1,
                loss + tf.cast(value, tf.float64) * tf.cast(count, tf.float64),
                right + _right(predicted, y),
                seen + count,
            )

        def goes_on(step, loss, right, seen):  # type: ignore[no-untyped-def]  # noqa: ARG001
            return tf.logical_and(step < until, tf.math.is_finite(loss))

        return tf.while_loop(goes_on, body, (step, loss, right, seen))

    def _apply(self, gradients):  # type: ignore[no-untyped-def]
        self.optimizer.apply(gradients, self._trainables)
        return tf.constant(0)

    def _evaluate_all(self, pictures, labels):  # type: ignore[no-untyped-def]
        count = tf.shape(labels)[0]

        def body(start, loss, right):  # type: ignore[no-untyped-def]
            x, y = pictures[start : start + VALIDATION_BATCH], labels[start : start + VALIDATION_BATCH]
            predicted = self.model(x, training=False)
            value = self._objective(y, predicted)
            weight = tf.cast(tf.shape(y)[0], tf.float64)
            return start + VALIDATION_BATCH, loss + tf.cast(value, tf.float64) * weight, right + _right(predicted, y)

        zero = tf.constant(0.0, tf.float64)
        _, loss, right = tf.while_loop(lambda start, *_: start < count, body, (0, zero, zero))
        return loss, right

    def _objective(self, labels, predicted):  # type: ignore[no-untyped-def]
        return tf.reduce_mean(self._loss(tf.gather(self._one_hot, labels), predicted)) + self._penalty()

    def _penalty(self):  # type: ignore[no-untyped-def]
        """As keras.regularizers.L2 on every kernel, with a strength that can change between runs."""
        if not self._penalised:
            return tf.constant(0.0)
        return self._l2 * tf.add_n([tf.reduce_sum(tf.square(kernel.value)) for kernel in self._kernels])

    def _prepare_variables(self) -> None:
        self._kernels = [variable for variable in self.model.trainable_weights if variable.name == "kernel"]
        self._trainables = self.model.trainable_weights
        self._trainable = [variable.value for variable in self._trainables]
        self._initial_others = {v.path: np.array(v) for v in self.model.weights if v.name != "kernel"}
        self._generators = list(_generators(self.model))

    def _optimizer(self, context: Context, values: Mapping[str, Value]) -> keras.optimizers.Optimizer:
        optimizer = hypermodel.optimizer(values)
        if type(optimizer) is keras.optimizers.Adam:
            optimizer = FusedAdam.from_config(optimizer.get_config())
        if context.precision == "mixed_float16":
            optimizer = keras.optimizers.LossScaleOptimizer(optimizer)
        optimizer.build(self._trainables)
        self._initial_slots = [np.array(variable) for variable in optimizer.variables]
        return optimizer

    def _state_variables(self) -> list[tuple[str, Any]]:
        named = [(f"model/{variable.path}", variable) for variable in self.model.weights]
        # By position: Keras numbers optimizers within a process (adam, adam_1), so their variables' names differ.
        return named + [(f"optimizer/{number}", variable) for number, variable in enumerate(self.optimizer.variables)]


def built(context: Context, values: Mapping[str, Value]) -> keras.Model:
    """The network in the context's precision, without regularizers: the program adds the penalty itself."""
    with hypermodel.precision(context.precision):
        loaded = hypermodels.load(context.network, len(context.dataset.classes), context.width)
        return loaded.model({**values, "l2": 0.0}, FastLayers)


def _generators(model: keras.Model) -> Iterator[tuple[str, keras.random.SeedGenerator]]:
    """What chance comes from, by the layer's name: dropout calls it `seed_generator`, augmentation `generator`."""
    for layer in model._flatten_layers(include_self=False):
        for name in ("seed_generator", "generator"):
            if isinstance(generator := getattr(layer, name, None), keras.random.SeedGenerator):
                yield layer.name, generator


def initial_weights(program: Program, run: Run) -> list[np.ndarray]:
    """The weights before the first update, as a function of (seed, initializer, the variable's path and shape)."""
    name = str(run.configuration["initializer"])
    weights = []
    for variable in program.model.weights:
        if variable.name != "kernel":
            weights.append(program._initial_others[variable.path])
            continue
        initializer = keras.initializers.get(name)
        if hasattr(initializer, "seed"):
            seed = int.from_bytes(_digest(run.seed, variable.path)[:4], "little") & 0x7FFFFFFF
            initializer = type(initializer).from_config({**initializer.get_config(), "seed": seed})
        weights.append(np.asarray(initializer(variable.shape, dtype="float32")))
    return weights


def order_of(seed: int, epoch: int, indices: np.ndarray) -> np.ndarray:
    """The order in which an epoch sees its pictures: a function of (seed, epoch) alone."""
    return np.random.Generator(np.random.PCG64([seed, epoch])).permutation(indices)


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode()).digest()


def _no_sums() -> tuple[Any, Any, Any]:
    """Of the loss, of the right answers, and how many pictures they are of."""
    return tf.constant(0.0, tf.float64), tf.constant(0.0, tf.float64), tf.constant(0)


def _right(predicted, labels):  # type: ignore[no-untyped-def]
    answers = tf.argmax(predicted, axis=-1, output_type=tf.int32)
    return tf.cast(tf.math.count_nonzero(answers == labels), tf.float64)
