"""What TensorFlow does in this process: asked of it, not of the environment that it may have read earlier."""

import functools
from contextlib import suppress
from pathlib import Path

from studies.system import variables


def deterministic() -> bool:
    from tensorflow.python.framework import config

    return bool(config.is_op_determinism_enabled())


def make_deterministic() -> None:
    """On a GPU operations are deterministic only where that is asked for, in each process anew."""
    if has_gpu():
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()


def has_gpu() -> bool:
    import tensorflow as tf

    return bool(tf.config.list_physical_devices("GPU"))


def optimizer_options() -> dict[str, object]:
    """Of Grappler, those that somebody has changed."""
    import tensorflow as tf

    options = tf.config.optimizer.get_experimental_options().items()
    return {name: value for name, value in options if value or not name.startswith("disable_")}


def threads_at_work() -> int:
    """TensorFlow's threads in this process. Where it has not started yet, it starts with `variables.threads`.

    Where somebody else started it, its threads are counted. `tf.data` and sessions of the old kind have pools of their
    own whose threads have the same name, so only that there are too few can be known.
    """
    import tensorflow as tf

    with suppress(RuntimeError):  # it has started
        tf.config.threading.set_intra_op_parallelism_threads(variables.threads())
        tf.config.threading.set_inter_op_parallelism_threads(variables.threads())
    if told := int(tf.config.threading.get_intra_op_parallelism_threads()):
        return told
    return min(_pool() or variables.threads(), variables.threads())


def _pool() -> int:
    """The threads that TensorFlow runs operations in, in all its pools; 0 where the system does not tell."""
    _ran()
    return sum(_name(thread) == "tf_Compute" for thread in Path("/proc/self/task").glob("*"))


def _name(thread: Path) -> str:
    """Nothing of a thread that ended since it was listed."""
    try:
        return (thread / "comm").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def has_onednn() -> bool:
    """Whether this build of TensorFlow has it at all."""
    from tensorflow.python.framework import kernels

    return bool(kernels.get_registered_kernels_for_op("_MklNativeConv2D").kernel)


def onednn_at_work() -> bool:
    """Asked of a graph that ran: the environment may have been set after TensorFlow had read it."""
    return any(name.startswith("_Mkl") for name in _ran())


@functools.cache
def _ran() -> frozenset[str]:
    """The operations that a convolution became when it ran on the processor."""
    import tensorflow as tf
    from tensorflow.python.eager import context

    def convolution(x):  # type: ignore[no-untyped-def]
        return tf.nn.conv2d(x, tf.ones([3, 3, 4, 4]), 1, "SAME")

    picture = tf.TensorSpec([1, 8, 8, 4])
    with tf.device("CPU"):
        graph = tf.function(convolution, autograph=False).get_concrete_function(picture)
    context.enable_run_metadata()
    try:
        graph(tf.ones(picture.shape))
        graphs = context.export_run_metadata().partition_graphs
    finally:
        context.disable_run_metadata()
    return frozenset(node.op for graph in graphs for node in graph.node)
