"""A card for each network: how good it is, how large, which trial made it, and what it says of the picture."""

from PyQt5.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from analysis.bundles.bundle import commands
from analysis.bundles.card import Card
from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.appearance.tips import tip
from classifier_gui.text.language import Words
from classifier_gui.widgets.elided_label import Elided
from hypermodels.dimensions import BASELINE, BY_NAME
from studies.system.formats import percent

RADIUS = 10  # logical pixels


class NetworkCard(QAbstractButton):
    """Chosen with the mouse, Space or its shortcut; disabled while there is no bundle."""

    chosen = pyqtSignal(str)
    asked = pyqtSignal(str)  # for all that the card knows

    def __init__(self, network: str, title: str) -> None:
        super().__init__()
        self.network, self.title = network, title
        self.theme = LIGHT
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        heading = Elided("strong")
        self._lines = [
            Elided(),
            *(Elided("muted") for _ in range(3)),
            Elided(),
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
        self.more.clicked.connect(lambda: self.asked.emit(self.network))
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
            words("Test accuracy {accuracy:.1f} %", accuracy=100 * test.accuracy),
            words(
                "{low:.1f}–{high:.1f}, {count} pictures",
                low=100 * test.low,
                high=100 * test.high,
                count=f"{test.pictures:,}",
            ),
            " · ".join([*_scale(card, words), words("{parameters} parameters", parameters=_short(card.parameters))]),
            trial(card, words),
            answer if warm else words("loading…"),
            bold=True,
        )
        self.more.show()
        self.more.setToolTip(tip(words("All that is known of it")))
        self.more.setAccessibleName(words("About {title}", title=self.title))
        self.setToolTip(tip(details(card, words)))
        self.setAccessibleName(self.title)
        self.setAccessibleDescription("; ".join(line.text() for line in self._lines))
        self.update()

    def show_missing(self, dataset: str, words: Words, theme: Theme) -> None:
        """The bundle was never made: the command that makes it."""
        study, export = commands(self.network, dataset)
        program, _, settings = study.partition(" MODEL=")
        self._say(words("not exported yet; run"), program, f"MODEL={settings}", export, "", bold=False)
        self._disable(words("Run: {command}", command=f"{study} && {export}"), theme)

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


def trial(card: Card, words: Words) -> str:
    """What of the configuration departs from the baseline."""
    return words.names(_departures(card, words)) or words("baseline")


def _departures(card: Card, words: Words) -> list[str]:
    return [
        f"{words(BY_NAME[name].title)} {value:g}" if isinstance(value, int | float) else str(value)
        for name, value in card.configuration.items()
        if name in BASELINE and value != BASELINE[name]
    ]


def _scale(card: Card, words: Words) -> list[str]:
    """How long it was trained, with how many filters, on how many pictures, where these are known or fewer."""
    epochs = card.configuration.get("epochs")
    trained = [] if epochs is None else [words("{epochs} epochs", epochs=epochs)]
    pictures = [] if card.samples is None else [words("of {count} pictures", count=f"{card.samples:,}")]
    return [*trained, words("width {width:g}", width=card.width), *pictures]


def _short(count: int) -> str:
    """62006 -> 62 k"""
    return f"{count / 1e6:.1f} M" if count >= 1e6 else f"{count / 1e3:.0f} k" if count >= 1e4 else f"{count:,}"


def details(card: Card, words: Words) -> str:
    """The trial behind a network, in lines."""
    configuration = [
        f"{words(BY_NAME[name].title)}: {value}" for name, value in card.configuration.items() if name in BY_NAME
    ]
    seeds = words.names([percent(value) for value in card.validation.seeds.values()])
    test = card.test
    return "\n".join(
        [
            words(
                "Test accuracy {accuracy:.1f} %, 95 % interval {low:.1f} to {high:.1f} %, of {pictures} pictures",
                accuracy=100 * test.accuracy,
                low=100 * test.low,
                high=100 * test.high,
                pictures=f"{test.pictures:,}",
            ),
            ", ".join([words("{count} parameters", count=f"{card.parameters:,}"), *_scale(card, words)]),
            words("Study {study}, run {run}, seed {seed}", study=card.study, run=card.run, seed=card.seed),
            words("Validation accuracy of the seeds: {seeds}", seeds=seeds),
            words(
                "Test set of {pictures} pictures, opened {times} times",
                pictures=card.test.pictures,
                times=card.test.times_opened,
            ),
            *configuration,
        ]
    )
