"""A label that ends in … where its text is too long, and shows the whole of it as a tool tip."""

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy

from classifier_gui.appearance.tips import tip


class ElidedLabel(QLabel):
    """Never widens the window. `text()` is the whole text."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setObjectName(name)  # what the style sheet calls it
        self.setTextFormat(Qt.PlainText)
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str | None) -> None:  # noqa: N802
        self._whole = text or ""
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()  # the style sheet's font decides how much fits
        shown = self.fontMetrics().elidedText(self._whole, Qt.ElideRight, self.width())
        super().setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")
