"""A decoded picture of any colour mode -> uint8 RGB."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from PIL import Image

BAND = 1_000_000  # pixels converted at a time, so that no other thread waits long for the interpreter

ON_WHITE = "Transparent parts are shown on white."
DEEP = "More than 8 bits a channel: scaled down to 8."
PRINT_COLOURS = "Print colours (CMYK) are converted without a profile and may look different."

Convert = Callable[[Image.Image], tuple[np.ndarray, bool]]


def rgb(image: Image.Image, shrink: int = 1) -> tuple[np.ndarray, list[str]]:
    """uint8 RGB `(H, W, 3)`, width and height divided by `shrink`, converted band by band; and what to tell."""
    convert, notes = _converter(image)
    width, height = -(-image.width // shrink), -(-image.height // shrink)
    pixels = np.empty((height, width, 3), np.uint8)
    opaque = True
    top = 0
    for band in _bands(image, shrink):
        colours, band_opaque = convert(band)
        rows = -(-band.height // shrink)
        pixels[top : top + rows] = colours if shrink == 1 else _averaged(colours, width, rows)
        opaque = opaque and band_opaque
        top += rows
    return pixels, notes if opaque else [*notes, ON_WHITE]


def _bands(image: Image.Image, multiple: int = 1) -> Iterator[Image.Image]:
    """The picture from top to bottom; the heights of all bands but the last are multiples of `multiple`."""
    rows = max(1, BAND // image.width // multiple) * multiple
    for top in range(0, image.height, rows):
        yield image.crop((0, top, image.width, min(top + rows, image.height)))


def _averaged(colours: np.ndarray, width: int, height: int) -> np.ndarray:
    averaged: np.ndarray = cv2.resize(colours, (width, height), interpolation=cv2.INTER_AREA)
    return averaged


def _converter(image: Image.Image) -> tuple[Convert, list[str]]:
    """What turns a band of `image` into uint8 RGB and whether it was opaque; and what to tell."""
    if image.mode.startswith(("I", "F")):
        low, high = _range(image)
        return (lambda band: (_scaled(band, low, high), True)), [DEEP]
    if image.has_transparency_data:
        return _on_white, []
    if image.mode == "RGB":
        return (lambda band: (np.asarray(band), True)), []
    notes = [PRINT_COLOURS] if image.mode == "CMYK" else []
    return (lambda band: (np.asarray(band.convert("RGB")), True)), notes


def _range(image: Image.Image) -> tuple[float, float]:
    """What black and white are in a picture of more than 8 bits."""
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    ends = [end for band in _bands(image) for end in _ends(np.asarray(band, np.float64))] or [0.0, 1.0]
    low, high = min(ends), max(ends)
    if low >= 0 and image.mode == "F" and high <= 1:
        return 0.0, 1.0
    if low >= 0 and high <= 65535:
        return 0.0, 255.0 if high <= 255 else 65535.0
    return float(low), float(high)


def _ends(values: np.ndarray) -> tuple[float, ...]:
    """The least and the greatest finite value, where there is one."""
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else ()


def _scaled(band: Image.Image, low: float, high: float) -> np.ndarray:
    values = np.nan_to_num(np.asarray(band, np.float64), nan=low, posinf=high, neginf=low)
    grey = np.clip((values - low) / max(high - low, 1e-30) * 255, 0, 255).round().astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _on_white(band: Image.Image) -> tuple[np.ndarray, bool]:
    rgba = np.asarray(band.convert("RGBA"))
    colour, alpha = rgba[:, :, :3].astype(np.uint16), rgba[:, :, 3:].astype(np.uint16)
    # at most 255 * 255 + 127, which still fits 16 bits
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8), bool((alpha == 255).all())
