"""What leaves the window: copied, saved, shown in its folder."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QObject, QUrl, pyqtSlot
from PyQt5.QtGui import QDesktopServices, QImage
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.pictures.clipboard import picture_in
from classifier_gui.window import Window
from hypermodels import NETWORKS
from tests.support.windows import wait_answers


@pytest.fixture
def picture(qtbot: QtBot, window: Window, samples: Path) -> Path:
    file = samples / "cifar10" / "cat" / "1.png"
    window.open_path(file)
    wait_answers(qtbot, window)
    window.session.choose_network("lenet")
    return file


@pytest.mark.usefixtures("picture")
def test_the_pictures_own_menu_has_them(window: Window) -> None:
    texts = [action.text() for action in window.main_panel.middle.actions()]
    assert texts == ["Copy picture", "Copy answer", "Save answer as picture…", "Show in folder"]
    assert all(action.isEnabled() for action in window.main_panel.middle.actions())


def test_a_copied_picture_can_be_pasted(window: Window, picture: Path) -> None:
    window.menus.actions["copy_picture"].trigger()
    data = QApplication.clipboard().mimeData() or QMimeData()
    assert picture_in(data) == [picture]
    assert isinstance(image := data.imageData(), QImage)
    assert (image.width(), image.height()) == (32, 32)


@pytest.mark.usefixtures("picture")
def test_a_copied_answer_is_what_is_said(window: Window) -> None:
    window.menus.actions["copy_answer"].trigger()
    lines = QApplication.clipboard().text().splitlines()
    panel = window.main_panel.answer_panel
    assert lines[:3] == ["1.png", panel.headline.text(), panel.line.text()]
    shares = [float(line.split()[-2]) for line in lines[-10:]]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == pytest.approx(100 * window.session.answers["lenet"].max(), abs=0.05)


@pytest.mark.usefixtures("picture")
def test_side_by_side_a_copied_answer_has_a_line_for_each_network(window: Window) -> None:
    window.session.compare(True)
    window.menus.actions["copy_answer"].trigger()
    lines = QApplication.clipboard().text().splitlines()[-5:]
    assert [line.partition(":")[0] for line in lines] == list(NETWORKS.values())
    value = 100 * window.session.answers["lenet"].max()
    assert lines[0].endswith(f" {value:.1f} %")


@pytest.mark.usefixtures("picture")
def test_a_saved_answer_is_the_two_panels(window: Window, tmp_path: Path) -> None:
    window.sharing.save_answer_to(tmp_path / "answer.png")
    saved = QImage(str(tmp_path / "answer.png"))
    assert saved.size() == window.main_panel.middle.size() * window.devicePixelRatioF()
    for target in (tmp_path / "nowhere" / "a.png", Path("/dev/null")):
        window.sharing.save_answer_to(target)
        assert window.main_panel.message.text().startswith(f"{target} cannot be written (")


def test_its_folder_is_shown(window: Window, picture: Path) -> None:
    class FileManager(QObject):
        shown: list[str] = []  # noqa: RUF012

        @pyqtSlot(QUrl)
        def show(self, url: QUrl) -> None:
            self.shown.append(url.toLocalFile())

    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "show")
    window.menus.actions["show_in_folder"].trigger()
    QDesktopServices.unsetUrlHandler("file")
    assert manager.shown == [str(picture.parent)]


def test_without_a_file_there_is_no_folder(qtbot: QtBot, window: Window) -> None:
    image = QImage(40, 40, QImage.Format_RGB32)
    image.fill(0)
    QApplication.clipboard().setImage(image)
    window.paste()
    wait_answers(qtbot, window)
    assert not window.menus.actions["show_in_folder"].isEnabled()
    assert window.menus.actions["copy_picture"].isEnabled()
