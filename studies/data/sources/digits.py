"""Scikit-learn's bundled handwritten digits (Alpaydin, Kaynak 1998): 1,797 pictures of 8x8, shown as 32x32 RGB."""

import gzip
import importlib.util
from pathlib import Path

import numpy as np

from hypermodels import SIDE
from studies.data.sources.source import Parts, Source, squares

A = -0.75  # Keys 1981, "Cubic convolution interpolation": its free parameter, as OpenCV's INTER_CUBIC has it


def source() -> Source:
    return Source("digits", tuple("0123456789"), "digits 1", _read, own_side=SIDE)


def _read(side: int) -> Parts:
    table = _table()
    large = _enlarged(np.round(table[:, :-1].reshape(-1, 8, 8) * (255 / 16)))
    pictures = squares((np.repeat(picture[..., None], 3, axis=2) for picture in large), len(large), side)
    return Parts((pictures, table[:, -1].astype(np.int64)))


def _table() -> np.ndarray:
    """Scikit-learn's own file, `(N, 65)`: a row a picture, its pixels and its class. Its reader would load all of
    scikit-learn, with SciPy and pandas, which takes longer than all else that a first study does to be planned."""
    found = importlib.util.find_spec("sklearn")
    assert found is not None
    assert found.origin is not None
    with gzip.open(Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz", "rt", encoding="utf-8") as file:
        return np.loadtxt(file, delimiter=",")


def _enlarged(grey: np.ndarray) -> np.ndarray:
    """Whole numbers `(N, 8, 8)` -> uint8 `(N, SIDE, SIDE)`, by bicubic interpolation.

    OpenCV's own rounds another way on each kind of processor, and a dataset is known by its bits. Here every step is
    exact but those that `_rounded` names; these are the steps, and so the bits, that stores made with AVX-512 hold.
    """
    taps, weights = _cubic(grey.shape[1])
    wide = sum(grey[:, :, taps[:, tap]] * weights[:, tap] for tap in range(4))
    above, below, next_above, next_below = (wide[:, taps[:, tap]] * weights[:, tap, None] for tap in (1, 0, 3, 2))
    tall = _rounded(_rounded(_rounded(above) + below) + _rounded(_rounded(next_above) + next_below))
    pixels: np.ndarray = np.clip(np.rint(tall), 0, 255).astype(np.uint8)
    return pixels


def _cubic(side: int) -> tuple[np.ndarray, np.ndarray]:
    """For each of SIDE pixels the four of `side` that it is made of, and their weights; beyond the edge it goes on."""
    centres = (np.arange(SIDE) + 0.5) * (side / SIDE) - 0.5
    left = np.floor(centres).astype(int)
    distances = np.abs(centres[:, None] - left[:, None] - np.arange(-1, 3))
    near = ((A + 2) * distances - (A + 3)) * distances**2 + 1
    far = ((A * distances - 5 * A) * distances + 8 * A) * distances - 4 * A
    return np.clip(left[:, None] + np.arange(-1, 3), 0, side - 1), np.where(distances <= 1, near, far)


def _rounded(values: np.ndarray) -> np.ndarray:
    """To the nearest float32, so that the next sum starts from it."""
    return values.astype(np.float32).astype(np.float64)
