"""Pictures that came as arrays, of any height and width, grey or in colour -> uint8 RGB squares of a side."""

from collections.abc import Callable, Iterator

import numpy as np

from studies.data.sources.source import squares
from studies.system.escapes import short

Convert = Callable[[np.ndarray], np.ndarray]  # a picture's numbers -> uint8


def fault(shape: tuple[int, ...]) -> str | None:
    """What keeps an array of this shape from holding pictures; None where nothing does."""
    if len(shape) == 4 and shape[1] in (1, 3) and shape[3] not in (1, 3):
        return "its channels come first: turn them with .transpose(0, 2, 3, 1)"
    if len(shape) == 4 and shape[3] not in (1, 3):
        return f"it has {shape[3]} channels: give 3 (RGB), or 1 (grey)"
    if len(shape) not in (3, 4):
        return "pictures are (N, H, W) or (N, H, W, 1) where they are grey, and (N, H, W, 3) in RGB"
    return "it holds no pictures" if 0 in shape else None


def at(pictures: np.ndarray, side: int, convert: Convert = lambda picture: picture) -> np.ndarray:
    """The middle square of each picture, uint8 RGB `(N, side, side, 3)`.

    Args:
        pictures: `(N, H, W)`, `(N, H, W, 1)` or `(N, H, W, 3)`.

    Raises:
        UsageError: they would not fit into this machine's memory.
    """
    return squares(map(convert, _in_colour(pictures)), len(pictures), side)


def _in_colour(pictures: np.ndarray) -> Iterator[np.ndarray]:
    for picture in pictures:
        layers = picture if picture.ndim == 3 else picture[:, :, np.newaxis]
        yield layers if layers.shape[2] == 3 else np.repeat(layers, 3, axis=2)


def beyond(pictures: np.ndarray) -> str:
    """The numbers of pictures that no pixel has, and what to do; empty where there are none."""
    if pictures.dtype.kind == "f" and not np.isfinite(pictures).all():
        return "NaN or infinity: replace it by numbers from 0 to 255, or 0 to 1"
    wrong = pictures.dtype != np.uint8 and (pictures.min() < 0 or pictures.max() > 255)
    return "numbers beyond 0 to 255: scale them to that range, or to 0 to 1" if wrong else ""


def damage(cause: Exception) -> str:
    """Why a file of arrays cannot be read, in a clause with the remedy."""
    said = f"{type(cause).__name__}: {short(cause, 100)}"
    return f"{said}; if it is damaged, copy it again, or write it again with numpy.savez"
