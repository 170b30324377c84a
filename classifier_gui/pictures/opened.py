"""An opened picture: what the window shows of it and what the networks see."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from classifier_gui.pictures.crop import CENTRE, Crop
from classifier_gui.pictures.found import pictures_in
from hypermodels import SIDE
from studies.data.pictures import Picture, UnreadablePicture, read
from studies.data.resizing import FITS, to_square

PREVIEW = 1280  # pixels, the longest side kept for showing; a large original is let go
THUMBNAIL = 128  # pixels


@dataclass(frozen=True, eq=False)  # two pictures are the same only if they are one
class Opened:
    """`preview` uint8 RGB, `small` what is seen by fit and side, `size` (width, height) of the original."""

    name: str
    size: tuple[int, int]
    preview: np.ndarray
    small: dict[tuple[str, int], np.ndarray]
    warnings: tuple[str, ...]
    path: Path | None = None
    true_class: str = ""
    siblings: tuple[Path, ...] = ()

    def knows(self, sides: Iterable[int]) -> bool:
        """Whether what networks of these sides see was made from the whole original."""
        return all((fit, side) in self.small for fit in FITS for side in sides)

    def looks(self, fit: str, crop: Crop, sides: Iterable[int]) -> dict[int, np.ndarray]:
        """What networks of these sides see, uint8 RGB `(side, side, 3)`; of the preview, where the original is gone."""
        if fit == "crop" and crop != CENTRE:
            return {side: crop.seen(self.preview, side) for side in sides}
        return {
            side: self.small[fit, side] if self.knows([side]) else to_square(self.preview, fit, side) for side in sides
        }


def around(path: Path) -> tuple[Path, ...]:
    """The pictures of the folder `path` lies in, or is; just itself where they cannot be listed."""
    try:
        if path.is_dir():
            return pictures_in(path)
        return pictures_in(path.absolute().parent)
    except (UnreadablePicture, OSError):
        return (path,)


def open_path(
    path: Path, true_class: str = "", siblings: tuple[Path, ...] = (), sides: tuple[int, ...] = (SIDE,)
) -> Opened:
    """Read a file, or the first picture of a folder.

    `siblings` are the pictures to page through, by default those of the file's folder; `sides` those of the networks.

    Raises:
        UnreadablePicture: as `studies.data.pictures.read`; or the folder cannot be read, or holds no picture.
    """
    if _is_folder(path):
        siblings = pictures_in(path)
        if not siblings:
            raise UnreadablePicture("{name} holds no pictures.", name=path)
        path = siblings[0]
    return opened(read(path, lean=True), path.name, path, true_class, siblings or around(path), sides)


def opened(
    picture: Picture,
    name: str,
    path: Path | None = None,
    true_class: str = "",
    siblings: tuple[Path, ...] = (),
    sides: tuple[int, ...] = (SIDE,),
) -> Opened:
    preview = _within(picture.pixels, PREVIEW)
    small = {(fit, side): to_square(picture.pixels, fit, side) for fit in FITS for side in sides}
    return Opened(name, picture.size, preview, small, picture.warnings, path, true_class, siblings)


@dataclass(frozen=True, eq=False)
class Small:
    """What networks see of a picture, by their side, and what was changed in it; `size` is the original's."""

    pixels: dict[int, np.ndarray]
    warnings: tuple[str, ...]
    size: tuple[int, int]


def small(source: Path | bytes, name: str, fit: str, sides: tuple[int, ...]) -> Small:
    """A picture as networks of these sides see it."""
    picture = read(source, name, lean=True)
    return Small({side: to_square(picture.pixels, fit, side) for side in sides}, picture.warnings, picture.size)


def thumbnail(source: Path | bytes, name: str) -> np.ndarray:
    """uint8 RGB `(H, W, 3)` of a picture, at most `THUMBNAIL` wide and high."""
    return _within(read(source, name, lean=True).pixels, THUMBNAIL)


def _within(pixels: np.ndarray, side: int) -> np.ndarray:
    """No wider and no higher than `side`."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    smaller: np.ndarray = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return smaller


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it will say why
