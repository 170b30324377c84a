"""Turning pages: presses are counted, damaged files are skipped, slow ones are given up."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classifier_gui.pictures.found import natural
from classifier_gui.pictures.opened import Opened
from classifier_gui.window import Window
from tests.support.windows import wait_answers


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """n1, n2, n3, n10, of which n2 is cut short."""
    rng = np.random.default_rng(4)
    for name in ("n1", "n2", "n3", "n10"):
        Image.fromarray(rng.integers(0, 256, (50, 70, 3), np.uint8)).save(tmp_path / f"{name}.png")
    content = (tmp_path / "n2.png").read_bytes()
    (tmp_path / "n2.png").write_bytes(content[: len(content) // 2])
    return tmp_path


def shown(window: Window) -> str:
    return window.session.picture.name if window.session.picture else ""


def press(qtbot: QtBot, window: Window, *keys: int) -> None:
    QApplication.setActiveWindow(window)
    for key in keys:
        qtbot.keyClick(window, key)


def open_first(qtbot: QtBot, window: Window, album: Path) -> None:
    window.open_path(album / "n1.png")
    wait_answers(qtbot, window)


def test_a_damaged_file_is_skipped_and_said(qtbot: QtBot, window: Window, album: Path) -> None:
    open_first(qtbot, window, album)
    press(qtbot, window, Qt.Key_Right)
    qtbot.waitUntil(lambda: shown(window) == "n3.png")
    assert window.main_panel.message.text().startswith("n2.png is cut short")
    assert window.main_panel.message.isVisible()
    press(qtbot, window, Qt.Key_Left)  # and so it is on the way back
    qtbot.waitUntil(lambda: shown(window) == "n1.png")


def test_quick_presses_are_counted_from_the_picture_asked_for(qtbot: QtBot, window: Window, album: Path) -> None:
    open_first(qtbot, window, album)
    (album / "n2.png").write_bytes((album / "n3.png").read_bytes())
    press(qtbot, window, Qt.Key_PageDown, Qt.Key_PageDown, Qt.Key_PageDown)
    qtbot.waitUntil(lambda: not window.session.busy)
    assert shown(window) == "n10.png"  # after n3: numbers count as numbers


def test_a_file_that_cannot_be_opened_is_a_place_to_page_from(qtbot: QtBot, window: Window, album: Path) -> None:
    window.open_path(album / "n2.png")
    qtbot.waitUntil(lambda: window.session.opening.turnable)
    press(qtbot, window, Qt.Key_Right)
    qtbot.waitUntil(lambda: shown(window) == "n3.png")


def test_a_folder_of_damaged_files_ends_the_search(qtbot: QtBot, window: Window, album: Path) -> None:
    open_first(qtbot, window, album)
    for name in ("n3", "n10"):
        (album / f"{name}.png").write_bytes(b"no picture")
    press(qtbot, window, Qt.Key_Right)
    qtbot.waitUntil(lambda: not window.session.busy)
    assert shown(window) == "n1.png"
    assert "n10.png is not a picture" in window.main_panel.message.text()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, window: Window) -> Callable[[str], None]:
    """Pictures of a name take a minute."""

    def make(name: str) -> None:
        reader = window.session.opening.reader
        usual = reader.open_path

        def open_path(path: Path, true_class: str, siblings: tuple[Path, ...], sides: tuple[int, ...]) -> Opened:
            if path.name == name:
                reader._ask(path, time.sleep, 60)
            return usual(path, true_class, siblings, sides)

        monkeypatch.setattr(reader, "open_path", open_path)

    return make


def test_a_slow_picture_is_said_and_given_up_for_the_next(
    qtbot: QtBot, window: Window, album: Path, slow: Callable[[str], None]
) -> None:
    open_first(qtbot, window, album)
    slow("n3.png")
    window.session.opening._give_up_timer.setInterval(50)
    window.open_path(album / "n3.png")
    qtbot.waitUntil(lambda: window.session.opening.slow == "n3.png")
    panel = window.main_panel.answer_panel
    assert panel.line.text() == "Reading n3.png…"
    assert panel.bars._values is None  # the old answer is not shown as the new one's
    assert all("%" not in card._lines[-1].text() for card in window.main_panel.cards.values())
    window.open_path(album / "n10.png")
    qtbot.waitUntil(lambda: shown(window) == "n10.png", timeout=20_000)
    assert not window.main_panel.message.isVisible()


def test_quitting_does_not_wait_for_a_slow_picture(
    qtbot: QtBot, window: Window, album: Path, slow: Callable[[str], None]
) -> None:
    slow("n3.png")
    window.open_path(album / "n3.png")
    qtbot.waitUntil(lambda: bool(window.session.opening.slow))
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 10  # it takes a moment; the picture would take a minute


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["a", "N1", "n2", "n2b", "n10", "n" + "9" * 200, "n²"]
    assert sorted(map(Path, reversed(names)), key=natural) == [*map(Path, names)]
