"""All networks side by side: a column each, a row for every class, the darker the more probable."""

from collections.abc import Mapping

import numpy as np
from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from classifier_gui.widgets.theme import LIGHT, Theme, mixed, readable

ROW_MIN, ROW_MAX = 20, 48  # logical pixels
GAP = 10


class Comparison(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self._names: list[str] = []
        self._columns: dict[str, str] = {}
        self._answers: Mapping[str, np.ndarray] = {}
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)

    def show_answers(
        self, names: list[str], columns: dict[str, str], answers: Mapping[str, np.ndarray], theme: Theme
    ) -> None:
        """`columns`: network -> title; `answers`: network -> probabilities `(classes,)`, where it has answered."""
        self._names, self._columns, self._answers, self.theme = names, columns, answers, theme
        self.setMinimumHeight(ROW_MIN * (len(names) + 1))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, ROW_MIN * (max(len(self._names), 10) + 1))

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        height = max(ROW_MIN, min(ROW_MAX, self.height() // (len(self._names) + 1)))
        metrics = self.fontMetrics()
        left = min(max((metrics.horizontalAdvance(name) for name in self._names), default=0), self.width() // 3) + GAP
        width = (self.width() - left) / max(len(self._columns), 1)
        painter.setPen(QColor(self.theme.muted))
        for row, name in enumerate(self._names, 1):
            shown = metrics.elidedText(name, Qt.ElideRight, left - GAP)
            painter.drawText(QRect(0, row * height, left - GAP, height), Qt.AlignRight | Qt.AlignVCenter, shown)
        for column, (network, title) in enumerate(self._columns.items()):
            start, end = left + round(column * width), left + round((column + 1) * width)
            self._paint_column(painter, QRect(start, 0, end - start - 2, height), title, self._answers.get(network))
        painter.end()

    def _paint_column(self, painter: QPainter, cell: QRect, title: str, answer: np.ndarray | None) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self.theme.text))
        painter.drawText(cell, Qt.AlignCenter, painter.fontMetrics().elidedText(title, Qt.ElideRight, cell.width()))
        for row in range(len(self._names)):
            place = cell.translated(0, (row + 1) * cell.height()).adjusted(0, 1, 0, -1)
            painter.fillRect(place, QColor(self.theme.sunken))
            if answer is not None:
                self._paint_cell(painter, place, float(answer[row]), row == int(answer.argmax()))

    def _paint_cell(self, painter: QPainter, place: QRect, value: float, best: bool) -> None:
        ground = mixed(self.theme.accent, self.theme.sunken, min(1.0, value))
        painter.fillRect(place, ground)
        font = self.font()
        font.setBold(best)
        painter.setFont(font)
        painter.setPen(readable(self.theme, ground, quiet=not best))
        painter.drawText(place, Qt.AlignCenter, f"{100 * value:.0f}" if value >= 0.005 else "·")
