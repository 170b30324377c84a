"""A stranger's bundle and a stranger's file names in the window."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QColor, QScreen
from PyQt5.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classifier_gui.appearance.theme import DARK, LIGHT, Theme, contrast, mixed, readable
from classifier_gui.widgets.answer_panel import agreed
from tests.support import bundle_zoo
from tests.support.linear_bundles import card, expected, write_bundle
from tests.support.windows import Open, wait_answers, wait_warm


def picture(path: Path) -> Path:
    Image.fromarray(np.full((40, 40, 3), 90, np.uint8)).save(path)
    return path


def test_a_model_that_crashes_costs_its_card_and_nothing_else(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    write_bundle(tmp_path, "lenet")
    bundle_zoo.write(tmp_path / "cifar10" / "resnet", bundle_zoo.tiny(bundle_zoo.cycle), network="resnet")
    window = opened(tmp_path)
    qtbot.waitUntil(lambda: window.main_panel.message.isVisible(), timeout=30_000)  # the process is started twice more
    wait_warm(qtbot, window, 1)
    window.open_path(picture(tmp_path / "a.png"))
    wait_answers(qtbot, window, 1)
    assert window.main_panel.message.text().startswith("ResNet-18 cannot be used: ")
    assert window.main_panel.message.isVisible()  # the opened picture does not hide it
    assert "model.onnx" in window.main_panel.cards["resnet"].why.text()
    assert window.main_panel.cards["lenet"].isEnabled()


def test_an_unusable_card_says_why_where_one_looks(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    bundle_zoo.write(tmp_path / "cifar10" / "lenet", title="LeNet\n" * 100)
    window = opened(tmp_path)
    qtbot.waitUntil(lambda: window.main_panel.message.isVisible())
    why = window.main_panel.cards["lenet"].why
    assert why.isVisible()
    assert why.text().startswith("card.json is damaged (title=")
    assert window.main_panel.answer_panel.headline.text() == "No network can be used"
    assert "card.json is damaged" in window.main_panel.message.text()


def test_no_text_is_taken_for_html(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    markup = "<h1>x<img src='frog.png'>"
    bundle_zoo.write(tmp_path / "cifar10" / "lenet", study=markup, run=markup)
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    window.open_path(tmp_path / f"{markup[:4]}nothing.png")
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert all(label.textFormat() == Qt.PlainText for label in window.findChildren(QLabel) if label.parent())
    assert "&lt;h1&gt;" in window.main_panel.cards["lenet"].toolTip()
    assert not [one for one in window.findChildren(QWidget) if "<h1>" in one.toolTip()]


def test_a_bundle_exported_meanwhile_appears(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    write_bundle(tmp_path, "lenet")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    loaded = window.session.networks.classifiers["lenet"]
    write_bundle(tmp_path, "resnet", 1)
    qtbot.waitUntil(lambda: "resnet" in window.session.networks.classifiers, timeout=20_000)
    wait_warm(qtbot, window, 2)
    assert window.session.networks.classifiers["lenet"] is loaded  # what has not changed is not loaded again


def test_the_first_network_is_the_one_with_the_best_validation_accuracy(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    for network, validation, test in (("lenet", 0.5, 0.9), ("resnet", 0.6, 0.4)):
        known = json.loads((write_bundle(tmp_path, network) / "card.json").read_text("utf-8"))
        known["validation"]["mean"] = validation
        known["test"].update(accuracy=test, low=test, high=test)
        (tmp_path / "cifar10" / network / "card.json").write_text(json.dumps(known), "utf-8")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 2)
    assert window.session.networks.chosen == "resnet"


CALIBRATED = [{"confidence": 0.05 + tenth / 10, "accuracy": tenth / 20, "count": 100} for tenth in range(10)]


def test_low_confidence_is_explained_by_what_the_card_knows(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = write_bundle(tmp_path, "lenet") / "card.json"
    known = json.loads(path.read_text("utf-8")) | {"calibration": CALIBRATED, "confidence_threshold": 0.96}
    path.write_text(json.dumps(known | {"samples": 2000, "width": 0.25}), "utf-8")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    (tmp_path / "cat").mkdir()
    window.open_path(picture(tmp_path / "cat" / "a.png"))
    wait_answers(qtbot, window, 1)
    tenth = int(10 * window.session.answers["lenet"].max())
    panel = window.main_panel.answer_panel
    assert panel.note.text() == (
        f"Of answers this sure, {50 * tenth / 10:.0f} % were right on the test set (n = 100). "
        "Low confidence: 95 % were right only from 96 % on."
    )
    assert "cat ✓" in panel.bars._names  # its folder's name says so
    lines = [line.text() for line in window.main_panel.cards["lenet"]._lines]
    assert lines[:3] == ["Test accuracy 61.2 %", "60.2–62.2 (n = 10,000)", "10 epochs · width 0.25"]
    assert lines[3] == "Learning rate 0.003 · 2,000 training pictures · 31 k parameters"


def test_side_by_side_a_network_weighs_what_its_card_says() -> None:
    weak = replace(card("lenet"), calibration=[{"confidence": 0.95, "accuracy": 0.2, "count": 100}])
    strong = replace(card("resnet"), calibration=[{"confidence": 0.85, "accuracy": 0.8, "count": 100}])
    sure, less = np.array([0.95, 0.05]), np.array([0.15, 0.85])
    cards = {"lenet": weak, "alexnet": weak, "resnet": strong}
    answers = {"lenet": sure, "alexnet": sure, "resnet": less}
    assert agreed(cards, answers) == (1, ["resnet"], ["lenet", "alexnet"])  # 0.8 against 0.2 + 0.2


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_number_of_the_table_can_be_read(theme: Theme) -> None:
    for percent in range(101):
        ground = mixed(theme.accent, theme.sunken, percent / 100)
        for quiet in (True, False):
            assert contrast(readable(theme, ground, quiet), ground) >= 4.5
    assert contrast(QColor(theme.other), QColor(theme.sunken)) >= 3  # a bar on its track


def test_a_small_screen_is_not_exceeded(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = QRect(0, 0, 960, 520)  # 1920x1080 at 200 %, with a panel
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: laptop)
    window = opened(tmp_path)
    assert (window.width(), window.height()) <= (960, 520)
    assert window.height() <= 520
    assert window.minimumHeight() <= 520
    window.resize(820, 520)
    headline = window.main_panel.answer_panel.headline
    assert QLabel.text(headline) == headline.text() == "No network yet"  # not cut


def test_a_message_changes_its_language_with_the_window(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    window = opened(tmp_path)
    window.open_path(tmp_path / "nothing.png")
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert window.main_panel.message.text().endswith("nothing.png does not exist.")
    window.switch_language()
    assert window.main_panel.message.text().endswith("nothing.png 不存在。")


def test_a_tie_is_said_and_low_confidence_kept_side_by_side(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    grey = np.full((1, 32, 32, 3), 90, np.uint8)
    first = expected(0, grey).argmax()
    other = next(seed for seed in range(1, 100) if expected(seed, grey).argmax() != first)
    for seed, network in ((0, "lenet"), (other, "resnet")):
        path = write_bundle(tmp_path, network, seed) / "card.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"confidence_threshold": 1.0}), "utf-8")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 2)
    window.open_path(picture(tmp_path / "a.png"))
    wait_answers(qtbot, window, 2)
    window.session.compare(True)
    panel = window.main_panel.answer_panel
    assert "1 of 2 networks agree · as many say " in panel.line.text()
    assert panel.note.text().startswith("Low confidence: none of them is sure.")


def test_the_commands_for_missing_networks_can_be_copied(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    write_bundle(tmp_path, "lenet")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    window.side.show_commands()
    (area,) = window.findChildren(QPlainTextEdit)
    networks = ("alexnet", "vggnet", "googlenet", "resnet")
    assert area.toPlainText().splitlines() == [
        f"sweepbook study lr --model {one} && sweepbook export" for one in networks
    ]
