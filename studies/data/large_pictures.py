"""Decodes a large picture smaller, so that no picture takes more memory than a few hundred megabytes.

What is shown and what a network sees need far fewer pixels than a large photograph has.
"""

import math

from PIL import Image

SHARP = 16_000_000  # pixels; up to here a picture is decoded as it is
BUDGET = 280_000_000  # bytes that decoding may take
# Bytes that decoding takes for each pixel, measured with Pillow 12 and 13; any other kind takes PLAIN.
BYTES = {"WEBP": 16.0, "AVIF": 9.0, "HEIF": 8.0}
JPEG2000, PLAIN, COEFFICIENT = 19.0, 4.0, 2.0
DRAFTS = (1, 2, 4, 8)  # what a JPEG's width and height can be divided by while it is decoded
LEVELS = range(6)  # a JPEG 2000 holds halves of itself, five of them unless its writer chose otherwise


def most_pixels(image: Image.Image) -> int:
    """How many pixels a picture of this kind may have."""
    if image.format == "JPEG2000":
        return int(BUDGET / JPEG2000 * 4 ** max(LEVELS))
    return int(BUDGET / _bytes(image))


def ask_smaller(image: Image.Image) -> None:
    """Have a JPEG or JPEG 2000 that is not loaded yet decoded at a fraction of its size, where it is large."""
    pixels = image.width * image.height
    if image.format in ("JPEG", "MPO"):
        part = next((part for part in DRAFTS if pixels <= SHARP * part**2), DRAFTS[-1])
        image.draft(None, (image.width // part, image.height // part))
    elif image.format == "JPEG2000":
        level = next((level for level in LEVELS if pixels * JPEG2000 <= BUDGET * 4**level), max(LEVELS))
        image.reduce = level  # type: ignore[method-assign, assignment]  # this kind has it as a setting


def shrinking(image: Image.Image) -> int:
    """By what the decoded picture's width and height are to be divided."""
    return math.ceil(math.sqrt(image.width * image.height / SHARP))


def _bytes(image: Image.Image) -> float:
    if image.format not in ("JPEG", "MPO"):
        return BYTES.get(image.format or "", PLAIN)
    return PLAIN / DRAFTS[-1] ** 2 + _coefficients(image)


def _coefficients(image: Image.Image) -> float:
    """A progressive JPEG keeps the coefficients of all its pixels until the last scan."""
    layers = getattr(image, "layer", None)
    if not image.info.get("progressive") or not layers:
        return 0.0
    across, down = max(layer[1] for layer in layers), max(layer[2] for layer in layers)
    return float(COEFFICIENT * sum(layer[1] * layer[2] for layer in layers) / (across * down))
