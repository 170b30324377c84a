"""What is dropped or pasted, and what is remembered of it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from classifier_gui.appearance.qt_dialogs import speak
from classifier_gui.pictures.clipboard import NoPicture, picture_in
from classifier_gui.preferences import Preferences
from classifier_gui.window import Window
from tests.support.windows import wait_answers


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a b%20猫.png"
    Image.fromarray(np.zeros((40, 40, 3), np.uint8)).save(path)
    return path


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def test_text_that_names_a_file_is_that_file(file: Path) -> None:
    address = QUrl.fromLocalFile(str(file)).toString(QUrl.FullyEncoded)
    here = address.replace("file:///", "file://localhost/")
    for text in (str(file), f'"{file}"', f"{file}\n", address, here):
        assert picture_in(pasted(text)) == [file]
    dropped = QMimeData()
    dropped.setUrls([QUrl(here)])
    assert picture_in(dropped) == [file]
    copied = QMimeData()
    copied.setData("x-special/gnome-copied-files", b"copy\n" + address.encode())
    assert picture_in(copied) == [file]


NO_FILES = ["", "hello", "x" * 300, "word/" * 800, "x" * 100_000, "a\0b", "~nobody/x", "two\nlines", "file:///nothing"]


@pytest.mark.parametrize("text", NO_FILES, ids=range(len(NO_FILES)))
def test_any_other_text_is_a_sentence(text: str) -> None:
    with pytest.raises(NoPicture, match="There is no picture to take"):
        picture_in(pasted(text))


def test_a_web_address_is_said_to_be_one() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.jpg")])
    for one in (data, pasted("https://example.org/cat.jpg")):
        with pytest.raises(NoPicture, match="A web address is no file"):
            picture_in(one)


def test_a_drop_anywhere_is_a_copy(qtbot: QtBot, window: Window, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    enter = QDragEnterEvent(QPoint(700, 500), Qt.MoveAction | Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    enter.setDropAction(Qt.MoveAction)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert enter.dropAction() == Qt.CopyAction  # a source that moves would delete the file
    drop = QDropEvent(QPointF(700, 500), Qt.MoveAction | Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    QApplication.sendEvent(window, drop)
    assert drop.dropAction() == Qt.CopyAction
    wait_answers(qtbot, window)
    assert window.session.picture is not None
    assert window.session.picture.name == file.name
    data.setUrls([QUrl("https://example.org/cat.jpg")])
    web = QDragEnterEvent(QPoint(50, 50), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    web.ignore()
    QApplication.sendEvent(window, web)
    assert not web.isAccepted()
    assert window.main_panel.message.text().startswith("A web address is no file")  # before it is dropped


def test_recent_pictures_say_their_folder_and_can_be_cleared(qtbot: QtBot, window: Window, file: Path) -> None:
    window.open_path(file)
    wait_answers(qtbot, window)
    first, *_, clear = window.menus.recent.actions()
    assert first.text().startswith(file.name)
    assert str(file.parent) in first.text()
    clear.trigger()
    assert window.preferences.recent == []
    assert not window.menus.recent.isEnabled()


@pytest.mark.parametrize(
    "lines",
    [
        "recent=/one.png",
        "recent=@Invalid()",
        "recent=7",
        "dark=maybe",
        "geometry=wide",
        "geometry=@Rect(1 2 3 4)",
        "language=7",
        "recent=@Variant(\\0\\0)",
        "recent=/a.png, /b.png",
    ],
)
def test_preferences_of_wrong_types_are_none(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "preferences.ini"
    path.write_text(f"[General]\n{lines}\n", "utf-8")
    found = Preferences(path)
    assert isinstance(found.language, str)
    assert found.dark is False
    assert found.geometry.isEmpty()
    assert all(isinstance(one, str) for one in found.recent)
    found.add_recent("/c.png")
    found.dark = True
    again = Preferences(path)
    assert again.recent[0] == "/c.png"
    assert again.dark is True


def test_qts_own_dialogs_speak_chinese(qtbot: QtBot, window: Window) -> None:
    del window
    speak("zh")
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    chinese = dialog.labelText(QFileDialog.Reject)
    speak("en")
    english = QFileDialog()
    english.setOption(QFileDialog.DontUseNativeDialog)
    qtbot.addWidget(english)
    assert "取消" in chinese
    assert "Cancel" in english.labelText(QFileDialog.Reject)
