"""Any picture -> a square of the side that a dataset or a network has, the way a user chose."""

import cv2
import numpy as np

from hypermodels import SIDE

FITS = ("crop", "whole", "pad")


def to_square(pixels: np.ndarray, fit: str = "crop", side: int = SIDE) -> np.ndarray:
    """uint8 `(H, W, 3)` -> uint8 `(side, side, 3)`, averaging areas, which does not alias.

    `fit` "crop" takes the largest centred square; "whole" squeezes all of the picture, changing its proportions; "pad"
    keeps all of it and its proportions, on a ground of its mean colour.
    """
    if fit not in FITS:
        raise ValueError(f"fit={fit!r} is not known; choose from {', '.join(FITS)}.")
    if fit == "crop":
        height, width = pixels.shape[:2]
        shorter = min(height, width)
        top, left = (height - shorter) // 2, (width - shorter) // 2
        pixels = pixels[top : top + shorter, left : left + shorter]
    if fit == "pad":
        return _padded(pixels, side)
    return _resized(pixels, side, side)


def _padded(pixels: np.ndarray, side: int) -> np.ndarray:
    height, width = pixels.shape[:2]
    longest = max(height, width)
    rows, columns = max(1, round(side * height / longest)), max(1, round(side * width / longest))
    small = _resized(pixels, rows, columns)
    padded = np.empty((side, side, 3), np.uint8)
    padded[:] = small.mean(axis=(0, 1)).round()
    top, left = (side - rows) // 2, (side - columns) // 2
    padded[top : top + rows, left : left + columns] = small
    return padded


def _resized(pixels: np.ndarray, rows: int, columns: int) -> np.ndarray:
    if pixels.shape[:2] == (rows, columns):
        return np.ascontiguousarray(pixels)
    resized: np.ndarray = cv2.resize(pixels, (columns, rows), interpolation=cv2.INTER_AREA)
    return resized
