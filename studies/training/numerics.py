"""What decides a run's numbers beside its identity: settings of the whole process.

Equal runs have equal numbers only where these are equal. `variables.prepare` sets them before TensorFlow and Keras are
loaded, whatever the user's environment and Keras' configuration file say. `check` reads them back before a program is
built: a process that loaded TensorFlow first, or changed a setting since, is told so. `found` is stored with the run.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from studies.system import machine, variables
from studies.system.errors import UsageError
from studies.training import tensorflow_at_work


@dataclass(frozen=True)
class Setting:
    """One setting of the process: `read` says what it is, `wanted` what it must be, `remedy` how it becomes so."""

    name: str
    read: Callable[[], object]
    wanted: Callable[[], object]
    remedy: str


def prepare() -> None:
    """Switch on what a process must do itself before it builds a network, then `check`.

    Raises:
        UsageError: see `check`.
    """
    tensorflow_at_work.make_deterministic()
    check()


def check() -> None:
    """
    Raises:
        UsageError: a setting of this process is another, so that its numbers would not be those of a worker.
    """
    if others := [one for one in SETTINGS if one.read() != one.wanted()]:
        raise UsageError(" ".join(_sentence(one) for one in others))


def found() -> dict[str, object]:
    """Every setting as it is, and the instructions oneDNN is kept to: as stored in run.json."""
    return {"onednn_isa": machine.onednn_limit(), **{one.name: one.read() for one in SETTINGS}}


def _sentence(setting: Setting) -> str:
    return (
        f"In this process {setting.name} is {setting.read()!r}, and runs are trained with {setting.wanted()!r}: "
        f"{setting.remedy}."
    )


def _of_keras(name: str) -> Callable[[], object]:
    def read() -> object:
        import keras

        return getattr(keras.config, name)()

    return read


def _of_tensorflow(path: str) -> Callable[[], object]:
    def read() -> object:
        import tensorflow as tf

        return functools.reduce(getattr, path.split("."), tf)()

    return read


def _policy() -> object:
    import keras

    return keras.config.dtype_policy().name


def _constant(value: object) -> Callable[[], object]:
    return lambda: value


FIRST = "import studies before TensorFlow and Keras"
SETTINGS = (
    Setting("keras.backend", _of_keras("backend"), _constant("tensorflow"), f"{FIRST}, or set KERAS_BACKEND"),
    Setting("keras.floatx", _of_keras("floatx"), _constant("float32"), "give keras.config.set_floatx('float32')"),
    Setting("keras.epsilon", _of_keras("epsilon"), _constant(1e-7), "give keras.config.set_epsilon(1e-7)"),
    Setting(
        "keras.image_data_format",
        _of_keras("image_data_format"),
        _constant("channels_last"),
        "give keras.config.set_image_data_format('channels_last')",
    ),
    Setting("keras.dtype_policy", _policy, _constant("float32"), "give keras.config.set_dtype_policy('float32')"),
    Setting(
        "tensorflow.executing_eagerly",
        _of_tensorflow("executing_eagerly"),
        _constant(True),
        "start a process that leaves eager execution on",
    ),
    Setting(
        "tensorflow.functions_run_eagerly",
        _of_tensorflow("config.functions_run_eagerly"),
        _constant(False),
        "give tf.config.run_functions_eagerly(False)",
    ),
    Setting(
        "tensorflow.jit",
        _of_tensorflow("config.optimizer.get_jit"),
        _constant(""),
        "give tf.config.optimizer.set_jit(False)",
    ),
    Setting(
        "tensorflow.optimizer_options",
        tensorflow_at_work.optimizer_options,
        dict,
        "start a process that leaves tf.config.optimizer alone",
    ),
    Setting(
        "tensorflow.tensor_float_32",
        _of_tensorflow("config.experimental.tensor_float_32_execution_enabled"),
        _constant(True),
        "give tf.config.experimental.enable_tensor_float_32_execution(True)",
    ),
    Setting(
        "tensorflow.deterministic",
        tensorflow_at_work.deterministic,
        tensorflow_at_work.has_gpu,
        "start a process that leaves TensorFlow's determinism to studies",
    ),
    Setting(
        "tensorflow.threads",
        tensorflow_at_work.threads_at_work,
        variables.threads,
        "start a process of its own for them, or give as many THREADS",
    ),
    Setting(
        "tensorflow.onednn",
        tensorflow_at_work.onednn_at_work,
        tensorflow_at_work.has_onednn,
        f"{FIRST}, or set TF_ENABLE_ONEDNN_OPTS=1 before",
    ),
)
