"""A card opens to a page of all that it knows."""

import base64
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from classifier_gui.window import Window
from classifier_gui.windows.card_page import CardPage
from tests.support.linear_bundles import write_bundle
from tests.support.windows import Open, wait_warm


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


def test_an_open_page_follows_the_language_where_it_stands(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    write_bundle(tmp_path / "bundles", "lenet")
    window = opened(tmp_path / "bundles")
    wait_warm(qtbot, window, 1)
    page = page_of(qtbot, window)
    place = page.geometry()
    window.switch_language()
    qtbot.waitUntil(lambda: len(window.findChildren(CardPage)) == 1)
    (page,) = window.findChildren(CardPage)
    assert page.open_report.text() == "打开报告"
    assert page.isVisible()
    assert page.geometry() == place
