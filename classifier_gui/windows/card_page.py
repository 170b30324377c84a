"""All that a card knows, as a page: how good the model is, where it errs, and where it comes from."""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtCore import Qt, QUrl
from PyQt5.QtGui import QDesktopServices
from PyQt5.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from analysis.bundles.bundle import Bundle
from analysis.bundles.card import Card
from classifier_gui.appearance.fitting import scrolled
from classifier_gui.appearance.theme import Theme
from classifier_gui.pictures.thumbnails import Thumbnails
from classifier_gui.text.card_lines import details
from classifier_gui.text.language import Words
from classifier_gui.widgets.bars import Bars
from classifier_gui.widgets.confusion_table import ConfusionTable
from classifier_gui.widgets.thumbnail_list import Entry, sheet
from studies.system.formats import percent

SHEET, TABLE = 290, 330  # logical pixels of height


class CardPage(QDialog):
    """Confusion, recall of each class, the surest errors, the study and the report."""

    def __init__(self, parent: QWidget, bundle: Bundle, words: Words, theme: Theme) -> None:
        super().__init__(parent)
        self._words, self._theme = words, theme
        self.bundle, card = bundle, bundle.card
        self.report = report_of(bundle, words.language)
        self.setAttribute(Qt.WA_DeleteOnClose)
        self.setWindowTitle(f"{card.title} · {card.dataset}")
        self.facts = _label(details(card, words))
        self.facts.setTextInteractionFlags(Qt.TextSelectableByMouse | Qt.TextSelectableByKeyboard)
        self.confusion, self.recall = ConfusionTable(), Bars()
        self.thumbnails = Thumbnails(self)
        self.errors = sheet(self.thumbnails)
        self.open_report = QPushButton(words("open_report"))
        self.open_report.setEnabled(self.report.is_file())
        self.open_report.clicked.connect(self._open_report)
        self._fill(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged(card))
        self._fit(parent)

    def _open_report(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report)))

    def _fill(self, card: Card) -> None:
        names = [self._words.name(name) for name in card.classes]
        self.confusion.show_counts(np.array(card.confusion_matrix), names, self._theme)
        self.recall.show_probabilities(names, np.array(card.per_class_recall), self._theme)
        entries = [Entry(_content(error), self._caption(error), wrong=True) for error in card.errors]
        self.errors.show_entries(entries, None, self._theme)

    def _caption(self, error: dict[str, Any]) -> str:
        """What the model took the picture for, and how sure it was; not what."""
        names = [self._words.name(error[which]) for which in ("true", "predicted")]
        return f"{names[0]} → {names[1]}\n{percent(error['probability'], 0)}"

    def _arranged(self, card: Card) -> QScrollArea:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        for item in self._parts(card):
            if isinstance(item, QHBoxLayout):
                layout.addLayout(item)
            else:
                layout.addWidget(item)
        return scrolled(page)

    def _parts(self, card: Card) -> Iterator[QWidget | QHBoxLayout]:
        words = self._words
        yield _label(f"{card.title} · {card.dataset}", "headline")
        yield self.facts
        foot = QHBoxLayout()
        foot.addWidget(_label(words("report_file", file=self.report)), 1)
        foot.addWidget(self.open_report)
        yield foot
        yield _label(f"{words('confusion')} · {words('confusion_legend')}")
        self.confusion.setMinimumHeight(TABLE)
        yield self.confusion
        yield _label(words("recall"), "strong")
        yield self.recall
        yield _label(words("surest_errors"), "strong")
        if card.errors:
            self.errors.setMinimumHeight(SHEET)
            yield self.errors
        else:
            yield _label(words("no_errors"))

    def _fit(self, parent: QWidget) -> None:
        screen = parent.screen()
        there = screen.availableGeometry() if screen else parent.geometry()
        self.resize(min(860, there.width()), min(760, there.height() - 60))

    def done(self, code: int) -> None:
        self.thumbnails.stop()
        super().done(code)


def report_of(bundle: Bundle, language: str) -> Path:
    """The chapter's page beside the folder of bundles, where `make report` writes it."""
    from analysis.text.languages import file_in  # only now: the window opens sooner without the report's words

    folder = bundle.folder.absolute().parents[2] / "reports" / bundle.card.network
    return folder / file_in(language, "index.html")


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.PlainText)
    label.setWordWrap(True)
    return label


def _content(error: dict[str, Any]) -> bytes:
    """A picture's file; a stranger's card may hold none."""
    try:
        return base64.b64decode(error["picture"], validate=True)
    except (binascii.Error, ValueError):
        return b""
