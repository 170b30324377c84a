"""What bounds a deep network: its convolutions, each timed by itself. `python -m benchmarks.convolutions resnet`.

One training step asks each convolution three times: its output, the gradient of its input (but for the first layer)
and that of its kernel; all three cost the same operations. Prints for each precision how many GFLOP/s each of them
reaches over the whole network, with batches of 32, and the largest matrix product's rate beside them. The gradient of
the kernel is the one that programs take; in bfloat16 that of small, wide pictures is a matrix product (`kernels`), and
what oneDNN would have taken in its place stands below the sum.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from benchmarks.scenarios.steady import BATCH, fastest, largest_product
from benchmarks.support import results
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE
from studies.system import machine, variables

REPEATS = 7
ONEDNN = "gradient of the kernel by oneDNN"
Shape = tuple[tuple[int, ...], tuple[int, ...], int, str]  # input and kernel, strides, padding


def shapes(network: str) -> Counter[Shape]:
    """The distinct convolutions of a network, and how often each is there."""
    import keras

    import hypermodels

    model = hypermodels.load(network).model(BASELINE)
    return Counter(
        ((BATCH, *layer.input.shape[1:]), tuple(layer.kernel.shape), layer.strides[0], layer.padding.upper())
        for layer in model.layers
        if isinstance(layer, keras.layers.Conv2D)
    )


def passes(shape: Shape, precision: Any) -> dict[str, Callable[[], Any]]:
    import tensorflow as tf

    from studies.training import fast_layers

    size, kernel_size, strides, padding = shape
    x, kernel = (tf.cast(tf.random.normal(one, seed=1), precision) for one in (size, kernel_size))
    how = {"strides": [1, strides, strides, 1], "padding": padding}
    y = tf.raw_ops.Conv2D(input=x, filter=kernel, **how)

    def by_onednn() -> Any:
        return tf.raw_ops.Conv2DBackpropFilter(input=x, filter_sizes=kernel_size, out_backprop=y, **how)

    product = fast_layers.faster_as_product(precision, size[1:3], kernel_size, strides, padding.lower())
    return {
        "output": lambda: tf.raw_ops.Conv2D(input=x, filter=kernel, **how),
        "gradient of the input": lambda: tf.raw_ops.Conv2DBackpropInput(
            input_sizes=size, filter=kernel, out_backprop=y, **how
        ),
        ONEDNN: by_onednn,
        "gradient of the kernel": (lambda: fast_layers.gradient_as_product(x, y, kernel_size[0]))
        if product
        else by_onednn,
    }


def operations(shape: Shape) -> int:
    size, kernel, strides, padding = shape
    places = [
        -(-side // strides) if padding == "SAME" else (side - of) // strides + 1
        for side, of in zip(size[1:3], kernel, strict=False)
    ]
    return 2 * BATCH * places[0] * places[1] * kernel[0] * kernel[1] * kernel[2] * kernel[3]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("network", choices=tuple(NETWORKS))
    network = parser.parse_args().network
    variables.share(machine.cores())
    import tensorflow as tf

    rows = []
    counts = shapes(network)
    for precision in (tf.float32, tf.bfloat16):
        work: dict[str, float] = defaultdict(float)
        spent: dict[str, float] = defaultdict(float)
        for shape, times in counts.items():
            for name, one in passes(shape, precision).items():
                if name == "gradient of the input" and shape[0][-1] == 3:
                    continue
                work[name] += times * operations(shape)
                spent[name] += times * fastest(tf.function(one), REPEATS)
        limit = largest_product(precision)
        for totals in (work, spent):
            totals["all three"] = sum(total for name, total in totals.items() if name != ONEDNN)
            totals[ONEDNN] = totals.pop(ONEDNN)
        rows += [
            [
                network,
                precision.name,
                name,
                f"{1000 * spent[name]:.0f}",
                f"{work[name] / spent[name] / 1e9:.0f}",
                f"{100 * work[name] / spent[name] / limit:.0f} % of {limit / 1e9:.0f}",
            ]
            for name in work
        ]
    print(results.table(("network", "precision", "what", "ms a step", "GFLOP/s", "of the largest product's"), rows))


if __name__ == "__main__":
    main()
