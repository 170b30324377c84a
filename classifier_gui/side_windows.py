"""The windows beside the main one: a folder's results, a card's page, commands and keys."""

from pathlib import Path
from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog

from analysis.bundles.bundle import Bundle, commands
from classifier_gui.widgets.message_line import show_text
from classifier_gui.windows.card_page import CardPage
from classifier_gui.windows.folder_window import FolderWindow
from hypermodels import NETWORKS
from studies.system.commands import first, store_of


class SideWindows:
    def __init__(self, window: Any) -> None:  # a Window, which imports this module
        self._window = window

    def choose_folder(self) -> None:
        self._classify_folder(self._window.session.networks.by_turn()[:1])

    def choose_folder_for_all(self) -> None:
        self._classify_folder(self._window.session.networks.by_turn())

    def _classify_folder(self, networks: list[str]) -> None:
        window = self._window
        if not networks:
            window.main_panel.message.say(lambda words: f"{words('no_network')}: {words('cards_say_why')}")
            return
        folder = QFileDialog.getExistingDirectory(window, window.words("classify_folder"))
        if folder:
            self.folder_window(networks, Path(folder)).open()

    def folder_window(self, networks: list[str], folder: Path) -> FolderWindow:
        """Not shown yet; a picture that is chosen in it is opened in the main window."""
        session = self._window.session
        classifiers = [session.networks.classifiers[network] for network in networks]
        made = FolderWindow(self._window, classifiers, folder, session.fit, self._window.words)
        made.chosen.connect(lambda file, siblings: session.open_path(file, siblings=siblings))
        return made

    def retranslate(self) -> None:
        """After a change of language or theme. A card's page is made anew in its place."""
        for folder in self._window.findChildren(FolderWindow, options=Qt.FindDirectChildrenOnly):
            folder.retranslate(self._window.words, self._window.theme)
        for page in self._window.findChildren(CardPage, options=Qt.FindDirectChildrenOnly):
            made = CardPage(self._window, page.bundle, self._window.words, self._window.theme)
            made.setGeometry(page.geometry())
            made.show()
            page.close()

    def show_chosen_card(self) -> None:
        if self._window.session.networks.chosen is not None:
            self.show_card(self._window.session.networks.chosen)

    def show_card(self, network: str) -> None:
        found = self._window.session.networks.found.get(network)
        if isinstance(found, Bundle):
            CardPage(self._window, found, self._window.words, self._window.theme).show()

    def show_commands(self) -> None:
        """What makes the networks that are missing, to copy."""
        words, there = self._window.words, self._window.session.networks
        lines = [" && ".join(commands(one, there.dataset, there.root)) for one in NETWORKS if one not in there.found]
        quick = [words("quickest_way", command=first(store_of(there.root) or Path())), ""]
        text = "\n".join([*([] if there.found else quick), *lines]) or words("none_missing")
        show_text(self._window, words("commands"), text, words)

    def show_keys(self) -> None:
        words = self._window.words
        show_text(self._window, words("keyboard"), self._window.menus.help(words), words)

    def stop(self) -> None:
        """At once: what is being classified or read is given up."""
        for folder in self._window.findChildren(FolderWindow, options=Qt.FindDirectChildrenOnly):
            folder.abandon()
        for page in self._window.findChildren(CardPage, options=Qt.FindDirectChildrenOnly):
            page.close()
