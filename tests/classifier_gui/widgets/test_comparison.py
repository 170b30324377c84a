"""The table of all networks' answers."""

import numpy as np
from PyQt5.QtCore import Qt
from pytestqt.qtbot import QtBot

from classifier_gui.appearance.theme import LIGHT
from classifier_gui.widgets.comparison import GAP, ComparisonChart


def test_no_name_is_cut_where_there_is_room_for_it(qtbot: QtBot) -> None:
    names = [*map(str, range(10)), "8 ✓", "automobile ✓", "飞机 ✓"]
    table = ComparisonChart()
    qtbot.addWidget(table)
    table.resize(640, 480)
    for name in names:  # each alone: a wider one beside it would give it room
        table.show_answers([name], [("LeNet-5", np.ones(1))], LIGHT)
        room = table.head(0).left() - GAP
        assert table.fontMetrics().elidedText(name, Qt.ElideRight, room) == name
