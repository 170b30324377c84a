"""The window: lays out the panels, hands them what the session holds, and passes on what the user does."""

import traceback
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QMimeData, Qt
from PyQt5.QtGui import QCloseEvent, QImage, QKeySequence
from PyQt5.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from analysis.card import Card
from classifier_gui.bundles import Bundle
from classifier_gui.cards import NetworkCard
from classifier_gui.choice import Choice
from classifier_gui.folder_window import FolderWindow
from classifier_gui.language import LANGUAGES, Words
from classifier_gui.left import PicturePanel
from classifier_gui.menus import Menus
from classifier_gui.message import MessageLine, show_text
from classifier_gui.opened import Opened
from classifier_gui.preferences import Preferences
from classifier_gui.right import AnswerPanel
from classifier_gui.session import Session
from classifier_gui.theme import DARK, LIGHT, Theme, apply
from classifier_gui.transfer import opened_image, picture_in
from hypermodels import NETWORKS
from studies.pictures import SUFFIXES


class Window(QMainWindow):
    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.preferences = session, preferences
        self.words = Words(preferences.language)
        self.comparing = False
        self.picture_panel, self.answer_panel, self.message = PicturePanel(), AnswerPanel(), MessageLine()
        self.cards = {network: NetworkCard(network, title) for network, title in NETWORKS.items()}
        self.datasets = Choice()
        self.dataset_label = QLabel()
        self.buttons = {slot: QPushButton() for slot in ("choose_file", "open_sample", "choose_folder", "previous",
                                                         "next", "switch_language", "use_dark")}  # fmt: skip
        self.menus = Menus(self)
        self._arrange()
        self._connect()
        apply(self.theme)
        self.setMinimumSize(820, 560)
        self.resize(1120, 740)
        self.restoreGeometry(preferences.geometry)
        self.refresh_all()

    @property
    def theme(self) -> Theme:
        return DARK if self.preferences.dark else LIGHT

    # ---- layout

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for slot in ("choose_file", "open_sample", "choose_folder"):
            head.addWidget(self.buttons[slot])
        head.addSpacing(8)
        for slot in ("previous", "next"):
            head.addWidget(self.buttons[slot])
        head.addStretch(1)
        head.addWidget(self.dataset_label)
        head.addWidget(self.datasets)
        for slot in ("switch_language", "use_dark"):
            head.addWidget(self.buttons[slot])
        self.buttons["choose_file"].setObjectName("primary")
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.picture_panel, 9)
        middle.addWidget(self.answer_panel, 10)
        row = QHBoxLayout()
        row.setSpacing(10)
        for card in self.cards.values():
            row.addWidget(card, 1)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addLayout(middle, 1)
        layout.addLayout(row)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        for slot, button in self.buttons.items():
            button.clicked.connect(partial(self._press, slot))
        for card in self.cards.values():
            card.chosen.connect(self.choose_network)
        self.datasets.activated[str].connect(self.session.choose_dataset)
        self.picture_panel.dropped.connect(self.take)
        self.picture_panel.fit_chosen.connect(self.session.choose_fit)
        self.picture_panel.look_chosen.connect(self.session.look)
        self.answer_panel.compare_chosen.connect(self.compare)
        self.session.changed.connect(self.refresh)
        self.session.failed.connect(self.show_error)
        self.session.opened.connect(self._picture_opened)

    def _press(self, slot: str, _checked: bool = False) -> None:
        if slot == "use_dark":
            self.use_dark(not self.preferences.dark)
        else:
            getattr(self, slot)()

    # ---- showing

    def refresh_all(self) -> None:
        """After a change of language or theme."""
        words, dark = self.words, self.preferences.dark
        self.setWindowTitle(words("Sweepbook classifier"))
        texts = {"choose_file": "Open…", "open_sample": "Test picture", "choose_folder": "Folder…",
                 "use_dark": "Light" if dark else "Dark"}  # fmt: skip
        for slot, text in texts.items():
            self.buttons[slot].setText(words(text))
        self.buttons["previous"].setText("‹")
        self.buttons["next"].setText("›")
        self.buttons["switch_language"].setText(LANGUAGES[words.other])
        self.menus.retranslate(words)
        for slot, button in self.buttons.items():
            keys = QKeySequence(self.menus.actions[slot].shortcut()).toString(QKeySequence.NativeText)
            name = self.menus.actions[slot].text()
            button.setToolTip(f"{name} ({keys})")
            button.setAccessibleName(name)
        self.dataset_label.setText(words("Dataset"))
        self.message.retranslate(words)
        self.refresh()

    def refresh(self) -> None:
        session, words, theme = self.session, self.words, self.theme
        cards = self._cards()
        chosen = cards.get(session.network or "")
        names = session.datasets or [session.dataset]
        if [self.datasets.itemText(index) for index in range(self.datasets.count())] != names:
            self.datasets.clear()
            self.datasets.addItems(names)
        self.datasets.setCurrentText(session.dataset)
        answer = session.answers.get(session.network or "")
        top = chosen.classes[int(answer.argmax())] if chosen and answer is not None else ""
        self.picture_panel.show_picture(session.picture, session.fit, session.looking, session.map, top, words, theme)
        self.answer_panel.show_answers(
            chosen, cards, session.answers, session.busy or session.picture is not None, self.comparing, words, theme
        )
        for network, card in self.cards.items():
            self._refresh_card(network, card, cards)
        turnable = session.picture is not None and len(session.picture.siblings) > 1
        for slot in ("previous", "next"):
            self.buttons[slot].setEnabled(turnable)
        self.menus.show_state(session, self.comparing, self.preferences.dark, turnable)

    def _refresh_card(self, network: str, card: NetworkCard, cards: dict[str, Card]) -> None:
        session, words = self.session, self.words
        if network not in cards:
            found = session.found.get(network)
            why = words.error(found) if isinstance(found, Exception) else ""
            card.show_missing(session.dataset, why, words, self.theme)
            return
        answer = session.answers.get(network)
        text = ""
        if answer is not None:
            best = int(answer.argmax())
            text = f"{words.name(cards[network].classes[best])} {100 * float(answer[best]):.0f} %"
        warm = session.classifiers[network].warm
        card.show_bundle(cards[network], network == session.network, warm, text, words, self.theme)

    def _cards(self) -> dict[str, Card]:
        found = self.session.found
        return {network: one.card for network in NETWORKS if isinstance(one := found.get(network), Bundle)}

    def show_error(self, error: Exception) -> None:
        """A sentence in the window; for what is not the user's doing, its trace as details."""
        expected = hasattr(error, "template")
        cause = error.__cause__ if expected else error
        details = "".join(traceback.format_exception(cause)) if cause else ""
        self.message.say(self.words.error(error), details)

    def _picture_opened(self, picture: Opened) -> None:
        self.message.hide()
        if picture.path is not None:
            self.preferences.add_recent(str(picture.path.absolute()))
            self.menus.show_recent(self.preferences.recent)

    # ---- what the user does (the slots of actions.py)

    def open_path(self, path: Path) -> None:
        self.session.open_path(path)

    def choose_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        start = str(self.session.picture.path.parent) if self.session.picture and self.session.picture.path else ""
        kinds = f"{self.words('Pictures')} ({patterns});;{self.words('All files')} (*)"
        file, _ = QFileDialog.getOpenFileName(self, self.words("Open picture…"), start, kinds)
        if file:
            self.open_path(Path(file))

    def choose_folder(self) -> None:
        classifier = self.session.classifiers.get(self.session.network or "")
        if classifier is None:
            self.message.say(self.words("No network yet") + ": " + self.words("Export one: the cards below say how"))
            return
        folder = QFileDialog.getExistingDirectory(self, self.words("Classify a folder…"))
        if folder:
            FolderWindow(self, classifier, Path(folder), self.session.fit, self.words).open()

    def paste(self) -> None:
        clipboard = QApplication.clipboard()
        self.take(clipboard.mimeData() if clipboard else None)

    def take(self, data: QMimeData | None) -> None:
        """A dropped or pasted picture: files, or pixels."""
        content = picture_in(data) if data else None
        if content is None:
            self.message.say(self.words("There is no picture to take: copy a picture or a file first."))
        elif isinstance(content, QImage):
            name = self.words("Pasted picture")
            self.session.open_with(lambda: opened_image(content, name))
        else:
            self.session.open_path(content[0], siblings=tuple(content) if len(content) > 1 else ())

    def open_sample(self) -> None:
        self.session.open_sample()

    def previous(self) -> None:
        self.session.turn_page(-1)

    def next(self) -> None:
        self.session.turn_page(1)

    def use_whole(self, on: bool) -> None:
        self.session.choose_fit("whole" if on else "crop")

    def look(self, on: bool) -> None:
        self.session.look(on)

    def choose_network(self, network: str) -> None:
        self.session.choose_network(network)
        self.refresh()  # also when nothing changed: the card that was pressed must not stay unchecked

    def compare(self, on: bool) -> None:
        self.comparing = on
        self.refresh()

    def use_dark(self, on: bool) -> None:
        self.preferences.dark = on
        apply(self.theme)
        self.refresh_all()

    def switch_language(self) -> None:
        self.preferences.language = self.words.other
        self.words = Words(self.words.other)
        self.refresh_all()

    def show_keys(self) -> None:
        show_text(self, self.words("Keyboard"), self.menus.help(self.words), self.words)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        self.preferences.geometry = self.saveGeometry()
        for child in self.findChildren(FolderWindow, options=Qt.FindDirectChildrenOnly):
            child.abandon()
        self.session.stop()
        super().closeEvent(event)
