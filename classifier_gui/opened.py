"""The picture on the desk: what the window shows of it and what the networks see."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from studies.pictures import FITS, SUFFIXES, Picture, UnreadablePicture, read, to_32x32

PREVIEW = 1280  # pixels, the longest side kept for showing; a 100 megapixel original is let go


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


def open_path(path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> Opened:
    """Read a file, or the first picture of a folder.

    `siblings` are the pictures to page through, by default those of the file's folder.

    Raises:
        UnreadablePicture: as `studies.pictures.read`; or the folder holds no picture.
    """
    if path.is_dir():
        siblings = _pictures(path)
        if not siblings:
            raise UnreadablePicture("{name} holds no pictures.", name=path)
        path = siblings[0]
    return opened(read(path), path.name, path, true_class, siblings or _pictures(path.absolute().parent))


def opened(
    picture: Picture, name: str, path: Path | None = None, true_class: str = "", siblings: tuple[Path, ...] = ()
) -> Opened:
    height, width = picture.pixels.shape[:2]
    scale = PREVIEW / max(height, width)
    preview = picture.pixels
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        preview = cv2.resize(preview, size, interpolation=cv2.INTER_AREA)
    small = {fit: to_32x32(picture.pixels, fit) for fit in FITS}
    return Opened(name, (width, height), preview, small, picture.warnings, path, true_class, siblings)


def _pictures(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES))
    except OSError:
        return ()


def neighbour(opened: Opened | None, step: int) -> Path | None:
    """The picture `step` places further in the folder, round and round; None where there is no other."""
    if opened is None or opened.path is None:
        return None
    path, siblings = opened.path.absolute(), [file.absolute() for file in opened.siblings]
    if path not in siblings:
        return siblings[0] if siblings else None
    found = siblings[(siblings.index(path) + step) % len(siblings)]
    return None if found == path else found
