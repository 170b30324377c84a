"""All networks side by side: a column each, a row for every class, the darker the more probable."""

from collections.abc import Sequence

import numpy as np
from PyQt5.QtCore import QEvent, QRect, QSize, Qt
from PyQt5.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QToolTip, QWidget

from classifier_gui.appearance.theme import LIGHT, Theme, mixed, readable
from classifier_gui.appearance.tips import tip
from studies.system.formats import percent

ROW_MIN, ROW_MAX = 18, 48  # logical pixels
GAP = 10
SPARE = 2  # a text is measured in whole pixels and cut in parts of them


Column = tuple[str, np.ndarray | None]  # a model's title; its probabilities (classes,), once it has answered


class ComparisonChart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self._names: list[str] = []
        self._columns: Sequence[Column] = ()
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)

    def show_answers(self, names: list[str], columns: Sequence[Column], theme: Theme) -> None:
        self._names, self._columns, self.theme = names, columns, theme
        self.setMinimumHeight(ROW_MIN * (len(names) + 1))
        self.update()

    def lines(self) -> list[str]:
        """What each model says, with its probability."""
        said = [(title, int(answer.argmax()), answer.max()) for title, answer in self._columns if answer is not None]
        return [f"{title}: {self._names[best]} {percent(value)}" for title, best, value in said]

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, ROW_MIN * (max(len(self._names), 10) + 1))

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        metrics, height, left = self.fontMetrics(), self._row_height(), self._left()
        painter.setPen(QColor(self.theme.muted))
        for row, name in enumerate(self._names, 1):
            shown = metrics.elidedText(name, Qt.ElideRight, left - GAP)
            painter.drawText(QRect(0, row * height, left - GAP, height), Qt.AlignRight | Qt.AlignVCenter, shown)
        for column, (title, answer) in enumerate(self._columns):
            self._paint_column(painter, self.head(column), title, answer)
        painter.end()

    def _row_height(self) -> int:
        return max(ROW_MIN, min(ROW_MAX, self.height() // (len(self._names) + 1)))

    def _left(self) -> int:
        """Where the columns begin."""
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in self._names), default=0)
        return min(widest + SPARE, self.width() // 3) + GAP

    def head(self, column: int) -> QRect:
        """Where a column's title stands."""
        left = self._left()
        width = (self.width() - left) / max(len(self._columns), 1)
        start, end = left + round(column * width), left + round((column + 1) * width)
        return QRect(start, 0, end - start - 2, self._row_height())

    def event(self, event: QEvent | None) -> bool:
        """A column's whole title is its tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.ToolTip:
            titles = [title for number, (title, _) in enumerate(self._columns) if self._over(number, event.x())]
            QToolTip.showText(event.globalPos(), tip("".join(titles)), self)
            return True
        return super().event(event)

    def _over(self, column: int, x: int) -> bool:
        head = self.head(column)
        return head.left() <= x <= head.right()

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
