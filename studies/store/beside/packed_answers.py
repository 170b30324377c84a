"""How the classes that a run said lie in its file: what changed from one row to the next, two pictures in a byte.

The first row holds the true classes, the next ones what was said after one epoch and another. Each is written as its
difference to the one before, modulo the number of classes: most are 0, so less is left after compression. Pure.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

NIBBLE = 16  # of so many classes two fit into a byte
CLASSES = range(1, 1 << 32)  # so many NumPy's numbers can tell apart
NO_ANSWERS = "its arrays are not class numbers of the same pictures"


def packed(arrays: Mapping[str, np.ndarray]) -> tuple[dict[str, Any], np.ndarray]:
    """What must be known to read them, and the array that is written.

    Args:
        arrays: unsigned class numbers `(n,)`: `labels`, then the others by epoch.
    """
    rows = np.stack(list(arrays.values()))
    classes = int(rows.max(initial=0)) + 1
    about = {"pictures": rows.shape[1], "classes": classes, "epochs": [int(name) for name in list(arrays)[1:]]}
    changed: np.ndarray = np.diff(rows.astype(np.int64), axis=0, prepend=0)
    changed = (changed % classes).astype(rows.dtype)
    return about, _paired(changed) if classes <= NIBBLE else changed


def unpacked(about: Mapping[str, Any], written: np.ndarray) -> dict[str, np.ndarray]:
    """The class numbers again.

    Raises:
        ValueError: this is nothing that `packed` wrote.
    """
    count, classes, epochs = (about.get(name) for name in ("pictures", "classes", "epochs"))
    if type(count) is not int or type(classes) is not int or not isinstance(epochs, list) or classes not in CLASSES:
        raise ValueError("it does not say what it holds")
    size = (count + 1) // 2 if classes <= NIBBLE else count
    if written.dtype.kind != "u" or written.shape != (len(epochs) + 1, size):
        raise ValueError(NO_ANSWERS)
    changed = _single(written, count) if classes <= NIBBLE else written
    rows = np.cumsum(changed, axis=0, dtype=np.int64) % classes
    return {str(name): row.astype(written.dtype) for name, row in zip(("labels", *epochs), rows, strict=True)}


def _paired(numbers: np.ndarray) -> np.ndarray:
    """Rows of numbers below 16, two in a byte."""
    even = np.pad(numbers.astype(np.uint8), [(0, 0), (0, numbers.shape[1] % 2)])
    return even[:, ::2] + NIBBLE * even[:, 1::2]


def _single(pairs: np.ndarray, count: int) -> np.ndarray:
    return np.stack([pairs % NIBBLE, pairs // NIBBLE], axis=-1).reshape(len(pairs), -1)[:, :count]
