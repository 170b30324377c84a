"""A combo box whose arrow follows the theme; a style sheet alone would leave it without one."""

from PyQt5.QtCore import QPointF
from PyQt5.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from PyQt5.QtWidgets import QComboBox


class ComboBox(QComboBox):
    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        x, y = self.width() - 14, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(self.palette().color(QPalette.Disabled, QPalette.Text))
        painter.setBrush(painter.pen().color())
        painter.drawPolygon(QPolygonF([QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]))
        painter.end()
