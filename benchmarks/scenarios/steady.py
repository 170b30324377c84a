"""One process of the `rate` scenario: trains a network at its baseline and prints how fast, as JSON.

    python -m benchmarks.scenarios.steady sweepbook|fit|limit NETWORK FOLDER SECONDS PRECISION

`sweepbook` is the training loop of a warm program, `fit` Keras' `fit` on arrays after its first epoch, `limit` the
largest rate of a matrix product and what one picture costs.
"""

import json
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE
from studies import prepare
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import machine, variables
from studies.training import epoch_writer

BATCH = int(BASELINE["batch_size"])
CALIBRATION = 10 * BATCH  # pictures
SIDES = (2048, 4096)  # of the matrices
PRODUCTS = 5


@dataclass(frozen=True)
class Task:
    """What to train, and how: by default as the `rate` scenario does.

    Attributes:
        pictures: how many to train on at most; where the dataset has fewer they come again. None: all it has.
        before: called before the clock runs for the figure itself.
    """

    network: str
    root: Path
    seconds: float
    precision: str
    dataset: str = "cifar10"
    width: float = 1.0
    pictures: int | None = None
    threads: int = field(default_factory=machine.cores)
    before: Callable[[], None] = lambda: None


def sweepbook(task: Task) -> dict[str, Any]:
    variables.share(task.threads)
    import tensorflow as tf

    from studies.data import prepared_dataset
    from studies.training import numerics
    from studies.training.chance import order_of
    from studies.training.program import Program

    numerics.prepare()
    home = Home(task.root)
    context, folder = prepare.context(home, task.network, task.dataset, None, task.width, task.precision)
    run = trial_of(context, dict(BASELINE), [0]).runs[0]
    data = prepared_dataset.load(folder)
    images, labels = tf.constant(data.train[0]), tf.constant(data.train[1], tf.int32)
    program = Program(run, data)
    program.reset(run)

    def epoch(number: int, count: int, part: int) -> float:
        program.start_epoch(run, number)
        order = np.resize(order_of(run.seed, number, np.arange(len(data.train[1]))), count)
        begun = time.perf_counter()
        program.train(images, labels, order, BATCH, lambda _: part)
        return time.perf_counter() - begun

    return _rate(epoch, task, len(data.train[1]))


def _rate(epoch: Callable[[int, int, int], float], task: Task, there: int) -> dict[str, Any]:
    """Pictures a second over about `task.seconds`, after short epochs: Keras' `fit` traces for a second length anew."""
    epoch(1, CALIBRATION, CALIBRATION)
    epoch(2, 2 * CALIBRATION, CALIBRATION)
    speed = CALIBRATION / epoch(3, CALIBRATION, CALIBRATION)
    count = min(task.pictures or there, max(CALIBRATION, BATCH * math.ceil(speed * task.seconds / BATCH)))
    task.before()
    taken = epoch(4, count, math.ceil(speed * epoch_writer.CHUNK_SECONDS / BATCH))
    return {"pictures": count, "seconds": taken, "rate": count / taken}


def fit(task: Task, xla: bool = False) -> dict[str, Any]:
    import keras

    import hypermodels
    from hypermodels.inputs import one_hot
    from studies.data import datasets, prepared_dataset

    ref, folder = datasets.prepare(task.dataset, Home(task.root).datasets)
    data = prepared_dataset.load(folder)
    chosen = np.resize(np.arange(len(data.train[1])), task.pictures or len(data.train[1]))
    x, y = data.train[0][chosen], one_hot(data.train[1][chosen], len(ref.classes))
    keras.config.set_dtype_policy(task.precision)
    keras.utils.set_random_seed(0)
    model = hypermodels.load(task.network, len(ref.classes), task.width).compiled(BASELINE)
    model.jit_compile = xla

    class Clock(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
            self.begun = time.perf_counter()

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002
            self.taken = time.perf_counter() - self.begun

    def fitted(number: int, count: int, part: int) -> float:  # noqa: ARG001
        clock = Clock()
        model.fit(x[:count], y[:count], batch_size=BATCH, epochs=2, verbose=0, callbacks=[clock])
        return clock.taken  # of the second epoch

    return _rate(fitted, task, len(y))


def limit(network: str) -> dict[str, Any]:
    variables.share(machine.cores())
    import tensorflow as tf

    import hypermodels

    products = {}
    for precision in (tf.float32, *([] if machine.refuses("mixed_bfloat16") else [tf.bfloat16])):
        products[precision.name] = largest_product(precision) / 1e9
    return {
        "matrix_product_gflops": products,
        "flops_a_picture": flops(hypermodels.load(network).model(BASELINE)),
    }


def largest_product(precision: Any) -> float:
    """The largest rate of a product of two square matrices, in floating-point operations a second."""
    import tensorflow as tf

    rates = []
    for side in SIDES:
        a, b = (tf.cast(tf.random.normal((side, side), seed=seed), precision) for seed in (1, 2))
        rates.append(2 * side**3 / fastest(lambda: tf.matmul(a, b), PRODUCTS))  # noqa: B023
    return max(rates)


def fastest(work: Callable[[], Any], repeats: int) -> float:
    """Seconds that the best of some repeats took to its result."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work().numpy()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def flops(model: Any) -> int:
    """Operations of one training step a picture, counting two a multiply-add of convolutions and dense layers.

    Forward, the gradient of the kernel and that of the input cost the same; the first layer needs no gradient of its
    input. Normalization, activations, pooling and the optimizer are left out.
    """
    total, first = 0, True
    for layer in model.layers:
        if not hasattr(layer, "kernel"):
            continue
        kernel = layer.kernel.shape
        places = math.prod(layer.output.shape[1:-1])  # where a convolution's kernel is applied; 1 for a dense layer
        total += 2 * math.prod(kernel) * places * (2 if first else 3)
        first = False
    return total


def main() -> None:
    what, network, root, seconds, precision = sys.argv[1:]
    if what == "limit":
        found = limit(network)
    else:
        train: Callable[[Task], dict[str, Any]] = {"sweepbook": sweepbook, "fit": fit}[what]
        found = train(Task(network, Path(root), float(seconds), precision))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
