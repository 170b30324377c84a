"""A file in MNIST's format (LeCun, Cortes, Burges: yann.lecun.com/exdb/mnist), compressed or not."""

import gzip
from pathlib import Path

import numpy as np

MOST_BYTES = 256 << 20  # the largest that is known has 47 MB
MOST_DIMENSIONS = 4  # pictures have three, or four with channels


class ForeignArray(ValueError):
    """The file holds something else; the message says what."""


def read(path: Path) -> np.ndarray:
    """The array of bytes, uint8, in a file: two zeros, the type 8, how many dimensions, and each of them.

    Raises:
        ForeignArray, OSError, EOFError: it is no such file, or cut.
    """
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ForeignArray(f"it has more than {MOST_BYTES >> 20} MiB")
    if content[:3] != b"\0\0\x08" or len(content) < 4:
        raise ForeignArray("it does not begin as such a file of bytes does")
    dimensions = content[3]
    if dimensions > MOST_DIMENSIONS:
        raise ForeignArray(f"it says it has {dimensions} dimensions")
    shape = np.frombuffer(content[4 : 4 + 4 * dimensions], ">u4").astype(object)
    numbers = np.frombuffer(content, np.uint8, offset=min(len(content), 4 + 4 * dimensions))
    if len(shape) != dimensions or np.prod(shape) != len(numbers):
        raise ForeignArray(f"it says it has {'x'.join(map(str, shape))} numbers, and has {len(numbers)}")
    return numbers.reshape(tuple(map(int, shape)))
