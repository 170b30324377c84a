"""Models of other datasets' folders stand beside the networks."""

from pathlib import Path

import numpy as np
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.linear_bundles import write_bundle
from tests.support.windows import Open, wait_answers, wait_warm


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
    assert window.main_panel.answer_panel.line.text().startswith("LeNet-5 ")  # one vote is no agreement


def test_another_datasets_model_that_cannot_be_used_is_left_out_and_said(
    qtbot: QtBot, opened: Open, tmp_path: Path, samples: Path
) -> None:
    write_bundle(tmp_path, "lenet", 0)
    (write_bundle(tmp_path, "resnet", 7, "cifar10-before") / "model.onnx").write_bytes(b"changed")
    window = opened(tmp_path)
    wait_warm(qtbot, window, 1)
    window.open_path(samples / "cifar10" / "cat" / "0.png")
    wait_answers(qtbot, window, 1)
    window.session.compare(True)
    qtbot.waitUntil(window.main_panel.message.isVisible)
    assert "is not the file its card describes" in window.main_panel.message.text()
    assert [title for title, _ in window.main_panel.answer_panel.comparison._columns] == ["LeNet-5"]


def test_a_users_network_has_a_card_by_its_title_beside_those_of_the_five_that_are_there(
    qtbot: QtBot, opened: Open, tmp_path: Path, samples: Path
) -> None:
    write_bundle(tmp_path, "lenet", 0)
    write_bundle(tmp_path, "my net", 7)
    window = opened(tmp_path)
    wait_warm(qtbot, window, 2)
    cards = window.main_panel.cards
    qtbot.waitUntil(lambda: [name for name, card in cards.items() if card.isVisible()] == ["lenet", "my net"])
    assert cards["my net"].accessibleName() == "Title of my net"
    qtbot.mouseClick(cards["my net"], Qt.LeftButton)
    assert window.session.networks.chosen == "my net"
    window.open_path(samples / "cifar10" / "cat" / "0.png")
    wait_answers(qtbot, window, 2)
    window.session.compare(True)
    columns = [title for title, _ in window.main_panel.answer_panel.comparison._columns]
    assert columns == ["LeNet-5", "Title of my net"]
