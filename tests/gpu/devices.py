"""What the tests of a GPU train on: a GPU, or the processor in its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import psutil
import pytest
import tensorflow as tf

from benchmarks.support import card
from hypermodels import NETWORKS
from studies.execution import local, worker
from studies.system.errors import UsageError
from tests.gpu import faked

MEBIBYTE = 1 << 20
LITTLE = 2048  # MiB of a GPU's memory that a worker may take, where it is to have too little


@dataclass(frozen=True)
class Device:
    """A device, and how much of everything is trained on it.

    Attributes:
        name: as a run's record has it.
        memory: asks for the MiB in use, and in all.
        pictures: to train on.
        widths: of the networks that are trained.
        tight: a network and two batch sizes; a worker that `with_little_memory` prepares has none for the second.
        with_little_memory: what such a worker does first.
    """

    name: str
    memory: Callable[[], tuple[float, float]]
    pictures: int
    widths: Mapping[str, float]
    tight: tuple[str, int, int]
    with_little_memory: Callable[[], None]


def gpu() -> Device:
    """The first GPU; where there is none the test is skipped."""
    found = tf.config.list_physical_devices("GPU")
    if not found:
        pytest.skip("TensorFlow sees no GPU here; docs/gpu.md says what it needs")
    try:
        card.memory()
    except UsageError as cause:
        pytest.skip(str(cause))
    name = str(tf.config.experimental.get_device_details(found[0])["device_name"])
    return Device(name, card.memory, 640, dict.fromkeys(NETWORKS, 1.0), ("vggnet", 16, 1200), with_little_memory)


def processor() -> Device:
    """This processor, once `faked.pretend` has run."""

    def memory() -> tuple[float, float]:
        return psutil.Process().memory_info().rss / MEBIBYTE, psutil.virtual_memory().total / MEBIBYTE

    return Device(faked.NAME, memory, 60, {"lenet": 0.5}, ("lenet", 16, 64), faked.warm_up_with_little_memory)


def with_little_memory() -> None:
    """What a worker does first that may take `LITTLE` of the GPU."""
    first = tf.config.list_physical_devices("GPU")[0]
    tf.config.set_logical_device_configuration(first, [tf.config.LogicalDeviceConfiguration(memory_limit=LITTLE)])
    worker.warm_up()


def workers_begin_with(first: Callable[[], None], patched: pytest.MonkeyPatch) -> None:
    """Have the worker processes of a command in this process do that first."""
    patched.setattr(local, "worker", SimpleNamespace(warm_up=first, work=worker.work, WorkerReport=worker.WorkerReport))
