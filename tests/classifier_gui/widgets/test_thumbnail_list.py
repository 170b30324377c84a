"""A strip of small pictures beside the one that is shown."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QWheelEvent
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.appearance.theme import DARK
from classifier_gui.widgets.thumbnail_list import ThumbnailList
from classifier_gui.window import Window
from tests.support.windows import wait_answers


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Twelve pictures, of which 3.png is none."""
    for number in range(12):
        Image.fromarray(np.full((40, 60, 3), 20 * number, np.uint8)).save(tmp_path / f"{number}.png")
    (tmp_path / "3.png").write_bytes(b"no picture")
    return tmp_path


def names(strip: ThumbnailList) -> list[str]:
    return [Path(entry.name).name for entry in strip.entries]


def shown(window: Window) -> str:
    return window.session.picture.name if window.session.picture else ""


def test_it_shows_the_folder_marks_the_picture_and_follows_it(qtbot: QtBot, window: Window, album: Path) -> None:
    strip = window.main_panel.strip
    assert not strip.isVisible()
    window.open_path(album / "2.png")
    wait_answers(qtbot, window)
    assert strip.isVisible()
    assert names(strip) == [f"{number}.png" for number in range(12)]
    assert strip.currentIndex().row() == 2
    window.session.opening.next()  # 3.png cannot be read
    qtbot.waitUntil(lambda: shown(window) == "4.png")
    assert strip.currentIndex().row() == 4
    (album / "alone").mkdir()
    (album / "alone" / "a.png").write_bytes((album / "1.png").read_bytes())
    window.open_path(album / "alone" / "a.png")
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_press_and_a_key_open_a_picture(qtbot: QtBot, window: Window, album: Path) -> None:
    strip = window.main_panel.strip
    window.open_path(album / "0.png")
    wait_answers(qtbot, window)
    place = strip.visualRect(strip.model().index(2, 0)).center()
    qtbot.mouseClick(strip.viewport(), Qt.LeftButton, pos=place)
    qtbot.waitUntil(lambda: shown(window) == "2.png")
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key_End)
    qtbot.waitUntil(lambda: shown(window) == "11.png")
    assert strip.currentIndex().row() == 11


def test_what_is_not_read_yet_is_dark_where_the_window_is(qtbot: QtBot, window: Window, album: Path) -> None:
    window.open_path(album / "0.png")
    wait_answers(qtbot, window)
    window.use_dark(True)
    strip = window.main_panel.strip
    place = strip.visualRect(strip.model().index(3, 0)).center()  # 3.png is never read
    assert strip.viewport().grab().toImage().pixelColor(place).name() == DARK.sunken
    window.use_dark(False)


def test_the_wheel_scrolls_it_sideways(qtbot: QtBot, window: Window, album: Path) -> None:
    strip = window.main_panel.strip
    files = tuple(album / f"{number}.png" for number in range(12)) * 4
    window.session.open_path(files[0], siblings=files)
    wait_answers(qtbot, window)
    bar, place = strip.horizontalScrollBar(), QPointF(strip.viewport().rect().center())
    before = bar.value()
    wheel = QWheelEvent(place, place, QPoint(), QPoint(0, -240), Qt.NoButton, Qt.NoModifier, Qt.NoScrollPhase, False)
    QApplication.sendEvent(strip.viewport(), wheel)
    assert bar.value() > before


def test_small_pictures_are_those_of_the_files(qtbot: QtBot, window: Window, album: Path) -> None:
    window.open_path(album / "0.png")
    wait_answers(qtbot, window)
    window.main_panel.strip.grab()  # what is seen is asked for
    thumbnails = window.main_panel.thumbnails
    qtbot.waitUntil(lambda: thumbnails.get(album / "2.png") is not None)
    small = thumbnails.get(album / "2.png")
    assert small is not None
    assert small.shape == (40, 60, 3)
    assert (small == 40).all()
    qtbot.waitUntil(lambda: not thumbnails._waiting and not thumbnails._busy)
    assert thumbnails.get(album / "3.png") is None


def test_several_dropped_files_are_its_pictures(qtbot: QtBot, window: Window, album: Path) -> None:
    files = tuple(album / f"{number}.png" for number in (7, 1))
    window.session.open_path(files[0], siblings=files)
    wait_answers(qtbot, window)
    assert names(window.main_panel.strip) == ["7.png", "1.png"]


def test_none_is_begun_while_a_picture_is_read(qtbot: QtBot, window: Window, album: Path) -> None:
    thumbnails = window.main_panel.thumbnails
    thumbnails.pause(True)
    assert thumbnails.get(album / "5.png") is None
    assert not thumbnails._busy
    thumbnails.pause(False)
    qtbot.waitUntil(lambda: thumbnails.get(album / "5.png") is not None)
