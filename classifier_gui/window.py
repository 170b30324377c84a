"""The window: what the user does goes to the session, what the session holds goes to the desk."""

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QMimeData, Qt
from PyQt5.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeySequence
from PyQt5.QtWidgets import QApplication, QFileDialog, QMainWindow

from analysis.bundles.bundle import Bundle, commands
from classifier_gui import sharing
from classifier_gui.answers.target import Unwritable
from classifier_gui.appearance.fitting import fit_screen
from classifier_gui.appearance.qt_dialogs import speak
from classifier_gui.appearance.theme import DARK, LIGHT, Theme, apply
from classifier_gui.menus import Menus
from classifier_gui.pictures.clipboard import NoPicture, opened_image, picture_in
from classifier_gui.pictures.crop import CENTRE, Crop
from classifier_gui.pictures.opened import Opened
from classifier_gui.preferences import Preferences
from classifier_gui.session import Session
from classifier_gui.text.language import Words
from classifier_gui.widgets.main_panel import Desk
from classifier_gui.widgets.message_line import show_text
from classifier_gui.windows.card_page import CardPage
from classifier_gui.windows.folder_window import FolderWindow
from hypermodels import NETWORKS
from studies.data.pictures import SUFFIXES

WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}  # steps across and down
LASTING = 1_000_000  # a message that stays until it is put away


class Window(QMainWindow):
    """Its public methods are the slots that actions.py names."""

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.preferences = session, preferences
        self.words = Words(preferences.language)
        self.desk = Desk()
        self.setAcceptDrops(True)
        self.menus = Menus(self)
        self.desk.middle.addActions(self.menus.context)
        self._connect()
        apply(self.theme)
        speak(self.words.language)
        self.resize(1120, 740)
        self.restoreGeometry(preferences.geometry)
        fit_screen(self, self.desk)
        self.retranslate()

    @property
    def theme(self) -> Theme:
        return DARK if self.preferences.dark else LIGHT

    def _connect(self) -> None:
        for slot, button in self.desk.buttons.items():
            button.clicked.connect(partial(self._press, slot))
        for card in self.desk.cards.values():
            card.chosen.connect(self.choose_network)
            card.asked.connect(self.show_card)
        self.desk.datasets.activated[str].connect(self.session.networks.choose_dataset)
        self.desk.strip.chosen.connect(self.session.opening.choose)
        self.desk.picture_panel.dropped.connect(self.take)
        self.desk.picture_panel.fit_chosen.connect(self.session.choose_fit)
        self.desk.picture_panel.canvas.crop_chosen.connect(self.session.choose_crop)
        self.desk.picture_panel.look_chosen.connect(self.look)
        self.desk.answer_panel.compare_chosen.connect(self.compare)
        self.session.changed.connect(self.refresh)
        self.session.failed.connect(self.show_error)
        self.session.networks.unusable.connect(self.show_unusable)
        self.session.opened.connect(self._picture_opened)

    def _press(self, slot: str, _checked: bool = False) -> None:
        if slot == "use_dark":
            self.use_dark(not self.preferences.dark)
        else:
            getattr(self, slot)()

    # ---- showing

    def retranslate(self) -> None:
        """After a change of language or theme."""
        self.setWindowTitle(self.words("Sweepbook classifier"))
        self.menus.retranslate(self.words)
        self.desk.retranslate(self.words, self.preferences.dark)
        for slot, button in self.desk.buttons.items():
            action = self.menus.actions[slot]
            button.setToolTip(f"{action.text()} ({action.shortcut().toString(QKeySequence.NativeText)})")
            button.setAccessibleName(action.text())
        self.refresh()

    def refresh(self) -> None:
        self.desk.refresh(self.session, self.words, self.theme)
        self.menus.show_state(self.session, self.preferences.dark)

    def show_error(self, error: Exception, skipped: bool = False) -> None:
        """A sentence in the window; its trace as details. `skipped`: the next picture will be shown in its place."""
        expected = hasattr(error, "template")
        cause = error.__cause__ if expected else error
        details = "".join(traceback.format_exception(cause)) if cause else ""
        self.desk.message.say(partial(_said, error), details, stays=1 if skipped else 0)

    def show_unusable(self, network: str, error: Exception) -> None:
        """Said until it is put away: opening a picture does not answer it."""

        def said(words: Words) -> str:
            return words("{title} cannot be used: {cause}", title=NETWORKS[network], cause=words.error(error))

        self.desk.message.say(said, stays=LASTING)

    def _picture_opened(self, picture: Opened) -> None:
        self.desk.message.settle()
        if picture.path is not None and not picture.true_class:  # a test picture is nothing to come back to
            self.preferences.add_recent(str(picture.path.absolute()))
            self.menus.show_recent(self.preferences.recent)

    # ---- what the user does

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
        self._classify_folder(self.session.networks.by_turn()[:1])

    def choose_folder_for_all(self) -> None:
        self._classify_folder(self.session.networks.by_turn())

    def _classify_folder(self, networks: list[str]) -> None:
        if not networks:
            self.desk.message.say(lambda words: f"{words('No network yet')}: {words('The cards below say why')}")
            return
        folder = QFileDialog.getExistingDirectory(self, self.words("Classify a folder…"))
        if folder:
            self.folder_window(networks, Path(folder)).open()

    def folder_window(self, networks: list[str], folder: Path) -> FolderWindow:
        """Not shown yet; a picture that is chosen in it is opened here."""
        asked = [self.session.networks.classifiers[network] for network in networks]
        made = FolderWindow(self, asked, folder, self.session.fit, self.words)
        made.chosen.connect(lambda file, siblings: self.session.open_path(file, siblings=siblings))
        return made

    def paste(self) -> None:
        clipboard = QApplication.clipboard()
        self.take(clipboard.mimeData() if clipboard else None)

    def take(self, data: QMimeData | None) -> None:
        """A dropped or pasted picture: files, or pixels."""
        try:
            content = picture_in(data or QMimeData())
        except NoPicture as error:
            self.show_error(error)
            return
        if isinstance(content, QImage):
            name = self.words("A picture without a file")
            self.session.open_with(name, lambda: opened_image(content, name))
        else:
            self.session.open_path(content[0], siblings=tuple(content) if len(content) > 1 else ())

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        self.desk.picture_panel.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: N802
        self.desk.picture_panel.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        self.desk.picture_panel.dropEvent(event)

    def forget_recent(self) -> None:
        self.preferences.forget_recent()
        self.menus.show_recent([])

    def open_sample(self) -> None:
        self.session.open_sample()

    def previous(self) -> None:
        self.session.opening.turn(-1)

    def next(self) -> None:
        self.session.opening.turn(1)

    def choose_fit(self, fit: str) -> None:
        self.session.choose_fit(fit)
        self.refresh()  # also when nothing changed: what was pressed must not stay unchecked

    def zoom_in(self) -> None:
        self._change_crop(lambda crop, *size: crop.zoomed(1, *size))

    def zoom_out(self) -> None:
        self._change_crop(lambda crop, *size: crop.zoomed(-1, *size))

    def move_crop(self, where: str) -> None:
        self._change_crop(lambda crop, *size: crop.stepped(*WAYS[where], *size))

    def reset_crop(self) -> None:
        self.session.choose_crop(CENTRE)

    def _change_crop(self, change: Callable[[Crop, int, int], Crop]) -> None:
        if self.session.picture is not None:
            height, width = self.session.picture.preview.shape[:2]
            self.session.choose_crop(change(self.session.crop, width, height))

    def copy_picture(self) -> None:
        if self.session.picture is not None:
            sharing.copy_picture(self.session.picture)

    def copy_answer(self) -> None:
        name = self.session.picture.name if self.session.picture else ""
        sharing.copy_text("\n".join(filter(None, [name, self.desk.answer_panel.as_text()])))

    def save_answer(self) -> None:
        name = f"{Path(self.session.picture.name).stem}.png" if self.session.picture else ""
        file, _ = QFileDialog.getSaveFileName(self, self.words("Save answer as picture…"), name, "PNG (*.png)")
        if file:
            self.save_answer_to(Path(file))

    def save_answer_to(self, file: Path) -> None:
        """The picture and its answer, as they are shown."""
        try:
            sharing.save_picture(self.desk.middle.grab(), file)
        except Unwritable as error:
            self.show_error(error)

    def show_in_folder(self) -> None:
        if self.session.picture is not None and self.session.picture.path is not None:
            sharing.show_in_folder(self.session.picture.path)

    def look(self, on: bool) -> None:
        self.session.look(on)

    def choose_network(self, network: str) -> None:
        self.session.choose_network(network)
        self.refresh()  # also when nothing changed: the card that was pressed must not stay unchecked

    def show_chosen_card(self) -> None:
        if self.session.networks.chosen is not None:
            self.show_card(self.session.networks.chosen)

    def show_card(self, network: str) -> None:
        found = self.session.networks.found.get(network)
        if isinstance(found, Bundle):
            CardPage(self, found, self.words, self.theme).show()

    def compare(self, on: bool) -> None:
        self.session.compare(on)

    def use_dark(self, on: bool) -> None:
        self.preferences.dark = on
        apply(self.theme)
        self.retranslate()

    def switch_language(self) -> None:
        self.preferences.language = self.words.next_language
        self.words = Words(self.words.next_language)
        speak(self.words.language)
        self.retranslate()

    def show_commands(self) -> None:
        """What makes the networks that are missing, to copy."""
        there = self.session.networks
        lines = [" && ".join(commands(one, there.dataset)) for one in NETWORKS if one not in there.found]
        quick = [self.words("The quickest way: {command}", command="make demo"), ""]
        text = "\n".join([*([] if there.found else quick), *lines]) or self.words("No network is missing.")
        show_text(self, self.words("Commands for missing networks"), text, self.words)

    def show_keys(self) -> None:
        show_text(self, self.words("Keyboard"), self.menus.help(self.words), self.words)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        self.preferences.geometry = self.saveGeometry()
        for child in self.findChildren(FolderWindow, options=Qt.FindDirectChildrenOnly):
            child.abandon()
        for page in self.findChildren(CardPage, options=Qt.FindDirectChildrenOnly):
            page.close()
        self.desk.thumbnails.stop()
        self.session.stop()
        super().closeEvent(event)


def _said(error: Exception, words: Words) -> str:
    return words.error(error)
