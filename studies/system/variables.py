"""The environment variables that a process with TensorFlow begins with: what it computes with, its share of a machine.

Each is read once, when TensorFlow or Keras is first loaded. What came of them is read back in `numerics`.
"""

import os
from pathlib import Path

from studies.system import machine

KERAS_HOME = "SWEEPBOOK_KERAS_HOME"  # the user's, for the commands that this one starts
WORKERS = "SWEEPBOOK_WORKERS"
NUMERIC: dict[str, str | None] = {  # they change numbers; None: must not be set
    "TF_ENABLE_ONEDNN_OPTS": "1",  # TensorFlow leaves it off by itself on processors without AVX-512
    "KERAS_BACKEND": "tensorflow",
    "KERAS_HOME": os.devnull,  # holds no configuration file
    "TF_SET_ONEDNN_FPMATH_MODE": None,  # oneDNN's float32 in fewer digits, also the next two
    "ONEDNN_DEFAULT_FPMATH_MODE": None,
    "DNNL_DEFAULT_FPMATH_MODE": None,
    "TF_ENABLE_ZENDNN_OPTS": None,
    "TF_XLA_FLAGS": None,
    "TF_DETERMINISTIC_OPS": None,
    "TF_OVERRIDE_GLOBAL_THREADPOOL": None,
    "TF_USE_DEEP_CONV2D": None,
    "TF_DISABLE_JIT_KERNELS": None,
}
THREADS = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")


def prepare() -> None:
    """Set `NUMERIC`, whatever the user's environment says; and one thread for NumPy's algebra, unless it says another.

    Its matrices are small. More threads wait for each other without rest: a Gaussian process of a Bayesian search took
    eight times the processor.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if os.environ.get("KERAS_HOME") != os.devnull:
        os.environ[KERAS_HOME] = str(keras_home())
    for name, value in NUMERIC.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def keras_home() -> Path:
    """Keras' folder as the user has it: downloaded datasets lie there."""
    given = (os.environ.get(name) for name in ("KERAS_HOME", KERAS_HOME))
    return Path(next((one for one in given if one and one != os.devnull), Path.home() / ".keras"))


def share(threads: int, workers: int = 1) -> None:
    """Be one of so many workers side by side, with so many of TensorFlow's threads; results are exact for as many."""
    os.environ.update(dict.fromkeys(THREADS, str(threads)))
    os.environ[WORKERS] = str(workers)
    os.environ["TF_FORCE_GPU_ALLOW_GROWTH"] = "true"


def threads() -> int:
    """As many as `share` said, else as many as there are cores."""
    said = os.environ.get(THREADS[0], "")
    return int(said) if said.isdecimal() and int(said) else machine.cores()


def workers() -> int:
    return int(os.environ.get(WORKERS, "1"))
