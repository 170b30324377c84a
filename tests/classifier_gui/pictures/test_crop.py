"""The square that the networks see is moved and zoomed; padding is a third way to see a picture."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QMouseEvent, QWheelEvent
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.pictures.crop import CENTRE, Crop
from classifier_gui.window import Window
from studies.data.pictures import read
from studies.data.resizing import to_square
from tests.support.linear_bundles import expected
from tests.support.windows import wait_answers


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Twice as wide as high; its columns differ."""
    pixels = np.random.default_rng(5).integers(0, 256, (64, 128, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "wide.png")
    return tmp_path / "wide.png"


def open_photo(qtbot: QtBot, window: Window, photo: Path) -> None:
    window.open_path(photo)
    wait_answers(qtbot, window)
    window.session.choose_network("lenet")


def wait_answer(qtbot: QtBot, window: Window, pixels: np.ndarray) -> None:
    """The networks answer for these 32x32 pixels, and no others are shown as seen."""
    assert window.session.seen is not None
    np.testing.assert_array_equal(window.session.seen, pixels)
    wanted = expected(0, pixels[np.newaxis])[0]
    answers = window.session.answers
    qtbot.waitUntil(lambda: "lenet" in answers and bool(np.allclose(answers["lenet"], wanted, atol=1e-5)))


def drag(qtbot: QtBot, window: Window, across: int) -> None:
    canvas = window.main_panel.picture_panel.canvas
    middle = canvas.rect().center()
    qtbot.mousePress(canvas, Qt.LeftButton, pos=middle)
    there = QPointF(middle + QPoint(across, 0))
    QApplication.sendEvent(canvas, QMouseEvent(QEvent.MouseMove, there, Qt.NoButton, Qt.LeftButton, Qt.NoModifier))
    qtbot.mouseRelease(canvas, Qt.LeftButton, pos=middle + QPoint(across, 0))


def test_the_square_is_dragged_to_the_edge_and_the_networks_follow(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    pixels = read(photo).pixels
    wait_answer(qtbot, window, to_square(pixels))
    drag(qtbot, window, 5000)  # it stays inside
    wait_answer(qtbot, window, to_square(pixels[:, 64:]))
    drag(qtbot, window, -5000)
    wait_answer(qtbot, window, to_square(pixels[:, :64]))
    qtbot.mouseDClick(window.main_panel.picture_panel.canvas, Qt.LeftButton)
    wait_answer(qtbot, window, to_square(pixels))


def test_the_wheel_zooms_and_the_window_says_how_far(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    canvas = window.main_panel.picture_panel.canvas
    place = QPointF(canvas.rect().center())
    for _ in range(20):  # no further than the pixels a network sees
        turned = QPoint(0, 120)
        event = QWheelEvent(place, place, QPoint(), turned, Qt.NoButton, Qt.NoModifier, Qt.NoScrollPhase, False)
        QApplication.sendEvent(canvas, event)
    wait_answer(qtbot, window, read(photo).pixels[16:48, 48:80])
    assert "a square of 32 x 32 seen at 32x32" in window.main_panel.picture_panel._facts.text()


def test_keys_move_zoom_and_put_back(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    QApplication.setActiveWindow(window)
    for key in ("Key_Plus", "Key_Minus"):
        qtbot.keyClick(window, getattr(Qt, key))
    assert window.session.crop == CENTRE
    for _ in range(10):
        qtbot.keyClick(window, Qt.Key_Right, Qt.ShiftModifier)
    wait_answer(qtbot, window, to_square(read(photo).pixels[:, 64:]))
    qtbot.keyClick(window, Qt.Key_0)
    assert window.session.crop == CENTRE
    qtbot.keyClick(window, Qt.Key_Plus)
    assert window.session.crop == Crop(side=0.8)


def test_another_picture_begins_at_its_centre(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    window.session.change_crop("smaller")
    window.open_path(photo)
    qtbot.waitUntil(lambda: window.session.crop == CENTRE)
    wait_answers(qtbot, window)


def test_padding_keeps_all_of_a_picture_and_its_proportions(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    QApplication.setActiveWindow(window)
    qtbot.keyClick(window, Qt.Key_P)
    pixels = read(photo).pixels
    wait_answer(qtbot, window, to_square(pixels, "pad"))
    assert window.main_panel.picture_panel.fits.currentText() == "Whole, padded"
    window.session.change_crop("smaller")  # there is no square
    assert window.session.crop == CENTRE
    qtbot.keyClick(window, Qt.Key_C)
    wait_answer(qtbot, window, to_square(pixels))


@pytest.mark.parametrize(("height", "width"), [(64, 128), (128, 64), (50, 50), (1, 1000), (7, 20)])
def test_a_padded_picture_lies_in_the_middle_of_its_mean_colour(height: int, width: int) -> None:
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:] = (200, 100, 50)
    small = to_square(pixels, "pad")
    assert small.shape == (32, 32, 3)
    assert (small == (200, 100, 50)).all()
    pixels[:, : width // 2] = 0
    small = to_square(pixels, "pad")
    rows = max(1, round(32 * height / max(height, width)))
    top = (32 - rows) // 2
    inside = small[top : top + rows]
    ground = np.delete(small, range(top, top + rows), axis=0)
    assert (ground == inside.mean(axis=(0, 1)).round()).all() or width < height
