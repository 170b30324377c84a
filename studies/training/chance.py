"""What chance decides in a run. Each is a function of the run and of what is decided, so nothing depends on what came
before it in the process."""

import hashlib

import keras
import numpy as np

from studies.plan.runs import Run


def order_of(seed: int, epoch: int, indices: np.ndarray) -> np.ndarray:
    """The order in which an epoch sees its pictures, `(n,)`: a function of (seed, epoch) alone."""
    return np.random.Generator(np.random.PCG64([seed, epoch])).permutation(indices)


def initial_kernel(run: Run, kernel: keras.Variable) -> np.ndarray:
    """A kernel before the first update: a function of (seed, initializer, the variable's path and shape)."""
    initializer = keras.initializers.get(str(run.configuration["initializer"]))
    if hasattr(initializer, "seed"):
        seed = int.from_bytes(_digest(run.seed, kernel.path)[:4], "little") & 0x7FFFFFFF
        initializer = type(initializer).from_config({**initializer.get_config(), "seed": seed})
    return np.asarray(initializer(kernel.shape, dtype="float32"))


def generator_state(seed: int, epoch: int, layer: str) -> np.ndarray:
    """The state uint32 `(2,)` with which a layer's generator begins an epoch."""
    return np.frombuffer(_digest(seed, epoch, layer)[:8], np.uint32)


def augmentation_seed(seed: int, epoch: int) -> np.ndarray:
    """The seed int32 `(2,)` of an epoch's chances, a row of them a picture of the dataset.

    A row depends on (seed, epoch, the picture's index) alone: not on the order, the batch, or which pictures are used.
    """
    return np.frombuffer(_digest(seed, epoch, "augmentation")[:8], np.int32)


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode()).digest()
