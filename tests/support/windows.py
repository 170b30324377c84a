"""Waiting for what a window does in the background."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from classifier_gui.window import Window

Open = Callable[[Path], Window]  # shows a window on a folder of bundles


def wait_warm(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: sum(one.warm for one in window.session.networks.classifiers.values()) == count)


def wait_answers(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: not window.session.busy and len(window.session.answers) == count)
