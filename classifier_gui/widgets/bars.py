"""A bar for every class, as long as its probability."""

import numpy as np
from PyQt5.QtCore import QEvent, QRect, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from classifier_gui.appearance.theme import LIGHT, Theme
from studies.system.formats import percent, plain_percent

ROW_MIN, ROW_MAX = 19, 48  # logical pixels
GAP = 10
UNSORTED = 20  # classes; up to here they keep their places, beyond the most probable come first


class Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self._names: list[str] = []
        self._values: np.ndarray | None = None
        self._label = 0  # logical pixels, the widest name
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)

    def show_probabilities(self, names: list[str], values: np.ndarray | None, theme: Theme) -> None:
        """`values` `(classes,)`, 0 to 1, or None for empty tracks."""
        self.theme = theme
        order = np.arange(len(names))
        if values is not None and len(names) > UNSORTED:
            order = np.argsort(-values, kind="stable")
        self._names = [names[index] for index in order]
        self._values = None if values is None else values[order]
        self._measure()
        self.setMinimumHeight(ROW_MIN * len(names))
        spoken = [
            f"{name} {plain_percent(value)}"
            for name, value in zip(names, [] if values is None else values, strict=False)
        ]
        self.setAccessibleDescription(", ".join(spoken))
        self.update()

    def lines(self) -> list[str]:
        """The classes with their probabilities, the most probable first."""
        values = np.zeros(0) if self._values is None else self._values
        return [f"{self._names[row]} {percent(values[row])}" for row in np.argsort(-values, kind="stable")]

    def event(self, event: QEvent | None) -> bool:
        """A style sheet's font comes only when the window is shown."""
        done = super().event(event)
        if event is not None and event.type() in (QEvent.FontChange, QEvent.Polish, QEvent.Show):
            self._measure()
        return done

    def _measure(self) -> None:
        bold = QFont(self.font())  # as the best one's name will be
        bold.setBold(True)
        self._label = max((QFontMetrics(bold, self).horizontalAdvance(name) for name in self._names), default=0) + 1

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(320, ROW_MIN * max(len(self._names), 10))

    def track(self, row: int) -> QRect:
        """Where the bar of a row lies at probability 1."""
        metrics = self.fontMetrics()
        left = min(self._label, self.width() // 3)
        right = metrics.horizontalAdvance("100.0 %")
        height = self._row_height()
        thick = min(20, max(8, round(height * 0.5)))
        return QRect(left + GAP, row * height + (height - thick) // 2, self.width() - left - right - 2 * GAP, thick)

    def _row_height(self) -> int:
        return max(ROW_MIN, min(ROW_MAX, self.height() // max(len(self._names), 1)))

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(Qt.NoPen)
        best = None if self._values is None else int(self._values.argmax())
        for row, name in enumerate(self._names):
            self._paint_row(painter, row, name, row == best)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, name: str, best: bool) -> None:
        track, height = self.track(row), self._row_height()
        painter.fillRect(track, QColor(self.theme.sunken))
        font = self.font()
        font.setBold(best)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text if best else self.theme.muted))
        label = QRect(0, row * height, track.left() - GAP, height)
        shown = painter.fontMetrics().elidedText(name, Qt.ElideRight, label.width())
        painter.drawText(label, Qt.AlignRight | Qt.AlignVCenter, shown)
        if self._values is None:
            return
        value = float(self._values[row])
        bar = QRect(track)
        bar.setWidth(round(track.width() * value))
        painter.fillRect(bar, QColor(self.theme.accent if best else self.theme.other))
        number = QRect(track.right() + 1, row * height, self.width() - track.right() - 1, height)
        painter.drawText(number, Qt.AlignRight | Qt.AlignVCenter, percent(value))
