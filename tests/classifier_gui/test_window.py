"""What the user does in the window, and what the window shows."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.command_line import Classification
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from classifier_gui.windows.folder_window import FolderWindow
from hypermodels import NETWORKS
from studies.data.pictures import read
from studies.data.resizing import to_square
from studies.system.errors import UsageError
from tests.classifier_gui.photos import open_photo, press, small
from tests.support.linear_bundles import CLASSES, expected, write_bundle
from tests.support.windows import Open, wait_answers, wait_warm


def test_all_networks_answer_as_they_should(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    for seed, network in enumerate(NETWORKS):
        np.testing.assert_allclose(window.session.answers[network], expected(seed, small(photo))[0], atol=1e-5)


def test_the_top_class_is_said_in_words(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    window.session.choose_network("lenet")
    answer = expected(0, small(photo))[0]
    assert window.main_panel.answer_panel.headline.text().lower() == CLASSES[answer.argmax()]
    assert f"{100 * answer.max():.1f} %" in window.main_panel.answer_panel.line.text()
    assert "LeNet-5" in window.main_panel.answer_panel.line.text()
    second, third = np.argsort(-answer)[1:3]
    next_ones = f"then {CLASSES[second]}: {100 * answer[second]:.1f} %, {CLASSES[third]}: {100 * answer[third]:.1f} %"
    assert next_ones in window.main_panel.answer_panel.line.text()
    assert bool(window.main_panel.answer_panel.note.text()) == (answer.max() < 0.5)


@pytest.mark.parametrize("network", NETWORKS)
def test_bars_measured_in_pixels_agree_with_the_probabilities(
    qtbot: QtBot, window: Window, photo: Path, network: str
) -> None:
    open_photo(qtbot, window, photo)
    window.session.choose_network(network)
    bars = window.main_panel.answer_panel.bars
    image = bars.grab().toImage().convertToFormat(QImage.Format_RGB32)
    best = int(window.session.answers[network].argmax())
    ratio = image.width() / bars.width()
    for row, probability in enumerate(window.session.answers[network]):
        track = bars.track(row)
        colour = bars.theme.accent if row == best else bars.theme.other
        y, left, right = (round(place * ratio) for place in (track.center().y(), track.left(), track.right()))
        line = [image.pixelColor(x, y).name() for x in range(left, right)]
        assert abs(line.count(colour) / ratio - probability * track.width()) <= 1
        assert set(line) <= {colour, bars.theme.sunken}


def test_changing_the_network_changes_the_bars(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    qtbot.mouseClick(window.main_panel.cards["alexnet"], Qt.LeftButton)
    assert window.session.networks.chosen == "alexnet"
    assert [card.isChecked() for card in window.main_panel.cards.values()] == [False, True, False, False, False]
    qtbot.mouseClick(window.main_panel.cards["alexnet"], Qt.LeftButton)  # once more: it stays chosen
    assert window.main_panel.cards["alexnet"].isChecked()


def test_the_whole_picture_is_another_32x32(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    press(qtbot, window, "W")
    wait_answers(qtbot, window)
    np.testing.assert_allclose(window.session.answers["lenet"], expected(0, small(photo, "whole"))[0], atol=1e-5)


def test_the_occlusion_map_is_drawn_over_the_picture(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    before = window.main_panel.picture_panel.seen.grab().toImage()
    press(qtbot, window, "O")
    qtbot.waitUntil(lambda: window.session.map is not None)
    assert window.main_panel.picture_panel.seen.grab().toImage() != before
    press(qtbot, window, "O")
    assert window.main_panel.picture_panel.seen.grab().toImage() == before


def test_networks_are_compared_side_by_side(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    press(qtbot, window, "A")
    assert window.main_panel.answer_panel.comparison.isVisible()
    votes = [int(expected(seed, small(photo))[0].argmax()) for seed in range(5)]
    assert f"{max(map(votes.count, votes))} of 5 networks agree" in window.main_panel.answer_panel.line.text()


def test_everything_has_a_key(window: Window) -> None:
    assert all(action.shortcut().toString() for action in window.menus.actions.values())
    keys = [key.toString() for action in window.menus.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_networks_are_chosen_by_number(qtbot: QtBot, window: Window) -> None:
    for number, network in enumerate(NETWORKS, 1):
        press(qtbot, window, str(number))
        assert window.session.networks.chosen == network


def test_tab_reaches_every_button_and_card(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    QApplication.setActiveWindow(window)
    window.main_panel.buttons["choose_file"].setFocus()
    reached = set()
    for _ in range(30):
        reached.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key_Tab)
    panels = [
        window.main_panel.picture_panel.fits,
        window.main_panel.picture_panel.look,
        window.main_panel.answer_panel.compare,
    ]
    assert {
        *window.main_panel.buttons.values(),
        *window.main_panel.cards.values(),
        window.main_panel.datasets,
        *panels,
    } <= reached


def test_chinese_reaches_every_corner(qtbot: QtBot, window: Window, photo: Path) -> None:
    open_photo(qtbot, window, photo)
    press(qtbot, window, "L", Qt.ControlModifier)
    assert window.windowTitle() == "Sweepbook 图片分类器"
    assert window.main_panel.buttons["choose_file"].text() == "打开…"
    assert "%" in window.main_panel.answer_panel.line.text()
    assert window.preferences.language == "zh"
    press(qtbot, window, "L", Qt.ControlModifier)
    assert window.main_panel.buttons["choose_file"].text() == "Open…"


def test_dark_is_dark(qtbot: QtBot, window: Window) -> None:
    light = window.grab().toImage().pixelColor(5, 300).lightness()
    press(qtbot, window, "D")
    dark = window.grab().toImage().pixelColor(5, 300).lightness()
    assert light > 200
    assert dark < 60
    press(qtbot, window, "D")


def test_it_fits_into_900x600(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.open_path(tmp_path / "nothing.png")  # with a message, too
    qtbot.waitUntil(window.main_panel.message.isVisible)
    for _ in ("en", "zh"):
        assert window.minimumSizeHint().width() <= 900
        assert window.minimumSizeHint().height() <= 600
        assert (window.width(), window.height()) == (900, 600)
        window.switch_language()


def test_a_missing_network_is_disabled_and_says_its_command(
    qtbot: QtBot, tmp_path: Path, samples: Path, preferences: Preferences
) -> None:
    write_bundle(tmp_path, "lenet")
    broken = write_bundle(tmp_path, "alexnet", 1)
    (broken / "model.onnx").write_bytes(b"changed")
    window = build(Classification(bundles=tmp_path, samples=samples), preferences)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: list(window.session.networks.classifiers) == ["lenet"])
    wait_warm(qtbot, window, 1)
    assert [card.isEnabled() for card in window.main_panel.cards.values()] == [True, False, False, False, False]
    card = window.main_panel.cards["resnet"]
    assert "sweepbook study lr --model resnet" in card.toolTip()
    assert [line.text() for line in card._lines][1:4] == ["sweepbook study lr", "--model resnet", "sweepbook export"]
    assert "not the file its card describes" in window.main_panel.cards["alexnet"].toolTip()
    assert not window.menus.actions["resnet"].isEnabled()
    window.close()


def test_the_classes_of_a_dataset_are_its_own(
    qtbot: QtBot, tmp_path: Path, samples: Path, photo: Path, preferences: Preferences
) -> None:
    write_bundle(tmp_path, "lenet")
    write_bundle(tmp_path, "resnet", 1, "shapes", ["disc", "square", "star"])
    window = build(Classification(bundles=tmp_path, samples=samples), preferences)
    qtbot.addWidget(window)
    window.show()
    wait_warm(qtbot, window, 1)
    window.open_path(photo)
    wait_answers(qtbot, window, 1)
    assert [window.main_panel.datasets.itemText(index) for index in range(2)] == ["cifar10", "shapes"]
    window.main_panel.datasets.activated[str].emit("shapes")
    qtbot.waitUntil(lambda: list(window.session.answers) == ["resnet"])
    assert window.main_panel.answer_panel.bars._names == ["disc", "square", "star"]
    window.close()


def test_a_folder_is_classified_with_progress(qtbot: QtBot, window: Window, samples: Path, tmp_path: Path) -> None:
    classifier = window.session.networks.classifiers["lenet"]
    folder = FolderWindow(window, [classifier], samples / "cifar10", "crop", window.words)
    folder.start(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: not folder.running)
    assert "Pictures classified: 20" in folder.status.text()
    assert "of 20 right" in folder.browser.summary.text()
    assert folder.browser.confusion.model().rowCount() == 10
    assert (tmp_path / "out.csv").stat().st_size > 1000
    folder.close()


def test_a_folder_can_be_cancelled(qtbot: QtBot, window: Window, samples: Path, tmp_path: Path) -> None:
    classifier = window.session.networks.classifiers["lenet"]
    folder = FolderWindow(window, [classifier], samples / "cifar10", "crop", window.words)
    folder.start(tmp_path / "out.csv")
    folder.close()
    qtbot.waitUntil(lambda: not folder.running)
    assert folder.status.text() == "Cancelled; nothing was written."
    assert not (tmp_path / "out.csv").exists()
    folder.close()


def test_models_of_two_sides_stand_side_by_side_and_each_sees_its_own(
    qtbot: QtBot, tmp_path: Path, photo: Path, opened: Open
) -> None:
    for seed, (dataset, side) in enumerate((("shapes", 32), ("shapes-size48", 48))):
        write_bundle(tmp_path / "bundles", "lenet", seed, dataset, CLASSES, side)
    window = opened(tmp_path / "bundles")
    wait_warm(qtbot, window, 1)
    window.session.compare(True)
    open_photo(qtbot, window, photo, 1)
    assert "seen at 32x32" in window.main_panel.picture_panel._facts.text()
    window.session.networks.choose_dataset("shapes-size48")
    qtbot.waitUntil(lambda: ("shapes", "lenet") in window.session.other_answers and "lenet" in window.session.answers)
    larger = to_square(read(photo).pixels, side=48)[np.newaxis]
    np.testing.assert_allclose(window.session.answers["lenet"], expected(1, larger)[0], atol=1e-5)
    other = window.session.other_answers["shapes", "lenet"]
    np.testing.assert_allclose(other, expected(0, small(photo))[0], atol=1e-5)
    assert "seen at 48x48" in window.main_panel.picture_panel._facts.text()
    window.session.look(True)
    qtbot.waitUntil(lambda: window.session.map is not None)
    assert window.session.map is not None
    assert window.session.map.shape == (48, 48)


def test_a_large_picture_is_read_again_for_a_side_that_was_not_known(
    qtbot: QtBot, tmp_path: Path, opened: Open
) -> None:
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (1300, 1500, 3), np.uint8)).save(tmp_path / "large.png")
    write_bundle(tmp_path / "bundles", "lenet", 0, "shapes", CLASSES)
    window = opened(tmp_path / "bundles")
    open_photo(qtbot, window, tmp_path / "large.png", 1)
    write_bundle(tmp_path / "bundles", "googlenet", 1, "shapes", CLASSES, 48)
    window.session.networks.start("shapes")
    qtbot.waitUntil(lambda: window.session.picture.knows([32, 48]) and "googlenet" in window.session.answers)
    larger = to_square(read(tmp_path / "large.png").pixels, side=48)[np.newaxis]
    np.testing.assert_allclose(window.session.answers["googlenet"], expected(1, larger)[0], atol=1e-5)


def test_of_a_dataset_that_there_is_not_no_window_is_opened(preferences: Preferences, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Unknown dataset nonsense: give cifar10"):
        build(Classification(bundles=tmp_path, dataset="nonsense"), preferences)
