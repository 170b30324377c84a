"""One built and traced network that serves many runs, one after the other.

Everything a run's identity decides is reset or passed in: initial weights, optimizer slots, seed states, learning
rate and L2 strength; the batch dimension is open. A run in a warm program is bit-identical to the same run alone.

The training loop is one graph: it gathers batches from pictures that stay uint8, and takes loss, gradient and
update inside a `tf.while_loop`, so that no Python runs between two steps. It is called for a part of an epoch at a
time; sums are carried from part to part, so the parts change no number.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from hypermodels import augmentation, schedules
from hypermodels.own.built import generators, starts_by_initializer
from studies.data.dataset_ref import of_pixels
from studies.data.prepared_dataset import Dataset
from studies.plan.runs import Run
from studies.training import building, chance, numerics
from studies.training.memory import forgetting_gradients, tensors
from studies.training.objective import Objective
from studies.training.state import State

# Pictures of 32x32, or as many pixels, that are validated at once: what lies between a small network's layers stays in
# the processor's cache, and a wide network's kernels are still read seldom.
VALIDATION_BATCH = 100
STEPS_TAKE = (  # behind the pictures; whatever their number, so that nothing is traced twice
    tf.TensorSpec([None], tf.int32, "labels"),
    tf.TensorSpec([None], tf.int32, "order"),
    tf.TensorSpec([2], tf.int32, "chance"),
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
        self.model = building.network(run.context, values)
        self.optimizer = building.optimizer(run.context, values)
        self._prepare_variables()
        kernels = [variable for variable in self.model.trainable_weights if starts_by_initializer(variable)]
        self.objective = Objective(str(values["loss"]), len(dataset.classes), kernels, values["l2"] != 0)
        self._augmentation = str(values["augmentation"])
        self._chance = chance.augmentation_seed(run.seed, 1)
        self._validation = tensors(dataset.validation)
        # The loops are written as graphs, so there is nothing for AutoGraph to translate, half a second a process.
        takes = (tf.TensorSpec([None, *dataset.train[0].shape[1:]], tf.uint8, "pictures"), *STEPS_TAKE)
        self._steps = tf.function(self._train_steps, input_signature=takes, autograph=False)
        self._evaluate = tf.function(self._evaluate_all, input_signature=takes[:2], autograph=False)

    @property
    def parameters(self) -> int:
        return int(self.model.count_params())

    @property
    def learning_rate(self) -> float:
        return float(keras.ops.convert_to_numpy(self.optimizer.learning_rate))

    def reset(self, run: Run) -> None:
        """To the state before the first update of `run`."""
        values = run.configuration
        for variable in self.model.weights:
            is_kernel = starts_by_initializer(variable)
            variable.assign(chance.initial_kernel(run, variable) if is_kernel else self._initial_others[variable.path])
        for variable, value in zip(self.optimizer.variables, self._initial_slots, strict=True):
            variable.assign(value)
        self.optimizer.learning_rate = float(values["learning_rate"])
        self.objective.reset(float(values["l2"]), float(values["label_smoothing"]))

    def start_epoch(self, run: Run, epoch: int) -> None:
        """Set what is a function of the epoch: the learning rate, and chance.

        Chance in an epoch is a function of (seed, epoch) and of what it decides: a dropout mask's layer and step, an
        augmented picture's index."""
        self._chance = chance.augmentation_seed(run.seed, epoch)
        schedule, base = str(run.configuration["schedule"]), float(run.configuration["learning_rate"])
        self.optimizer.learning_rate = schedules.rate(schedule, base, epoch, run.horizon)
        for name, generator in self._generators:
            generator.state.assign(chance.generator_state(run.seed, epoch, name))

    def trace(self, pictures: Any, labels: Any) -> None:
        """Build the graphs, by training no step and evaluating no picture; at once where they are built."""
        counts = [tf.constant(count) for count in (1, 0, 0)]
        self._steps(pictures, labels, tf.constant([], tf.int32), tf.constant(self._chance), *counts, *_no_sums())
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
        drawn, batch = tf.constant(self._chance), tf.constant(batch_size, tf.int32)
        sums = _no_sums()
        step = 0
        while step < last and np.isfinite(sums[0].numpy()):
            until = min(last, step + steps(step))
            done, *sums = self._steps(
                pictures, labels, order, drawn, batch, tf.constant(step), tf.constant(until), *sums
            )
            step = int(done)
        seen = float(sums[2])
        return float(sums[0]) / seen, float(sums[1]) / seen

    def evaluate(self) -> tuple[float, float, np.ndarray]:
        """Loss and accuracy on the validation split, and the class said of each picture, int32 `(n,)`."""
        loss, right, said = self._evaluate(*self._validation)
        count = len(self._validation[1])
        return float(loss) / count, float(right) / count, said.numpy()

    @forgetting_gradients()
    def _train_steps(self, pictures, labels, order, drawn, batch, step, until, loss, right, seen):  # type: ignore[no-untyped-def]
        chances = tf.random.stateless_uniform([tf.shape(labels)[0], augmentation.CHANCES], drawn, alg="philox")

        def body(step, loss, right, seen):  # type: ignore[no-untyped-def]
            chosen = order[step * batch : (step + 1) * batch]
            x = augmentation.augmented(self._augmentation, pictures, chosen, chances)
            y = tf.gather(labels, chosen)
            with tf.GradientTape() as tape:
                predicted = self.model(x, training=True)
                value = self.objective(y, predicted, training=True)
                scaled = self.optimizer.scale_loss(value)
            gradients = tape.gradient(scaled, self._trainable)
            tf.cond(tf.math.is_finite(value), lambda: self._apply(gradients), lambda: tf.constant(0))
            count = tf.shape(y)[0]
            return (
                step + 1,
                loss + tf.cast(value, tf.float64) * tf.cast(count, tf.float64),
                right + _count(_said(predicted), y),
                seen + count,
            )

        def goes_on(step, loss, right, seen):  # type: ignore[no-untyped-def]  # noqa: ARG001
            return tf.logical_and(step < until, tf.math.is_finite(loss))

        return tf.while_loop(goes_on, body, (step, loss, right, seen))

    def _apply(self, gradients: Any) -> Any:
        self.optimizer.apply(gradients, self._trainables)
        return tf.constant(0)

    @forgetting_gradients()
    def _evaluate_all(self, pictures, labels):  # type: ignore[no-untyped-def]
        count, batch = tf.shape(labels)[0], of_pixels(VALIDATION_BATCH, pictures.shape[1])
        parts = [tf.TensorArray(of, -(-count // batch), element_shape=[None]) for of in (tf.float32, tf.int32)]

        def body(start, losses, said):  # type: ignore[no-untyped-def]
            predicted, part = self.model(pictures[start : start + batch], training=False), start // batch
            each = self.objective.each(labels[start : start + batch], predicted)
            return start + batch, losses.write(part, each), said.write(part, _said(predicted))

        _, *parts = tf.while_loop(lambda start, *_: start < count, body, (0, *parts))
        losses, said = (part.concat() for part in parts)
        return self.objective.total(losses, pictures.shape[1]), _count(said, labels), said

    def _prepare_variables(self) -> None:
        self._trainables = self.model.trainable_weights
        self._trainable = [variable.value for variable in self._trainables]
        self._initial_others = {v.path: np.array(v) for v in self.model.weights if not starts_by_initializer(v)}
        self._generators = list(generators(self.model))
        self.optimizer.build(self._trainables)
        self._initial_slots = [np.array(variable) for variable in self.optimizer.variables]
        self.state = State(self.model, self.optimizer)


def _no_sums() -> tuple[Any, Any, Any]:
    """Of the loss, of the right answers, and how many pictures they are of."""
    return tf.constant(0.0, tf.float64), tf.constant(0.0, tf.float64), tf.constant(0)


def _said(predicted: Any) -> Any:
    return tf.argmax(predicted, axis=-1, output_type=tf.int32)


def _count(said: Any, labels: Any) -> Any:
    """How many answers are right."""
    return tf.cast(tf.math.count_nonzero(said == labels), tf.float64)
