"""What was dropped or pasted."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PyQt5.QtCore import QMimeData
from PyQt5.QtGui import QImage

from classifier_gui.opened import Opened, opened
from studies.pictures import Picture
from studies.pixels import rgb


def picture_in(data: QMimeData) -> list[Path] | QImage | None:
    """Files, if there are any, else pixels, else None. Pasted text that names a file counts as that file."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return files
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return image
    text = data.text().strip().strip("'\"")
    if text and "\n" not in text and len(text) < 4096 and Path(text).is_file():
        return [Path(text)]
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
