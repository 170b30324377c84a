"""A stranger's bundle and a stranger's file names in the window."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from classifier_gui.command_line import parser
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from tests.gui import bundle_zoo
from tests.gui.conftest import wait_answers, wait_warm
from tests.gui.models import write_bundle

Open = Callable[[Path], Window]


@pytest.fixture
def opened(qtbot: QtBot, samples: Path, preferences: Preferences) -> Iterator[Open]:
    """A window on a folder of bundles."""
    shown: list[Window] = []

    def show(bundles: Path) -> Window:
        shown.append(build(parser().parse_args(["--bundles", str(bundles), "--samples", str(samples)]), preferences))
        qtbot.addWidget(shown[0])
        shown[0].show()
        return shown[0]

    yield show
    for window in shown:
        window.close()


def picture(path: Path) -> Path:
    Image.fromarray(np.full((40, 40, 3), 90, np.uint8)).save(path)
    return path


def test_a_model_that_crashes_costs_its_card_and_nothing_else(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    write_bundle(tmp_path, "lenet")
    bundle_zoo.write(tmp_path / "cifar10" / "resnet", bundle_zoo.tiny(bundle_zoo.cycle), network="resnet")
    window = opened(tmp_path)
    qtbot.waitUntil(lambda: window.desk.message.isVisible())
    wait_warm(qtbot, window, 1)
    window.open_path(picture(tmp_path / "a.png"))
    wait_answers(qtbot, window, 1)
    assert window.desk.message.text().startswith("ResNet-18 cannot be used: ")
    assert window.desk.message.isVisible()  # the opened picture does not hide it
    assert "model.onnx" in window.desk.cards["resnet"].why.text()
    assert window.desk.cards["lenet"].isEnabled()


def test_an_unusable_card_says_why_where_one_looks(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    bundle_zoo.write(tmp_path / "cifar10" / "lenet", title="LeNet\n" * 100)
    window = opened(tmp_path)
    qtbot.waitUntil(lambda: window.desk.message.isVisible())
    why = window.desk.cards["lenet"].why
    assert why.isVisible()
    assert why.text().startswith("card.json is damaged (title=")
    assert window.desk.answer_panel.headline.text() == "No network can be used"
    assert "card.json is damaged" in window.desk.message.text()


def test_no_text_is_taken_for_html(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    markup = "<h1>x<img src='frog.png'>"
    bundle_zoo.write(tmp_path / "cifar10" / "lenet", study=markup, run=markup)
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    window.open_path(tmp_path / f"{markup[:4]}nothing.png")
    qtbot.waitUntil(window.desk.message.isVisible)
    assert all(label.textFormat() == Qt.PlainText for label in window.findChildren(QLabel) if label.parent())
    assert "&lt;h1&gt;" in window.desk.cards["lenet"].toolTip()
    assert not [one for one in window.findChildren(QWidget) if "<h1>" in one.toolTip()]
