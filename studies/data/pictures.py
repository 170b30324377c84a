"""Any picture file -> its pixels, upright.

picture = read("cat.jpg")                        picture.pixels: uint8 RGB (H, W, 3); picture.warnings
small = to_square(picture.pixels, "crop", 32)     uint8 RGB (32, 32, 3), as a network sees it (studies.data.resizing)
"""

import functools
import io
import re
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

import numpy as np
from PIL import Image

from studies.data.large_pictures import ask_smaller, most_pixels, shrinking
from studies.data.picture_formats import BEGINNINGS, FORMATS, HEIF, is_heic
from studies.data.pixels import rgb
from studies.system.errors import Explained

T = TypeVar("T")

MAX_PIXELS = 100_000_000  # 300 MB as RGB; a larger picture is refused before it is decoded


# EXIF orientation -> what brings the picture upright (EXIF 2.32, 4.6.4 A)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112

TURNED = "Turned upright, as its EXIF data says."
FIRST_FRAME = "Only the first frame is used."
SMALL = "Smaller than {side}x{side}: it is enlarged."  # of a picture for a network that takes a larger side

# Pillow reports oddities through `warnings`, whose filters belong to the whole process (catch_warnings is not
# safe between threads), so one picture is opened at a time.
_one_at_a_time = threading.Lock()


class UnreadablePicture(Explained):
    """Not a picture we can show."""


@dataclass(frozen=True)
class Picture:
    """Upright pixels, uint8 RGB `(H, W, 3)`, and a sentence for everything that was changed on the way.

    `size` is the width and height of the original, which `pixels` may be smaller than.
    """

    pixels: np.ndarray
    warnings: tuple[str, ...]
    size: tuple[int, int]


def read(source: Path | str | bytes, name: str = "", lean: bool = False) -> Picture:
    """The picture in a file (path) or in memory (bytes). `name` is what error messages call it.

    `lean`: a large picture is decoded smaller, or refused where it would take too much memory.

    Raises:
        UnreadablePicture: missing, foreign, truncated, damaged, or of more than 100 megapixels.
    """
    if isinstance(source, bytes):
        return _read(io.BytesIO(source), name or "The data", len(source), lean)
    path = Path(source)
    name = name or path.name or str(path)
    try:
        if not path.exists():
            raise UnreadablePicture("{name} does not exist.", name=path)
        if not path.is_file():
            raise UnreadablePicture("{name} is not a file.", name=path)
        with path.open("rb") as file:
            return _read(file, name, path.stat().st_size, lean)
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadablePicture):
            raise
        cause = getattr(error, "strerror", None) or error
        raise UnreadablePicture("{name} cannot be read: {cause}.", name=name, cause=cause) from error


def _read(file: IO[bytes], name: str, size: int, lean: bool) -> Picture:
    if size == 0:
        raise UnreadablePicture("{name} is empty.", name=name)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = _opened(file, name)
        width, height = image.size
        _check_size(name, width, height, min(MAX_PIXELS, most_pixels(image)) if lean else MAX_PIXELS)
        if lean:
            ask_smaller(image)
        notes = [FIRST_FRAME] if _attempt(lambda: bool(getattr(image, "is_animated", False))) else []
        if image.format == "MPO":  # a phone's JPEG with a preview behind it is no animation
            notes = []
        turn = _attempt(lambda: image.getexif().get(ORIENTATION))
        upright = _loaded(image, file, name)
    if turn in UPRIGHT:
        notes.append(TURNED)
        if image.format != "TIFF":  # Pillow has turned a TIFF already
            upright = upright.transpose(UPRIGHT[turn])
    try:
        pixels, note = rgb(upright, shrinking(upright) if lean else 1)
    except Exception as error:
        raise _damaged(name, error) from error
    notes.extend(note)
    sideways = turn in UPRIGHT and turn >= 5
    return Picture(pixels, tuple(notes), (height, width) if sideways else (width, height))


def _opened(file: IO[bytes], name: str) -> Image.Image:
    head = file.read(32)
    file.seek(0)
    heic = is_heic(head)
    try:
        if heic:
            _register_heif()
        return Image.open(file, formats=(HEIF,) if heic else FORMATS)
    except Image.DecompressionBombError as error:
        raise UnreadablePicture("{name} has more than 100 megapixels: shrink it first.", name=name) from error
    except Exception as error:  # Pillow's parsers raise almost anything on a foreign file
        if heic or any(head.startswith(start) for start in BEGINNINGS):
            raise UnreadablePicture("{name} is damaged: copy or download it again.", name=name) from error
        raise UnreadablePicture(
            "{name} is not a picture this program reads (JPEG, PNG, GIF, WebP, TIFF, BMP...).", name=name
        ) from error


@functools.cache
def _register_heif() -> None:
    """Let Pillow read HEIC: only now, since most never need its decoder."""
    import pi_heif

    pi_heif.register_heif_opener()


def _check_size(name: str, width: int, height: int, most: int) -> None:
    if width * height > most:
        raise UnreadablePicture(
            "{name} has {megapixels:.0f} megapixels; the limit is {limit:.0f}: shrink it first.",
            name=name,
            megapixels=width * height / 1e6,
            limit=most / 1e6,
        )
    if width * height < 1:
        raise UnreadablePicture("{name} has no pixels.", name=name)


def _loaded(image: Image.Image, file: IO[bytes], name: str) -> Image.Image:
    try:
        image.load()
        if image.format == "PNG":  # decoding does not look at the checksums
            file.seek(0)
            Image.open(file, formats=("PNG",)).verify()
    except Exception as error:
        raise _damaged(name, error) from error
    return image


def _damaged(name: str, error: Exception) -> UnreadablePicture:
    if isinstance(error, MemoryError):
        return UnreadablePicture("{name} takes too much memory: shrink it first.", name=name)
    cause = re.sub(r"b'(\w+)'", r"\1", str(error)).strip() or type(error).__name__
    if "truncated" in cause.lower():
        return UnreadablePicture("{name} is cut short: copy or download it again.", name=name)
    return UnreadablePicture("{name} is damaged or of an unknown kind ({cause}).", name=name, cause=cause)


def _attempt(get: Callable[[], T]) -> T | None:
    """What `get` gives, or None: damaged metadata must not cost the picture."""
    try:
        return get()
    except Exception:
        return None
