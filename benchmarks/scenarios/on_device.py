"""One process of the `gpu` scenario: measures a contender in each precision, and prints a line of JSON for each.

    python -m benchmarks.scenarios.on_device sweepbook|fit|xla|products|flops '{"network": "lenet", ...}' float32,...

It says `ready` before a clock runs and waits for a line, so that several processes measure side by side.
"""

import json
import sys
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import hypermodels
from benchmarks.scenarios import steady
from benchmarks.scenarios.side_by_side import MOST_SAID
from benchmarks.scenarios.steady import Task
from hypermodels.dimensions import BASELINE
from studies.system import machine, variables
from studies.system.errors import UsageError
from studies.training import tensorflow_at_work

CONTENDERS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "sweepbook": steady.sweepbook,
    "fit": steady.fit,
    "xla": partial(steady.fit, xla=True),
}
CLASSES = 10


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def product_rate(precision: str, side: int, seconds: float) -> float:
    """Operations a second of square matrix products, one after the other: a multiply-add counts two.

    Nothing leaves the device but one number, and a product takes what the one before it gave.
    """
    import tensorflow as tf

    dtype = {"float32": tf.float32, "mixed_bfloat16": tf.bfloat16, "mixed_float16": tf.float16}[precision]
    shape, around_one = (side, side), side**-0.5  # so that products stay as large as their factors
    factor = tf.cast(tf.random.stateless_normal(shape, (0, 1)) * around_one, dtype)

    @tf.function(autograph=False)  # type: ignore[untyped-decorator]
    def chain(count: Any) -> Any:
        _, product = tf.while_loop(
            lambda done, _: done < count, lambda done, x: (done + 1, tf.matmul(factor, x)), (tf.constant(0), factor)
        )
        return tf.reduce_sum(tf.cast(product, tf.float32))

    count, taken = 1, 0.0
    chain(tf.constant(count)).numpy()
    while taken < seconds:
        count *= 2
        begun = perf_counter()
        chain(tf.constant(count)).numpy()
        taken = perf_counter() - begun
    return 2 * side**3 * count / taken


def products(sides: Sequence[int], seconds: float, needs_gpu: bool, precision: str) -> dict[str, Any]:
    """
    Raises:
        UsageError: there is no GPU, or the processor's library does not multiply this precision.
    """
    variables.share(machine.cores())
    if needs_gpu and not tensorflow_at_work.has_gpu():
        raise UsageError("no GPU")
    if machine.refuses(precision) and not tensorflow_at_work.has_gpu():
        raise UsageError(f"oneDNN is kept from {precision}")  # TensorFlow would end the process
    return {"rate": max(product_rate(precision, side, seconds) for side in sides)}


def flops(networks: Sequence[str], width: float) -> dict[str, int]:
    """Operations of one training step a picture, by network."""
    return {name: steady.flops(hypermodels.load(name, CLASSES, width).model(BASELINE)) for name in networks}


def measured(what: str, options: dict[str, Any], precision: str) -> dict[str, Any]:
    """What was found, or why nothing was: another precision may do what this one does not."""
    try:
        if what == "products":
            return products(precision=precision, **options)
        if what == "flops":
            return {"flops": flops(**options)}
        return CONTENDERS[what](Task(**{**options, "root": Path(options["root"])}, precision=precision, before=wait))
    except Exception as error:
        return {"cause": textwrap.shorten(f"{type(error).__name__}: {error}", MOST_SAID, placeholder=" ...")}


def main() -> None:
    what, options, precisions = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].split(",")
    for precision in precisions:
        print(json.dumps({"precision": precision, **measured(what, options, precision)}), flush=True)


if __name__ == "__main__":
    main()
