"""A window with five small networks, offscreen unless told otherwise."""

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first application

from pytestqt.qtbot import QtBot

from classifier_gui.command_line import parser
from classifier_gui.preferences import Preferences
from classifier_gui.start import build
from classifier_gui.window import Window
from hypermodels import NETWORKS
from tests.gui.models import write_bundle, write_samples


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All five networks for cifar10; seed k for the k-th."""
    root = tmp_path_factory.mktemp("bundles")
    for seed, network in enumerate(NETWORKS):
        write_bundle(root, network, seed)
    return root


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("samples")
    write_samples(root)
    return root


@pytest.fixture
def options(bundles: Path, samples: Path) -> Namespace:
    return parser().parse_args(["--bundles", str(bundles), "--samples", str(samples)])


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    chosen = Preferences(tmp_path / "preferences.ini")
    chosen.language = "en"
    return chosen


@pytest.fixture
def window(qtbot: QtBot, options: Namespace, preferences: Preferences) -> Iterator[Window]:
    """Shown, with all networks warm."""
    shown = build(options, preferences)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    wait_warm(qtbot, shown)
    yield shown
    shown.close()


def wait_warm(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: sum(one.warm for one in window.session.classifiers.values()) == count)


def wait_answers(qtbot: QtBot, window: Window, count: int = 5) -> None:
    qtbot.waitUntil(lambda: not window.session.busy and len(window.session.answers) == count)
