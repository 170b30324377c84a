"""A window with five small networks, offscreen unless told otherwise."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first application

from pytestqt.qtbot import QtBot

from classifier_gui.command_line import Classification
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from tests.support.windows import Open, wait_warm


@pytest.fixture
def options(bundles: Path, samples: Path) -> Classification:
    return Classification(bundles=bundles, samples=samples)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    chosen = Preferences(tmp_path / "preferences.ini")
    chosen.language = "en"
    return chosen


@pytest.fixture
def window(qtbot: QtBot, options: Classification, preferences: Preferences) -> Iterator[Window]:
    """Shown, with all networks warm."""
    shown = build(options, preferences)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    wait_warm(qtbot, shown)
    yield shown
    shown.close()


@pytest.fixture
def opened(qtbot: QtBot, samples: Path, preferences: Preferences) -> Iterator[Open]:
    """Opens a window on a folder of bundles."""
    shown: list[Window] = []

    def show(bundles: Path) -> Window:
        shown.append(build(Classification(bundles=bundles, samples=samples), preferences))
        qtbot.addWidget(shown[-1])
        shown[-1].show()
        return shown[-1]

    yield show
    for window in shown:
        window.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    rng = np.random.default_rng(11)
    for name in ("a.png", "b.png", "c.png"):
        Image.fromarray(rng.integers(0, 256, (60, 90, 3), np.uint8)).save(folder / name)
    return folder / "a.png"
