"""Waiting for what a window does in the background."""

from pytestqt.qtbot import QtBot

from classifier_gui.window import Window


def wait_warm(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: sum(one.warm for one in window.session.networks.classifiers.values()) == count)


def wait_answers(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: not window.session.busy and len(window.session.answers) == count)
