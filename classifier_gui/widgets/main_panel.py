"""Everything in the window below the menus, laid out, and shown from what the session holds."""

from collections.abc import Mapping

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analysis.bundles.bundle import Bundle, titled
from analysis.bundles.card import Card
from classifier_gui.appearance.theme import LIGHT, Theme
from classifier_gui.pictures.opened import Opened
from classifier_gui.pictures.opening import Place
from classifier_gui.pictures.thumbnails import Thumbnails
from classifier_gui.session import Session
from classifier_gui.text.language import LANGUAGES, Words
from classifier_gui.widgets.answer_panel import AnswerPanel, agreed
from classifier_gui.widgets.card_row import CardRow
from classifier_gui.widgets.combo_box import ComboBox
from classifier_gui.widgets.message_line import MessageLine
from classifier_gui.widgets.network_card import NetworkCard
from classifier_gui.widgets.picture_panel import PicturePanel
from classifier_gui.widgets.thumbnail_list import Entry, strip
from studies.system.formats import percent

LEFT = ("choose_file", "open_sample", "choose_folder", "previous", "next")
RIGHT = ("switch_language", "use_dark")


class MainPanel(QWidget):
    """`buttons` are named for what they do, as in actions.py."""

    def __init__(self) -> None:
        super().__init__()
        self.picture_panel, self.answer_panel, self.message = PicturePanel(), AnswerPanel(), MessageLine()
        self.thumbnails = Thumbnails(self)
        self.strip = strip(self.thumbnails)
        self.strip.hide()
        self._place: Place | None = None  # that the strip shows
        self._theme = LIGHT  # it shows it in
        self.row = CardRow()
        self.cards = self.row.cards
        self.datasets, self._dataset = ComboBox(), QLabel()
        self._dataset.setTextFormat(Qt.PlainText)
        self.datasets.setSizeAdjustPolicy(ComboBox.AdjustToContents)
        self.datasets.setMaximumWidth(220)
        self.buttons = {slot: QPushButton() for slot in (*LEFT, *RIGHT)}
        self.buttons["choose_file"].setObjectName("primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self.message)
        self.middle = QWidget()
        self.middle.setContextMenuPolicy(Qt.ActionsContextMenu)
        middle = QHBoxLayout(self.middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addWidget(self.picture_panel, 9)
        middle.addWidget(self.answer_panel, 10)
        layout.addWidget(self.middle, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.row)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        for slot in LEFT:
            if slot == "previous":
                head.addSpacing(8)
            head.addWidget(self.buttons[slot])
        head.addStretch(1)
        head.addWidget(self._dataset)
        head.addWidget(self.datasets)
        for slot in RIGHT:
            head.addWidget(self.buttons[slot])
        return head

    def retranslate(self, words: Words, dark: bool) -> None:
        texts = {
            "choose_file": words("button_open"),
            "open_sample": words("button_test_picture"),
            "choose_folder": words("button_folder"),
            "previous": "‹",
            "next": "›",
            "switch_language": LANGUAGES[words.next_language].LANGUAGE_NAME,
            "use_dark": words("light") if dark else words("dark"),
        }
        for slot, text in texts.items():
            self.buttons[slot].setText(text)
        self._dataset.setText(words("dataset"))
        self.message.retranslate(words)

    def refresh(self, session: Session, words: Words, theme: Theme) -> None:
        networks, slow = session.networks, session.opening.slow
        cards = {one: found.card for one, found in networks.found.items() if isinstance(found, Bundle)}
        chosen = cards.get(networks.chosen or "")
        truth = _truth(session.picture, chosen)
        self._refresh_datasets(session)
        self._refresh_strip(session, theme)
        self.picture_panel.show_picture(
            session.picture,
            session.seen,
            session.networks.side,
            session.fit,
            session.crop,
            session.looking,
            session.map,
            truth,
            _said(session, cards, chosen, truth),
            words,
            theme,
        )
        self.answer_panel.show_answers(
            chosen,
            bool(networks.found),
            cards,
            {} if slow else session.answers,  # those of the picture before are not its own
            {} if slow else _others(session),
            session.busy or session.picture is not None,
            session.comparing,
            truth,
            words,
            theme,
        )
        if slow:
            self.picture_panel.show_reading(slow, words)
            self.answer_panel.show_reading(slow, words)
        self.row.show_networks(networks.found)
        for network, card in self.cards.items():
            self._refresh_card(network, card, cards.get(network), session, words, theme)
        for slot in ("previous", "next"):
            self.buttons[slot].setEnabled(session.opening.turnable)

    def _refresh_strip(self, session: Session, theme: Theme) -> None:
        place = session.opening.place
        self.thumbnails.pause(session.busy)
        self.strip.setVisible(session.opening.turnable)
        if place is None or (place is self._place and theme is self._theme):
            return
        entries = self.strip.entries
        if self._place is None or place.siblings != self._place.siblings:
            entries = [Entry(path) for path in place.siblings]
        self._place, self._theme = place, theme
        self.strip.show_entries(entries, place.number, theme)

    def _refresh_datasets(self, session: Session) -> None:
        names = session.networks.datasets or [session.networks.dataset]
        if [self.datasets.itemText(index) for index in range(self.datasets.count())] != names:
            self.datasets.clear()
            self.datasets.addItems(names)
        self.datasets.setCurrentText(session.networks.dataset)

    def _refresh_card(
        self, network: str, widget: NetworkCard, card: Card | None, session: Session, words: Words, theme: Theme
    ) -> None:
        if card is None:
            found = session.networks.found.get(network)
            if isinstance(found, Exception):
                widget.show_unusable(found, words, theme)
            else:
                widget.show_missing(session.networks.dataset, session.networks.root, words, theme)
            return
        answer = None if session.opening.slow else session.answers.get(network)
        text = ""
        if answer is not None:
            best = int(answer.argmax())
            text = f"{words.name(card.classes[best])}: {percent(float(answer[best]), 0)}"
        warm = session.networks.classifiers[network].warm
        widget.show_bundle(card, network == session.networks.chosen, warm, text, words, theme)


def _truth(picture: Opened | None, card: Card | None) -> str:
    """A test picture's class; that of the folder a picture lies in, where it is named for one; or nothing."""
    if picture is None or picture.true_class or picture.path is None or card is None:
        return picture.true_class if picture else ""
    folder = picture.path.absolute().parent.name
    return folder if folder in card.classes else ""


def _said(session: Session, cards: Mapping[str, Card], chosen: Card | None, truth: str) -> str:
    """The class that the window names; nothing where it is neither right nor wrong: another dataset's picture."""
    if chosen is None or truth not in chosen.classes:
        return ""
    answers = {one: found for one, found in session.answers.items() if one in cards}
    if session.comparing:
        comparable = {one: found for one, found in answers.items() if cards[one].classes == chosen.classes}
        return chosen.classes[agreed(cards, comparable)[0]] if comparable else ""
    answer = answers.get(chosen.network)
    return "" if answer is None else chosen.classes[int(answer.argmax())]


def _others(session: Session) -> dict[str, np.ndarray | None]:
    """The columns of other datasets' models, by their titles."""
    return {
        f"{titled(one.bundle.card)} · {dataset}": session.other_answers.get((dataset, network))
        for (dataset, network), one in session.networks.others().items()
    }
