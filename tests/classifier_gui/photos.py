"""What a user does with photos in the window, and what a network sees of them."""

from pathlib import Path

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.window import Window
from studies.data.pictures import read
from studies.data.resizing import to_square
from tests.support.windows import wait_answers

KEYS = {
    "R": Qt.Key_R,
    "PgDown": Qt.Key_PageDown,
    "PgUp": Qt.Key_PageUp,
    "A": Qt.Key_A,
    "D": Qt.Key_D,
    "L": Qt.Key_L,
    "W": Qt.Key_W,
    "O": Qt.Key_O,
}


def open_photo(qtbot: QtBot, window: Window, path: Path, networks: int = 5) -> None:
    window.open_path(path)
    wait_answers(qtbot, window, networks)


def small(path: Path, fit: str = "crop") -> np.ndarray:
    return to_square(read(path).pixels, fit)[np.newaxis]


def press(qtbot: QtBot, window: Window, key: str, modifier: Qt.KeyboardModifier = Qt.NoModifier) -> None:
    QApplication.setActiveWindow(window)
    qtbot.keyClick(window, KEYS.get(key, key), modifier)
