"""The left half: the picture, the pixels that the network sees, and what is known of them."""

import numpy as np
from PyQt5.QtCore import QMimeData, Qt, pyqtSignal
from PyQt5.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PyQt5.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from classifier_gui.appearance.theme import Theme
from classifier_gui.pictures.clipboard import NoPicture, may_hold_picture, picture_in
from classifier_gui.pictures.crop import CENTRE, Crop
from classifier_gui.pictures.opened import Opened
from classifier_gui.text.language import Words
from classifier_gui.widgets.canvas import Canvas, heat, to_image
from classifier_gui.widgets.combo_box import ComboBox
from classifier_gui.widgets.elided_label import ElidedLabel
from studies.data.pictures import SMALL as ENLARGED
from studies.data.resizing import FITS

SMALL = 104  # logical pixels, the side of what the network sees
FIT_NAMES = {"crop": "fit_square", "whole": "fit_whole", "pad": "fit_padded"}
SEEN = {
    "crop": "seen_centre",
    "whole": "seen_whole",
    "pad": "seen_padded",
}


class PicturePanel(QFrame):
    """Takes dropped files and pictures."""

    dropped = pyqtSignal(QMimeData)
    refused = pyqtSignal(object)  # why what is held over it cannot be dropped
    fit_chosen = pyqtSignal(str)
    look_chosen = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self.canvas, self.seen = Canvas(smooth=True), Canvas(smooth=False)
        self.seen.setFixedSize(SMALL, SMALL)
        self._name, self._facts, self.truth, self._notes = (
            ElidedLabel("strong"),
            ElidedLabel("muted"),
            ElidedLabel(),
            QLabel(),
        )
        self._notes.setObjectName("note")
        self._notes.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.PlainText)
        self._notes.setAlignment(Qt.AlignTop | Qt.AlignLeft)
        self.legend = ElidedLabel("muted")
        self.fits, self.look = ComboBox(), QPushButton()
        self.fits.addItems(FITS)
        self.fits.activated[int].connect(lambda number: self.fit_chosen.emit(FITS[number]))
        self.look.setCheckable(True)
        self.look.clicked.connect(self.look_chosen.emit)
        self._shown: Opened | None = None
        self._small: np.ndarray | None = None
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.fits)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        below = QGridLayout()
        below.setHorizontalSpacing(12)
        below.setVerticalSpacing(2)
        below.addWidget(self.seen, 0, 0, 6, 1, Qt.AlignTop)
        for row, item in enumerate((self._name, self._facts, self.truth, self.legend, self._notes)):
            below.addWidget(item, row, 1)
        below.addLayout(buttons, 5, 1)
        below.setRowStretch(4, 1)
        below.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(below)

    def show_picture(
        self,
        picture: Opened | None,
        small: np.ndarray | None,
        side: int,
        fit: str,
        crop: Crop,
        looking: bool,
        drops: np.ndarray | None,
        truth: str,
        answer: str,
        words: Words,
        theme: Theme,
    ) -> None:
        """`small` is what the network of this `side` sees; `drops` the occlusion map, `answer` the class it says."""
        if picture is not self._shown:
            self._shown = picture
            self.canvas.set_image(None if picture is None else to_image(picture.preview))
        if small is not self._small:
            self._small = small
            self.seen.set_image(None if small is None else to_image(small))
        veil = heat(drops) if looking and drops is not None else None
        hint = words("drop_hint")
        self.canvas.show_state(theme, hint, veil, fit, crop)
        self.seen.show_state(theme, "", veil)
        self.seen.setToolTip(words("seen_hint", side=side))
        self.canvas.setAccessibleName(picture.name if picture else hint)
        self._show_facts(picture, side, fit, crop, words)
        self._show_truth(truth, answer, words, theme)
        for number, one in enumerate(FITS):
            self.fits.setItemText(number, words(FIT_NAMES[one]))
        self.fits.setCurrentIndex(FITS.index(fit))
        self.fits.setToolTip(words("square_hint"))
        self.legend.setText(words("look_legend"))
        self.legend.setVisible(veil is not None)
        self.look.setText(words("where_it_looked"))
        self.look.setChecked(looking)
        self.look.setEnabled(picture is not None)

    def show_reading(self, name: str, words: Words) -> None:
        """Another picture is being read; the one on the canvas is the one before."""
        self._name.setText(words("reading", name=name))
        self._facts.setText("")
        self._notes.setText("")
        self.truth.hide()

    def _show_facts(self, picture: Opened | None, side: int, fit: str, crop: Crop, words: Words) -> None:
        self._name.setText(picture.name if picture else words("no_picture"))
        seen = words(SEEN[fit], side=side)
        if picture and picture.size == (side, side) and crop == CENTRE:
            seen = words("seen_as_is")
        elif fit == "crop" and crop != CENTRE and picture:
            seen = words("seen_square", square=crop.square(*picture.size)[2], side=side)
        self._facts.setText(f"{picture.size[0]} x {picture.size[1]} · {seen}" if picture else seen)
        notes = [words.explanation(warning) for warning in picture.warnings] if picture else []
        if picture and min(picture.size) < side:
            notes.append(words.explanation(ENLARGED, side=side))
        self._notes.setText(" ".join(notes))

    def _show_truth(self, true_class: str, answer: str, words: Words, theme: Theme) -> None:
        name = words.name(true_class)
        if not answer:
            text, colour = words("true_class", name=name), theme.text
        elif answer == true_class:
            text, colour = words("true_class_right", name=name), theme.good
        else:
            text, colour = words("true_class_wrong", name=name), theme.warning
        self.truth.setText(text)
        self.truth.setStyleSheet(f"color: {colour}")
        self.truth.setVisible(bool(true_class))

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        data = event.mimeData() if event else None
        if event and data and may_hold_picture(data):
            _copy(event)
            self.canvas.set_target(True)
        elif data:
            try:
                picture_in(data)
            except NoPicture as why:  # said before it is dropped
                self.refused.emit(why)

    def dragLeaveEvent(self, _event: QDragLeaveEvent | None) -> None:  # noqa: N802
        self.canvas.set_target(False)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        self.canvas.set_target(False)
        if event is not None:
            _copy(event)
            self.dropped.emit(event.mimeData())


def _copy(event: QDropEvent) -> None:
    """Take it as a copy: a source that moves would delete its file."""
    event.setDropAction(Qt.CopyAction)
    event.accept()
