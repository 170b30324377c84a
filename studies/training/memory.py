"""The memory that a run took, what of it TensorFlow would never give back, and what it need not take."""

import contextlib
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from studies.data.sources.source import Arrays

# dnnl_out_of_memory and dnnl_runtime_error, in the words of TensorFlow's kernels: both came where memory was short.
ONEDNN_REFUSED = re.compile("Status: [15],")
TENSORFLOW_REFUSED = re.compile("OOM when allocating[^\n]*")  # behind pages of where in the graph it was
ALIGNED = 64  # bytes: TensorFlow reads whole vectors, and NumPy's own files have their arrays so


def forget_peak() -> None:
    """Let the peak begin anew: a worker's next run may be a smaller one. Where that cannot be, it is the process'."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_bytes(b"5")


def peak_memory() -> int:
    """The largest resident memory of this process since `forget_peak`, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def refusal(error: Exception) -> Exception | None:
    """What says that memory was asked for and not given; None where it was something else.

    oneDNN says so in a number, and that it could not create or execute a primitive: as of what it does not know.
    """
    import tensorflow as tf

    if isinstance(error, tf.errors.AbortedError) and ONEDNN_REFUSED.search(str(error)):
        return MemoryError(f"oneDNN could not go on, as without memory: {error}")
    if isinstance(error, tf.errors.ResourceExhaustedError) and (said := TENSORFLOW_REFUSED.search(str(error))):
        brief: Exception = tf.errors.ResourceExhaustedError(None, None, said[0])
        return brief
    return error if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError) else None


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


def tensors(part: Arrays) -> tuple[Any, Any]:
    """Pictures and their class numbers as programs take them: as the file has them (`mapped`), and int32."""
    import tensorflow as tf

    pictures, labels = part
    return mapped(pictures), tf.constant(labels, tf.int32)


def mapped(pictures: np.ndarray) -> Any:
    """uint8 `(N, H, W, 3)`, as the bytes of the mapped file itself: all processes share them, and none copies.

    A copy would take a third of a second at the start of each worker, and 138 MB of CIFAR-10 for good. On a GPU it is
    made once, or each call of a program would send all pictures there.
    """
    import tensorflow as tf

    from studies.training import tensorflow_at_work

    if tensorflow_at_work.has_gpu() or not isinstance(pictures, np.memmap):
        return tf.constant(pictures)
    path, offset = Path(str(pictures.filename)), pictures.offset
    if path.stat().st_size != offset + pictures.nbytes or offset % ALIGNED:  # a part of it does not say where it begins
        return tf.constant(pictures)
    # Mapped again so that TensorFlow, which knows no read-only array, may have it: what was written would stay here.
    again = np.memmap(path, pictures.dtype, "c", offset, pictures.shape)
    return tf.experimental.dlpack.from_dlpack(again.__dlpack__())
