"""A card opens to a page of all that it knows."""

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from classifier_gui.command_line import Request
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from classifier_gui.windows.card_page import CardPage
from tests.support.linear_bundles import write_bundle
from tests.support.windows import wait_answers, wait_warm

Open = Callable[[Path], Window]


@pytest.fixture
def opened(qtbot: QtBot, samples: Path, preferences: Preferences) -> Open:
    def show(bundles: Path) -> Window:
        window = build(Request(bundles=bundles, samples=samples), preferences)
        qtbot.addWidget(window, before_close_func=lambda window: window.close())
        window.show()
        return window

    return show


def png(grey: int) -> str:
    file = io.BytesIO()
    Image.fromarray(np.full((32, 32, 3), grey, np.uint8)).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode("ascii")


def error(picture: str) -> dict[str, object]:
    return {"picture": picture, "true": "cat", "predicted": "dog", "probability": 0.97}


def page_of(qtbot: QtBot, window: Window) -> CardPage:
    qtbot.mouseClick(window.main_panel.cards["lenet"].more, Qt.LeftButton)
    (page,) = window.findChildren(CardPage)
    return page


def test_it_shows_confusion_recall_errors_the_study_and_the_report(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = write_bundle(tmp_path / "bundles", "lenet") / "card.json"
    card = json.loads(path.read_text("utf-8"))
    card["confusion_matrix"][3][5] = 7
    card["per_class_recall"][3] = 0.125
    path.write_text(json.dumps(card | {"errors": [error(png(90)), error("no base64"), error(png(10)[:40])]}), "utf-8")
    window = opened(tmp_path / "bundles")
    wait_warm(qtbot, window, 1)
    page = page_of(qtbot, window)
    assert page.confusion.model().index(3, 5).data() == "7"
    assert "cat 12.5 %" in page.recall.lines()
    assert [entry.caption for entry in page.errors.entries] == ["cat → dog\n97 %"] * 3
    page.errors.grab()
    first = page.errors.entries[0].source
    qtbot.waitUntil(lambda: page.thumbnails.get(first) is not None)
    assert "Study lenet-learning_rate-cifar10, run 0123456789abcdef, seed 1" in page.facts.text()
    assert "of 10,000 pictures" in page.facts.text()
    assert "Epochs: " in page.facts.text()
    report = tmp_path / "reports" / "lenet" / "index.html"
    assert page.report == report
    assert any(str(report) in label.text() for label in page.findChildren(QLabel))
    assert not page.open_report.isEnabled()
    page.close()
    report.parent.mkdir(parents=True)
    report.write_text("<title>LeNet-5</title>")
    window.side.show_chosen_card()
    assert window.findChildren(CardPage)[-1].open_report.isEnabled()


def test_two_models_of_one_network_stand_side_by_side(
    qtbot: QtBot, opened: Open, tmp_path: Path, samples: Path
) -> None:
    """An older bundle, kept in a folder of its own beside the newer one; other classes stay away."""
    write_bundle(tmp_path, "lenet", 0)
    write_bundle(tmp_path, "lenet", 7, "cifar10-before")
    write_bundle(tmp_path, "lenet", 8, "shapes", ["disc", "square", "star"])
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    window.open_path(samples / "cifar10" / "cat" / "0.png")
    wait_answers(qtbot, window, 1)
    assert window.session.other_answers == {}  # asked only where they are seen
    window.session.compare(True)
    qtbot.waitUntil(lambda: len(window.session.other_answers) == 1)
    columns = dict(window.main_panel.answer_panel.comparison._columns)
    assert list(columns) == ["LeNet-5", "LeNet-5 · cifar10-before"]
    assert columns["LeNet-5"] is not None
    assert columns["LeNet-5 · cifar10-before"] is not None
    assert not np.allclose(columns["LeNet-5"], columns["LeNet-5 · cifar10-before"])
    assert window.main_panel.answer_panel.line.text() == "1 of 1 networks agree"  # the other model has no vote
