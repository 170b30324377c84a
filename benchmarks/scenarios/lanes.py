"""What LeNet-5 would gain if several runs shared one step: `python -m benchmarks.scenarios.lanes [--lanes 1,2,3,4,5]`.

Runs of one seed train on the same pictures in the same order, so K of them could be the lanes of one program: the first
convolution has K times the channels, the second is grouped, dense layers are products of K matrices at once. Here such
programs train in turn in one process of one thread, forward, backward and Adam, with batches of 32. Printed for each:
pictures a second of the processor that all lanes together train (median of the turns, and their range), and how many
times one lane's that is. Below stand the longest worker's runs of a study, in units of one run alone, with and without.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from benchmarks.support import results
from studies.system import variables

BATCH, STEPS = 32, 40  # pictures of a step, steps of a turn
PICTURES, CLASSES = 1294, 10  # as the digits have
WORKERS, VALUES = 2, 5  # of the learning-rate study


def program(lanes: int) -> Callable[[], Any]:
    """A turn of a fused LeNet-5 (`hypermodels.lenet`)."""
    import tensorflow as tf

    shapes = [(5, 5, 3, 6 * lanes), (5, 5, 6, 16 * lanes), (lanes, 400, 120), (lanes, 120, 84), (lanes, 84, CLASSES)]
    drawn = np.random.default_rng(0)
    weights = [tf.Variable(drawn.normal(0, 0.05, shape).astype(np.float32)) for shape in shapes]
    slots = [(tf.Variable(tf.zeros(shape)), tf.Variable(tf.zeros(shape))) for shape in shapes]
    pictures = tf.constant(drawn.integers(0, 256, (PICTURES, 32, 32, 3)).astype(np.uint8))
    labels = tf.constant(drawn.integers(0, CLASSES, PICTURES).astype(np.int32))

    def loss(x: Any, y: Any) -> Any:
        for kernel in weights[:2]:
            x = tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "VALID"))
            x = tf.nn.max_pool2d(x, 2, 2, "VALID")
        x = tf.transpose(tf.reshape(x, [BATCH, 25, lanes, 16]), [2, 0, 1, 3])
        x = tf.reshape(x, [lanes, BATCH, 400])
        for place, matrix in enumerate(weights[2:]):
            x = tf.matmul(x, matrix)
            x = tf.nn.relu(x) if place < 2 else x
        every = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.tile(y[None], [lanes, 1]), x)
        return tf.reduce_sum(tf.reduce_mean(every, axis=1))

    def body(step: Any, total: Any) -> tuple[Any, Any]:
        chosen = tf.range(step * BATCH, (step + 1) * BATCH) % PICTURES
        with tf.GradientTape() as tape:
            value = loss(tf.cast(tf.gather(pictures, chosen), tf.float32) / 255, tf.gather(labels, chosen))
        for weight, slot, gradient in zip(weights, slots, tape.gradient(value, weights), strict=True):
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=slot[0].handle,
                v=slot[1].handle,
                beta1_power=0.9,
                beta2_power=0.999,
                lr=0.001,
                beta1=0.9,
                beta2=0.999,
                epsilon=1e-7,
                grad=gradient,
            )
        return step + 1, total + value

    turn = tf.function(lambda: tf.while_loop(lambda step, _: step < STEPS, body, (0, 0.0))[1], autograph=False)
    return lambda: turn().numpy()


def longest(seeds: int, lanes: int, gain: float) -> float:
    """What the worker with most to do trains of a study, in the time of one run alone; values of a seed share lanes."""
    groups = seeds * -(-VALUES // lanes)
    return -(-groups // WORKERS) * lanes / gain


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--lanes", type=lambda text: [int(one) for one in text.split(",")], default=[1, 2, 3, 4, 5])
    parser.add_argument("--turns", type=int, default=9)
    words = parser.parse_args()
    variables.share(1)
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    programs = {lanes: program(lanes) for lanes in words.lanes}
    for turn in programs.values():
        turn()
    rates: dict[int, list[float]] = {lanes: [] for lanes in programs}
    for _ in range(words.turns):
        for lanes, turn in programs.items():
            begun = time.process_time()
            turn()
            rates[lanes].append(lanes * BATCH * STEPS / (time.process_time() - begun))
    gains = {lanes: median(found) / median(rates[words.lanes[0]]) for lanes, found in rates.items()}
    rows = [
        [str(lanes), f"{median(found):,.0f}", f"{min(found):,.0f} to {max(found):,.0f}", f"{gains[lanes]:.2f}"]
        for lanes, found in rates.items()
    ]
    print(results.table(["lanes", "pictures/s", "range", "times one"], rows))
    for seeds in (1, 3):
        plain = longest(seeds, 1, 1.0)
        fused = ", ".join(f"{longest(seeds, lanes, gain):.1f} with {lanes}" for lanes, gain in gains.items())
        print(f"{VALUES} values, {seeds} seed(s), {WORKERS} workers: {plain:.0f} runs one after the other; {fused}")
    print(f"load {results.load()}")


if __name__ == "__main__":
    main()
