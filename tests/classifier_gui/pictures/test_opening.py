"""How pictures come into the window: dropped, pasted, turned to, remembered, from a folder, of a dataset."""

from pathlib import Path

from PyQt5.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QImage
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.command_line import Classification
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from tests.classifier_gui.photos import open_photo, press
from tests.support.linear_bundles import CLASSES
from tests.support.windows import wait_answers


def test_a_broken_picture_is_a_line_and_the_old_one_stays(
    qtbot: QtBot, window: Window, photo: Path, tmp_path: Path
) -> None:
    open_photo(qtbot, window, photo)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    window.open_path(broken)
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert window.main_panel.message.text().startswith("broken.png is not a picture")
    assert window.main_panel.message.details.isVisible()
    assert window.session.picture is not None
    assert window.session.picture.name == "a.png"
    assert len(window.session.answers) == 5
    open_photo(qtbot, window, photo)
    qtbot.waitUntil(lambda: not window.main_panel.message.isVisible())


def test_files_can_be_dropped(qtbot: QtBot, window: Window, photo: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    place = QPointF(50, 50)
    enter = QDragEnterEvent(place.toPoint(), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    QApplication.sendEvent(window.main_panel.picture_panel, enter)
    assert enter.isAccepted()
    drop = QDropEvent(place, Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    QApplication.sendEvent(window.main_panel.picture_panel, drop)
    wait_answers(qtbot, window)
    assert window.session.picture is not None
    assert window.session.picture.name == "a.png"


def test_pixels_can_be_pasted(qtbot: QtBot, window: Window) -> None:
    image = QImage(33, 40, QImage.Format_ARGB32)
    image.fill(Qt.transparent)
    QApplication.clipboard().setImage(image)
    window.paste()
    wait_answers(qtbot, window)
    assert window.session.picture is not None
    assert window.session.picture.size == (33, 40)
    assert (window.session.picture.preview == 255).all()
    assert "white" in window.session.picture.warnings[0]


def test_pasting_nothing_says_so(window: Window) -> None:
    QApplication.clipboard().setText("hello")
    window.paste()
    assert "There is no picture to take" in window.main_panel.message.text()


def test_next_and_previous_go_round_the_folder(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    names = []
    for key in ("PgDown", "PgDown", "PgDown", "PgUp"):
        before = window.session.picture
        press(qtbot, window, key)
        qtbot.waitUntil(lambda before=before: window.session.picture is not before)
        assert window.session.picture is not None
        names.append(window.session.picture.name)
    assert names == ["b.png", "c.png", "a.png", "c.png"]


def test_recent_pictures_are_remembered(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    open_photo(qtbot, window, photo.with_name("b.png"))
    open_photo(qtbot, window, photo)
    assert [Path(path).name for path in window.preferences.recent] == ["a.png", "b.png"]
    window.menus.recent.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.session.picture is not None and window.session.picture.name == "b.png")


def test_a_folder_opens_at_its_first_picture(qtbot: QtBot, window: Window, photo: Path, tmp_path: Path) -> None:
    open_photo(qtbot, window, photo.parent)
    assert window.session.picture is not None
    assert window.session.picture.name == "a.png"
    (tmp_path / "nothing").mkdir()
    window.open_path(tmp_path / "nothing")
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert "holds no pictures" in window.main_panel.message.text()


def test_a_test_picture_comes_with_its_true_class(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, "R")
    wait_answers(qtbot, window)
    assert window.session.picture is not None
    assert window.session.picture.true_class in CLASSES
    assert window.session.picture.true_class in window.main_panel.picture_panel.truth.text()


def test_without_test_pictures_the_command_is_said(
    qtbot: QtBot, bundles: Path, tmp_path: Path, preferences: Preferences
) -> None:
    window = build(Classification(bundles=bundles, samples=tmp_path), preferences)
    qtbot.addWidget(window)
    window.show()
    window.session.open_sample()
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert "sweepbook samples" in window.main_panel.message.text()
    window.close()
