"""The menus, made of the table of actions."""

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QMenu

from classifier_gui.actions import ACTIONS, CONTEXT, MENUS, Spec
from classifier_gui.session import Session
from classifier_gui.text.language import FIRST, LANGUAGES, Words
from hypermodels import NETWORKS
from studies.system.escapes import plain


class Menus:
    """`actions` maps an action's name to it."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._words = Words()
        self.menus = {name: window.menuBar().addMenu("") for name in MENUS}
        self.actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            self._add(spec)
        self.recent = QMenu(window)
        self.menus["menu_file"].insertMenu(self.actions["choose_folder"], self.recent)
        self.show_recent(window.preferences.recent)

    def _add(self, spec: Spec) -> None:
        menu = self.menus[spec.menu]
        if spec.separate:
            menu.addSeparator()
        action = QAction(self._window)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        slot = attrgetter(spec.slot)(self._window)
        if spec.checkable and spec.argument is None:
            action.triggered.connect(slot)
        else:
            action.triggered.connect(_calling(slot, *filter(None, [spec.argument])))
        menu.addAction(action)
        self.actions[spec.name] = action

    def retranslate(self, words: Words) -> None:
        self._words = words
        for name, menu in self.menus.items():
            menu.setTitle(mnemonic(LANGUAGES[FIRST].TEXTS[name], words(name)))
        for spec in ACTIONS:
            self.actions[spec.name].setText(_name(spec, words))
        self.recent.setTitle(words("recent_pictures"))
        self.show_recent(self._window.preferences.recent)

    def show_recent(self, paths: list[str]) -> None:
        self.recent.clear()
        for path in paths:
            file = Path(path)
            action = QAction(plain(f"{file.name}    {file.parent}").replace("&", "&&"), self.recent)
            action.triggered.connect(_calling(self._window.open_path, file))
            self.recent.addAction(action)
        self.recent.addSeparator()
        self._clear = self.recent.addAction(self._words("clear_list"), self._window.forget_recent)
        self.recent.setEnabled(bool(paths))

    @property
    def context(self) -> list[QAction]:
        """The picture's own menu."""
        return [self.actions[slot] for slot in CONTEXT]

    def show_state(self, session: Session, dark: bool) -> None:
        networks, picture = session.networks, session.picture
        checked = {"look": session.looking, "compare": session.comparing, "use_dark": dark, session.fit: True}
        enabled = {
            **dict.fromkeys(("previous", "next"), session.opening.turnable),
            **dict.fromkeys(("copy_picture", "save_answer"), picture is not None),
            "copy_answer": networks.chosen in session.answers,
            "show_in_folder": picture is not None and picture.path is not None,
            "show_chosen_card": networks.chosen is not None,
        }
        for spec in ACTIONS:
            name = spec.name
            if spec.slot == "session.change_crop":
                enabled[name] = session.fit == "crop" and picture is not None
            if spec.slot == "session.choose_network":
                enabled[name], checked[name] = name in networks.classifiers, name == networks.chosen
            self.actions[name].setEnabled(enabled.get(name, True))
            if spec.checkable:
                self.actions[name].setChecked(checked.get(name, False))

    def help(self, words: Words) -> str:
        """Every action with its keys, a line each."""
        lines = []
        for spec in ACTIONS:
            keys = " / ".join(QKeySequence(key).toString(QKeySequence.NativeText) for key in spec.keys)
            lines.append(f"{keys:<24}{self.actions[spec.name].text()}")
        return "\n".join([*lines, f"{'Tab, Space':<24}{words('move_and_press')}"])


def _name(spec: Spec, words: Words) -> str:
    if spec.slot == "switch_language":
        return LANGUAGES[words.next_language].LANGUAGE_NAME
    return words(spec.text) if spec.text else NETWORKS[spec.name]


def _calling(slot: Callable[..., None], *arguments: Any) -> Callable[[bool], None]:
    """Calls `slot` with `arguments`, and without the `checked` that Qt adds."""

    def call(_checked: bool) -> None:
        slot(*arguments)

    return call


def mnemonic(english: str, text: str) -> str:
    """A menu's title with the letter that opens it with Alt: the first of its English name."""
    return f"&{text}" if text == english else f"{text}(&{english[0]})"
