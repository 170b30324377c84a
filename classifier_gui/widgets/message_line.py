"""What went wrong, as one line in the window; the details on demand."""

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontDatabase
from PyQt5.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from classifier_gui.appearance.tips import tip
from classifier_gui.text.language import Words
from studies.system.escapes import plain


class MessageLine(QFrame):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.PlainText)
        self._text.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self.details = QPushButton()
        self.dismiss = QPushButton()
        self._more = ""
        self._stays = 0
        self._said: Callable[[Words], str] = lambda _words: ""
        self._words = Words()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 6, 5)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.details)
        layout.addWidget(self.dismiss)
        self.details.clicked.connect(self._show_details)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    def say(self, said: Callable[[Words], str], details: str = "", stays: int = 0) -> None:
        """`said` gives the sentence in a language; it stays while `stays` pictures are opened well, and goes then."""
        self._said, self._more, self._stays = said, details, stays
        self.details.setVisible(bool(details))
        self._show_text()
        self.show()

    def _show_text(self) -> None:
        text = plain(self._said(self._words))
        self._text.setText(text)
        self._text.setToolTip(tip(text))

    def settle(self) -> None:
        """Something was done well."""
        self._stays -= 1
        if self._stays < 0:
            self.hide()

    def retranslate(self, words: Words) -> None:
        self._words = words
        self.details.setText(words("details"))
        self.dismiss.setText(words("close"))
        self._show_text()

    def _show_details(self) -> None:
        show_text(self.window(), self._words("details"), self._more, self._words)


def show_text(parent: QWidget | None, title: str, text: str, words: Words) -> QDialog:
    """A window with text to read and copy."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(640, 360)
    area = QPlainTextEdit(text)
    area.setReadOnly(True)
    area.setFont(QFontDatabase.systemFont(QFontDatabase.FixedFont))  # keys and traces stand in columns
    buttons = QDialogButtonBox()
    buttons.addButton(words("close"), QDialogButtonBox.RejectRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(area)
    layout.addWidget(buttons)
    dialog.open()
    return dialog
