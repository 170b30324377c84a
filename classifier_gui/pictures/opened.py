"""An opened picture: what the window shows of it and what the networks see."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from classifier_gui.pictures.found import pictures_in
from studies.data.pictures import Picture, UnreadablePicture, read
from studies.data.resizing import FITS, to_32x32

PREVIEW = 1280  # pixels, the longest side kept for showing; a large original is let go
THUMBNAIL = 128  # pixels


@dataclass(frozen=True, eq=False)  # two pictures are the same only if they are one
class Opened:
    """`preview` uint8 RGB, `small` the 32x32 pixels of each fit, `size` (width, height) of the original."""

    name: str
    size: tuple[int, int]
    preview: np.ndarray
    small: dict[str, np.ndarray]
    warnings: tuple[str, ...]
    path: Path | None = None
    true_class: str = ""
    siblings: tuple[Path, ...] = ()


def around(path: Path) -> tuple[Path, ...]:
    """The pictures of the folder `path` lies in, or is; just itself where they cannot be listed."""
    try:
        if path.is_dir():
            return pictures_in(path)
        return pictures_in(path.absolute().parent)
    except (UnreadablePicture, OSError):
        return (path,)


def open_path(path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> Opened:
    """Read a file, or the first picture of a folder.

    `siblings` are the pictures to page through, by default those of the file's folder.

    Raises:
        UnreadablePicture: as `studies.data.pictures.read`; or the folder cannot be read, or holds no picture.
    """
    if _is_folder(path):
        siblings = pictures_in(path)
        if not siblings:
            raise UnreadablePicture("{name} holds no pictures.", name=path)
        path = siblings[0]
    return opened(read(path, lean=True), path.name, path, true_class, siblings or around(path))


def opened(
    picture: Picture, name: str, path: Path | None = None, true_class: str = "", siblings: tuple[Path, ...] = ()
) -> Opened:
    preview = _within(picture.pixels, PREVIEW)
    small = {fit: to_32x32(picture.pixels, fit) for fit in FITS}
    return Opened(name, picture.size, preview, small, picture.warnings, path, true_class, siblings)


def small(source: Path | bytes, name: str, fit: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """The 32x32 pixels of a picture, and what was changed in it."""
    picture = read(source, name, lean=True)
    return to_32x32(picture.pixels, fit), picture.warnings


def thumbnail(source: Path | bytes, name: str) -> np.ndarray:
    """uint8 RGB `(H, W, 3)` of a picture, at most `THUMBNAIL` wide and high."""
    return _within(read(source, name, lean=True).pixels, THUMBNAIL)


def _within(pixels: np.ndarray, side: int) -> np.ndarray:
    """No wider and no higher than `side`."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    return cv2.resize(
        pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it will say why
