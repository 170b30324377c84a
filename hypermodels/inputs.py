"""The data that a tuner hands to `fit`, with one-hot labels: arrays or a tf.data.Dataset, with weights or without."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf

TAKEN = "give pictures and labels as arrays, or a tf.data.Dataset of (pictures, labels) or (pictures, labels, weights)"
BATCHED = 4  # dimensions of pictures in batches


def is_dataset(data: Any) -> bool:
    return isinstance(data, tf.data.Dataset)


def dataset(data: tf.data.Dataset, classes: int, batch_size: int, rebatch: bool = True) -> tf.data.Dataset:
    """The same pictures with one-hot labels, in batches of `batch_size`; with `rebatch=False` its own, if it has any.

    Raises:
        TypeError: its elements are not pictures with labels.
    """
    spec = data.element_spec
    if not isinstance(spec, tuple) or len(spec) not in (2, 3) or not all(isinstance(s, tf.TensorSpec) for s in spec):
        raise TypeError(f"The dataset's elements are {spec}; {TAKEN}.")
    if spec[0].shape.rank == BATCHED - 1:
        data = data.batch(batch_size)
    elif rebatch:
        data = data.rebatch(batch_size)
    return data.map(_with_one_hot(classes), num_parallel_calls=tf.data.AUTOTUNE)


@contextmanager
def of_unknown_length(steps: int | None) -> Iterator[None]:
    """Nobody knows how many batches a dataset has that was batched anew; Keras warns where it ends, as if too early."""
    with warnings.catch_warnings():
        if steps is None:
            warnings.filterwarnings("ignore", message="Your input ran out of data")
        yield


def validation(data: Any, classes: int, batch_size: int) -> Any:
    """`validation_data` as `fit` takes it, with one-hot labels.

    Raises:
        TypeError: it is something else.
    """
    if is_dataset(data):
        return dataset(data, classes, batch_size, rebatch=False)
    if not isinstance(data, (tuple, list)) or len(data) not in (2, 3):
        raise TypeError(f"validation_data is of type {type(data).__name__}; {TAKEN}.")
    pictures, labels, *weights = data
    return (pictures, one_hot(labels, classes), *weights)


def one_hot(labels: Any, classes: int) -> np.ndarray:
    """Class numbers `(N,)` or `(N, 1)` -> float32 `(N, classes)`; one-hot labels pass as they are.

    Raises:
        TypeError: there are none.
    """
    if labels is None:
        raise TypeError(f"There are no labels; {TAKEN}.")
    given: np.ndarray = np.asarray(labels)
    if given.ndim == 2 and given.shape[1] == classes:
        return given
    encoded: np.ndarray = np.eye(classes, dtype=np.float32)[given.reshape(-1)]
    return encoded


def _with_one_hot(classes: int) -> Callable[..., tuple[Any, ...]]:
    def convert(pictures: Any, labels: Any, *weights: Any) -> tuple[Any, ...]:
        if labels.shape.rank == 2 and labels.shape[1] == classes:
            return (pictures, labels, *weights)
        return (pictures, keras.ops.one_hot(tf.reshape(labels, [-1]), classes), *weights)

    return convert
