"""What was dropped or pasted."""

import errno
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PyQt5.QtCore import QMimeData, QUrl
from PyQt5.QtGui import QImage

from classifier_gui.pictures.opened import Opened, opened
from studies.data.pictures import Picture
from studies.data.pixels import rgb
from studies.system.errors import Explained

LONGEST = 4096  # letters of a path
COPIED = "x-special/gnome-copied-files"  # what a file manager puts on the clipboard


class NoPicture(Explained):
    """There is none to take in what was dropped or pasted."""


def picture_in(data: QMimeData) -> list[Path] | QImage:
    """Files, if there are any, else pixels. Pasted text that names a file counts as that file.

    Raises:
        NoPicture: neither; the sentence says what to do.
    """
    urls = [*data.urls(), *_copied(data)]
    files = [_file(url) for url in urls if url.isLocalFile()]
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return image
    text = data.text().strip().strip("'\"")
    path = _path(text)
    if path is not None:
        return [path]
    if urls or text.lower().startswith(("http://", "https://")):
        raise NoPicture("A web address is no file: save the picture first, then open it.")
    raise NoPicture("There is no picture to take: copy a picture or a file first.")


def may_hold_picture(data: QMimeData) -> bool:
    """Whether it is worth dropping."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _copied(data: QMimeData) -> list[QUrl]:
    lines = bytes(data.data(COPIED)).split(b"\n") if data.hasFormat(COPIED) else []
    return [QUrl.fromEncoded(line) for line in lines if line.startswith(b"file:")]


def _file(url: QUrl) -> Path:
    """The path of a file's address; `file://localhost/...` is one of this machine (RFC 8089)."""
    if url.host() == "localhost":
        url.setHost("")
    return Path(url.toLocalFile())


def _path(text: str) -> Path | None:
    """The file that a line of text names, if there is one."""
    if not text or len(text) > LONGEST or "\n" in text or "\0" in text:
        return None
    if text.startswith("file:"):
        text = str(_file(QUrl(text)))
    try:
        path = Path(text).expanduser()
        return path if path.is_file() else None
    except OSError as error:  # one that may not be looked at is said to be so when it is opened
        return Path(text) if error.errno == errno.EACCES else None
    except (ValueError, RuntimeError):  # half a character; a home that nobody has
        return None


def opened_image(image: QImage, name: str) -> Opened:
    """A picture that came as pixels; transparency on white, as for a file."""
    image = image.convertToFormat(QImage.Format_RGBA8888)
    width, height = image.width(), image.height()
    memory: Any = image.constBits()
    memory.setsize(image.sizeInBytes())
    rows = np.frombuffer(memory, np.uint8).reshape(height, image.bytesPerLine())[:, : 4 * width]
    pixels, notes = rgb(Image.fromarray(rows.reshape(height, width, 4)))
    return opened(Picture(pixels, tuple(notes), (width, height)), name)
