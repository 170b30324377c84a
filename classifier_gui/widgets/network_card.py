"""A card for each network: how good it is, how large, which trial made it, and what it says of the picture."""

import re
from pathlib import Path

from PyQt5.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from analysis.bundles.bundle import commands
from analysis.bundles.card import Card
from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.appearance.tips import tip
from classifier_gui.text.card_lines import details, pictures, scale, short, trial
from classifier_gui.text.language import Words
from classifier_gui.widgets.elided_label import ElidedLabel
from studies.system.formats import percent

RADIUS = 10  # logical pixels


class NetworkCard(QAbstractButton):
    """Chosen with the mouse, Space or its shortcut; disabled while there is no bundle."""

    chosen = pyqtSignal(str)
    details = pyqtSignal(str)  # all that the card knows is wanted

    def __init__(self, network: str, title: str) -> None:
        super().__init__()
        self.network, self.title = network, title
        self.theme = LIGHT
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        heading = ElidedLabel("strong")
        self._lines = [
            ElidedLabel(),
            *(ElidedLabel("muted") for _ in range(3)),
            ElidedLabel(),
        ]  # accuracy, its test, size, trial, answer
        self.why = QLabel()  # in their place where the bundle cannot be used
        self.why.setObjectName("note")
        self.why.setTextFormat(Qt.PlainText)
        self.why.setWordWrap(True)
        self.why.setAlignment(Qt.AlignTop | Qt.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(1)
        self.more = QToolButton()
        self.more.setText("…")
        self.more.clicked.connect(lambda: self.details.emit(self.network))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.more)
        layout.addLayout(head)
        for line in (heading, *self._lines):
            line.setAttribute(Qt.WA_TransparentForMouseEvents)
        for line in self._lines:
            layout.addWidget(line)
        self.why.setAttribute(Qt.WA_TransparentForMouseEvents)
        layout.addWidget(self.why, 1)
        heading.setText(title)
        self.clicked.connect(lambda: self.chosen.emit(self.network))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(150, self.fontMetrics().height() * 6 + 28)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(120, self.sizeHint().height())

    def show_bundle(self, card: Card, chosen: bool, warm: bool, answer: str, words: Words, theme: Theme) -> None:
        self.theme = theme
        self.setEnabled(True)
        self.setChecked(chosen)
        test = card.test
        self._say(
            words("test_accuracy", accuracy=percent(test.accuracy)),
            words(
                "test_interval",
                low=100 * test.low,
                high=100 * test.high,
                count=f"{test.pictures:,}",
            ),
            " · ".join(scale(card, words)),
            " · ".join(
                [
                    trial(card, words),
                    *pictures(card, words),
                    words("parameters", count=short(card.parameters)),
                ]
            ),
            answer if warm else words("loading"),
            bold=True,
        )
        self.more.show()
        self.more.setToolTip(tip(words("all_known")))
        self.more.setAccessibleName(words("about", title=self.title))
        self.setToolTip(tip(details(card, words)))
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("; ".join(line.text() for line in self._lines))
        self.update()

    def show_missing(self, dataset: str, bundles: Path, words: Words, theme: Theme) -> None:
        """The bundle was never made: the command that makes it."""
        study, export = commands(self.network, dataset, bundles)
        program, settings = re.split(r" (?=MODEL=|--model )", study, maxsplit=1)  # two lines, as the card is narrow
        self._say(words("not_exported"), program, settings, export, "", bold=False)
        self._disable(words("run_command", command=f"{study} && {export}"), theme)

    def show_unusable(self, error: Exception, words: Words, theme: Theme) -> None:
        """The bundle cannot be used, and why."""
        self._say("", "", "", "", "", bold=False)
        self.why.setText(words.short_error(error))
        self.why.show()
        self._disable(words.error(error), theme)

    def _disable(self, remedy: str, theme: Theme) -> None:
        self.theme = theme
        self.more.hide()
        self.setEnabled(False)
        self.setChecked(False)
        self.setToolTip(tip(remedy))
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(remedy)
        self.update()

    def _say(self, *texts: str, bold: bool) -> None:
        """The lines below the title; `bold`, whether the last stands out."""
        self.why.hide()
        font = self.font()
        font.setBold(bold)
        self._lines[-1].setFont(font)
        for line, text in zip(self._lines, texts, strict=True):
            line.setText(text)
            line.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus() or self.underMouse()
        usable, theme = self.isEnabled(), self.theme
        edge = theme.accent if chosen else theme.muted if focused and usable else theme.border
        ground = theme.accent_soft if chosen else theme.surface if usable else theme.ground
        pen = QPen(QColor(edge), 2 if chosen or self.hasFocus() else 1)
        if not usable:
            pen.setStyle(Qt.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
