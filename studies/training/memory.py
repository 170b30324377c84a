"""The memory that a run took, and that TensorFlow would never give back."""

import contextlib
import resource
import sys
from collections.abc import Iterator
from pathlib import Path


def forget_peak() -> None:
    """Let the peak begin anew: a worker's next run may be a smaller one. Where that cannot be, it is the process'."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_bytes(b"5")


def peak_memory() -> int:
    """The largest resident memory of this process since `forget_peak`, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


@contextlib.contextmanager
def forgetting_gradients() -> Iterator[None]:
    """Around what builds a graph with its gradients, so that the graph can be let go of; a decorator of it, as a rule.

    Each `tf.custom_gradient` in a graph registers a function of its own, which is asked for while the gradient is built
    and kept as long as the process, with the whole graph (`_graph_mode_decorator` of TensorFlow 2.21).
    """
    from tensorflow.python.framework import ops

    registered = ops.gradient_registry._registry
    before = set(registered)
    try:
        yield
    finally:
        for name in set(registered) - before:
            if name.startswith("CustomGradient-"):
                del registered[name]
