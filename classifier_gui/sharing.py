"""What leaves the window: to the clipboard, to a file, to the file manager."""

import os
from pathlib import Path

from PyQt5.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PyQt5.QtGui import QDesktopServices, QImage, QPixmap
from PyQt5.QtWidgets import QApplication

from classifier_gui.answers.target import checked, refused
from classifier_gui.pictures.opened import Opened
from classifier_gui.widgets.canvas import to_image
from studies.system import files


def copy_picture(picture: Opened) -> None:
    """To the clipboard: its pixels, and its file where it has one."""
    data = QMimeData()
    data.setImageData(to_image(picture.preview))
    if picture.path is not None:
        data.setUrls([QUrl.fromLocalFile(str(picture.path.absolute()))])
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setMimeData(data)


def copy_text(text: str) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setText(text)


def save_picture(shown: QPixmap, file: Path) -> None:
    """As PNG.

    Raises:
        Unwritable: the file cannot be written; what was there stays.
    """
    try:
        files.write_bytes(checked(file), _png(shown.toImage()))
    except OSError as error:
        raise refused(file, error) from error


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content)


def show_in_folder(file: Path) -> None:
    """Open the folder a file lies in."""
    show(Path(os.path.abspath(file)).parent)  # noqa: PTH100  `..` is taken out, no link is followed


def show(path: Path) -> None:
    """Open a folder or page with what the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
