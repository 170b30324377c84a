"""The window: what the user does goes to the session, what the session holds is shown by the main panel."""

import traceback
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QMimeData
from PyQt5.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeySequence
from PyQt5.QtWidgets import QApplication, QFileDialog, QMainWindow

from classifier_gui.appearance.fitting import fit_screen
from classifier_gui.appearance.qt_dialogs import speak
from classifier_gui.appearance.theme import DARK, LIGHT, Theme, apply
from classifier_gui.menus import Menus
from classifier_gui.pictures.clipboard import NoPicture, opened_image, picture_in
from classifier_gui.pictures.opened import Opened
from classifier_gui.preferences import Preferences
from classifier_gui.session import Session
from classifier_gui.sharing import Sharing
from classifier_gui.side_windows import SideWindows
from classifier_gui.text.language import Words
from classifier_gui.widgets.main_panel import MainPanel
from studies.data.picture_formats import SUFFIXES

LASTING = 1_000_000  # a message that stays until it is put away


class Window(QMainWindow):
    """Its public methods, and those of its parts, are the slots that actions.py names."""

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self.session, self.preferences = session, preferences
        self.words = Words(preferences.language)
        self.main_panel = MainPanel()
        self.setAcceptDrops(True)
        self.side, self.sharing = SideWindows(self), Sharing(self)
        self.menus = Menus(self)
        self.main_panel.middle.addActions(self.menus.context)
        self._connect()
        apply(self.theme)
        speak(self.words.language)
        self.resize(1120, 740)
        self.restoreGeometry(preferences.geometry)
        fit_screen(self, self.main_panel)
        self.retranslate()

    @property
    def theme(self) -> Theme:
        return DARK if self.preferences.dark else LIGHT

    def _connect(self) -> None:
        for slot, button in self.main_panel.buttons.items():
            button.clicked.connect(self.menus.actions[slot].trigger)
        self.main_panel.row.chosen.connect(self.session.choose_network)
        self.main_panel.row.details.connect(self.side.show_card)
        self.main_panel.datasets.activated[str].connect(self.session.networks.choose_dataset)
        self.main_panel.strip.chosen.connect(self.session.opening.choose)
        self.main_panel.picture_panel.dropped.connect(self.take)
        self.main_panel.picture_panel.refused.connect(self.show_error)
        self.main_panel.picture_panel.fit_chosen.connect(self.session.choose_fit)
        self.main_panel.picture_panel.canvas.crop_chosen.connect(self.session.choose_crop)
        self.main_panel.picture_panel.look_chosen.connect(self.session.look)
        self.main_panel.answer_panel.compare_chosen.connect(self.session.compare)
        self.session.changed.connect(self.refresh)
        self.session.failed.connect(self.show_error)
        self.session.networks.unusable.connect(self.show_unusable)
        self.session.opened.connect(self._picture_opened)

    # ---- showing

    def retranslate(self) -> None:
        """After a change of language or theme."""
        self.setWindowTitle(self.words("window_title"))
        self.menus.retranslate(self.words)
        self.main_panel.retranslate(self.words, self.preferences.dark)
        for slot, button in self.main_panel.buttons.items():
            action = self.menus.actions[slot]
            button.setToolTip(f"{action.text()} ({action.shortcut().toString(QKeySequence.NativeText)})")
            button.setAccessibleName(action.text())
        self.side.retranslate()
        self.refresh()

    def refresh(self) -> None:
        self.main_panel.refresh(self.session, self.words, self.theme)
        self.menus.show_state(self.session, self.preferences.dark)

    def show_error(self, error: Exception, skipped: bool = False) -> None:
        """A sentence in the window; its trace as details. `skipped`: the next picture will be shown in its place."""
        expected = hasattr(error, "template")
        cause = error.__cause__ if expected else error
        details = "".join(traceback.format_exception(cause)) if cause else ""
        self.main_panel.message.say(partial(_said, error), details, stays=1 if skipped else 0)

    def show_unusable(self, network: str, error: Exception) -> None:
        """Said until it is put away: opening a picture does not answer it."""

        def said(words: Words) -> str:
            return words("unusable", title=self.session.networks.title(network), cause=words.error(error))

        self.main_panel.message.say(said, stays=LASTING)

    def _picture_opened(self, picture: Opened) -> None:
        self.main_panel.message.settle()
        if picture.path is not None and not picture.true_class:  # a test picture is nothing to come back to
            self.preferences.add_recent(str(picture.path.absolute()))
            self.menus.show_recent(self.preferences.recent)

    # ---- what the user does

    def open_path(self, path: Path) -> None:
        self.session.open_path(path)

    def choose_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        start = str(self.session.picture.path.parent) if self.session.picture and self.session.picture.path else ""
        kinds = f"{self.words('pictures')} ({patterns});;{self.words('all_files')} (*)"
        file, _ = QFileDialog.getOpenFileName(self, self.words("open_picture"), start, kinds)
        if file:
            self.open_path(Path(file))

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
            name = self.words("without_file")
            self.session.open_with(name, lambda: opened_image(content, name))
        else:
            self.session.open_path(content[0], siblings=tuple(content) if len(content) > 1 else ())

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        self.main_panel.picture_panel.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: N802
        self.main_panel.picture_panel.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        self.main_panel.picture_panel.dropEvent(event)

    def forget_recent(self) -> None:
        self.preferences.forget_recent()
        self.menus.show_recent([])

    def use_dark(self, on: bool) -> None:
        self.preferences.dark = on
        apply(self.theme)
        self.retranslate()

    def switch_language(self) -> None:
        self.preferences.language = self.words.next_language
        self.words = Words(self.words.next_language)
        speak(self.words.language)
        self.retranslate()

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        self.preferences.geometry = self.saveGeometry()
        self.side.stop()
        self.main_panel.thumbnails.stop()
        self.session.stop()
        super().closeEvent(event)


def _said(error: Exception, words: Words) -> str:
    return words.error(error)
