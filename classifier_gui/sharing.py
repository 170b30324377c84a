"""What leaves the window: to the clipboard, to a file, to the file manager."""

import os
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PyQt5.QtGui import QDesktopServices, QImage
from PyQt5.QtWidgets import QApplication, QFileDialog

from classifier_gui.answers.target import Unwritable, checked, refused
from classifier_gui.widgets.canvas import to_image
from studies.system import files


class Sharing:
    """Shares the picture that is shown, and its answer."""

    def __init__(self, window: Any) -> None:  # a Window, which imports this module
        self._window = window

    def copy_picture(self) -> None:
        """Its pixels, and its file where it has one."""
        picture = self._window.session.picture
        if picture is None:
            return
        data = QMimeData()
        data.setImageData(to_image(picture.preview))
        if picture.path is not None:
            data.setUrls([QUrl.fromLocalFile(str(picture.path.absolute()))])
        _copy(data)

    def copy_answer(self) -> None:
        """As text: the picture's name, what is said, and every class with its probability."""
        picture = self._window.session.picture
        data = QMimeData()
        data.setText("\n".join([*([picture.name] if picture else []), self._window.main_panel.answer_panel.as_text()]))
        _copy(data)

    def save_answer(self) -> None:
        window = self._window
        name = f"{Path(window.session.picture.name).stem}.png" if window.session.picture else ""
        file, _ = QFileDialog.getSaveFileName(window, window.words("save_answer"), name, "PNG (*.png)")
        if file:
            self.save_answer_to(Path(file))

    def save_answer_to(self, file: Path) -> None:
        """The picture and its answer as they are shown, as PNG; where that cannot be written, the window says why."""
        try:
            write_png(self._window.main_panel.middle.grab().toImage(), file)
        except Unwritable as error:
            self._window.show_error(error)

    def show_in_folder(self) -> None:
        picture = self._window.session.picture
        if picture is not None and picture.path is not None:
            folder = Path(os.path.abspath(picture.path)).parent  # noqa: PTH100  without `..`; no link is followed
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _copy(data: QMimeData) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setMimeData(data)


def write_png(image: QImage, file: Path) -> None:
    """
    Raises:
        Unwritable: the file cannot be written; what was there stays.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.WriteOnly)
    image.save(buffer, "PNG")
    try:
        files.write_bytes(checked(file), bytes(content))
    except OSError as error:
        raise refused(file, error) from error
