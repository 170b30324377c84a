"""The processor in a GPU's place: TensorFlow says that there is one, and places nothing on it.

What asks for a GPU takes its GPU branch: deterministic kernels, workers that share one, precisions, rules of a device.
What only a GPU's own kernels do is not seen so.
"""

from collections.abc import Callable
from typing import Any

import pytest
import tensorflow as tf
from tensorflow.python.framework import config

from studies.execution import worker
from studies.training import environment
from studies.training.program import Program

NAME = "a faked GPU"
NO_CARD = "GPU-faked"  # a name that no GPU has, for CUDA_VISIBLE_DEVICES
ROOM = 50  # pictures a batch that the faked GPU has memory for


def pretend(patched: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have TensorFlow tell of a GPU in this process. Returns what ends it, before the patches are undone."""
    real = tf.config.list_physical_devices
    patched.setattr(
        tf.config, "list_physical_devices", lambda kind=None: [NAME] if kind == "GPU" else real(device_type=kind)
    )
    patched.setattr(tf.config.experimental, "get_device_details", lambda _: {"device_name": NAME})
    environment._fixed.cache_clear()

    def end() -> None:
        config.disable_op_determinism()
        environment._fixed.cache_clear()

    return end


def warm_up() -> None:
    """What a worker does first."""
    pretend(pytest.MonkeyPatch())
    worker.warm_up()


def warm_up_with_little_memory() -> None:
    """As `warm_up`; a batch of more than `ROOM` pictures has no memory."""
    trained = Program.train

    def train(self: Program, pictures: Any, labels: Any, order: Any, batch_size: int, steps: Any) -> Any:
        if batch_size > ROOM:
            raise tf.errors.ResourceExhaustedError(None, None, f"OOM when allocating tensor with shape[{batch_size}]")
        return trained(self, pictures, labels, order, batch_size, steps)

    pytest.MonkeyPatch().setattr(Program, "train", train)
    warm_up()
