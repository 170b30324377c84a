"""Everything in the window below the menus, laid out, and shown from what the session holds."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analysis.bundles.bundle import Bundle
from analysis.bundles.card import Card
from classifier_gui.pictures.opened import Opened
from classifier_gui.session import Session
from classifier_gui.text.language import LANGUAGES, Words
from classifier_gui.widgets.answer_panel import AnswerPanel, agreed
from classifier_gui.widgets.combo_box import Choice
from classifier_gui.widgets.message_line import MessageLine
from classifier_gui.widgets.network_card import NetworkCard
from classifier_gui.widgets.picture_panel import PicturePanel
from classifier_gui.widgets.theme import Theme
from hypermodels import NETWORKS

LEFT = ("choose_file", "open_sample", "choose_folder", "previous", "next")
RIGHT = ("switch_language", "use_dark")


class Desk(QWidget):
    """`buttons` are named for what they do, as in actions.py."""

    def __init__(self) -> None:
        super().__init__()
        self.picture_panel, self.answer_panel, self.message = PicturePanel(), AnswerPanel(), MessageLine()
        self.cards = {network: NetworkCard(network, title) for network, title in NETWORKS.items()}
        self.datasets, self._dataset = Choice(), QLabel()
        self._dataset.setTextFormat(Qt.PlainText)
        self.datasets.setSizeAdjustPolicy(Choice.AdjustToContents)
        self.datasets.setMaximumWidth(220)
        self.buttons = {slot: QPushButton() for slot in (*LEFT, *RIGHT)}
        self.buttons["choose_file"].setObjectName("primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self.message)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.picture_panel, 9)
        middle.addWidget(self.answer_panel, 10)
        layout.addLayout(middle, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        for card in self.cards.values():
            row.addWidget(card, 1)
        layout.addLayout(row)

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
            "choose_file": words("Open…"),
            "open_sample": words("Test picture"),
            "choose_folder": words("Folder…"),
            "previous": "‹",
            "next": "›",
            "switch_language": LANGUAGES[words.other],
            "use_dark": words("Light") if dark else words("Dark"),
        }
        for slot, text in texts.items():
            self.buttons[slot].setText(text)
        self._dataset.setText(words("Dataset"))
        self.message.retranslate(words)

    def refresh(self, session: Session, comparing: bool, turnable: bool, words: Words, theme: Theme) -> None:
        """`comparing`: all networks side by side; `turnable`: there are other pictures to go to."""
        cards = {network: one.card for network in NETWORKS if isinstance(one := session.found.get(network), Bundle)}
        chosen = cards.get(session.network or "")
        answer = session.answers.get(session.network or "")
        truth = _truth(session.picture, chosen)
        top = chosen.classes[int(answer.argmax())] if chosen and answer is not None else ""
        if chosen and comparing and session.answers:
            comparable = {one: found for one, found in session.answers.items() if cards[one].classes == chosen.classes}
            top = chosen.classes[agreed(cards, comparable)[0]] if comparable else ""
        if chosen and truth not in chosen.classes:
            top = ""  # a test picture of another dataset: its class is neither right nor wrong
        waiting = session.busy or session.picture is not None
        slow = session.opening.slow  # the answers of the picture before are not its own
        answers = {} if slow else session.answers
        self._refresh_datasets(session)
        self.picture_panel.show_picture(
            session.picture, session.fit, session.looking, session.map, truth, top, words, theme
        )
        self.answer_panel.show_answers(
            chosen, bool(session.found), cards, answers, waiting, comparing, truth, words, theme
        )
        if slow:
            self.picture_panel.show_reading(slow, words)
            self.answer_panel.show_reading(slow, words)
        for network, card in self.cards.items():
            self._refresh_card(network, card, cards.get(network), session, words, theme)
        for slot in ("previous", "next"):
            self.buttons[slot].setEnabled(turnable)

    def _refresh_datasets(self, session: Session) -> None:
        names = session.datasets or [session.dataset]
        if [self.datasets.itemText(index) for index in range(self.datasets.count())] != names:
            self.datasets.clear()
            self.datasets.addItems(names)
        self.datasets.setCurrentText(session.dataset)

    def _refresh_card(
        self, network: str, widget: NetworkCard, card: Card | None, session: Session, words: Words, theme: Theme
    ) -> None:
        if card is None:
            found = session.found.get(network)
            if isinstance(found, Exception):
                widget.show_unusable(found, words, theme)
            else:
                widget.show_missing(session.dataset, words, theme)
            return
        answer = None if session.opening.slow else session.answers.get(network)
        text = ""
        if answer is not None:
            best = int(answer.argmax())
            text = f"{words.name(card.classes[best])}: {100 * float(answer[best]):.0f} %"
        warm = session.classifiers[network].warm
        widget.show_bundle(card, network == session.network, warm, text, words, theme)


def _truth(picture: Opened | None, card: Card | None) -> str:
    """A test picture's class; that of the folder a picture lies in, where it is named for one; or nothing."""
    if picture is None or picture.true_class or picture.path is None or card is None:
        return picture.true_class if picture else ""
    folder = picture.path.absolute().parent.name
    return folder if folder in card.classes else ""
