"""The menus, made of the table of actions."""

from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QMenu

from classifier_gui.actions import ACTIONS, MENUS
from classifier_gui.session import Session
from classifier_gui.text.language import LANGUAGES, Words
from studies.system.escapes import plain


class Menus:
    """`actions` maps a slot, or a network's name, to its action."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._words = Words()
        self.menus = {name: window.menuBar().addMenu("") for name in MENUS}
        self.actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            self._add(spec)
        self.recent = QMenu(window)
        self.menus["File"].insertMenu(self.actions["choose_folder"], self.recent)
        self.show_recent(window.preferences.recent)

    def _add(self, spec: Any) -> None:
        menu = self.menus[spec.menu]
        if spec.separate:
            menu.addSeparator()
        action = QAction(self._window)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        slot = getattr(self._window, spec.slot)
        if spec.argument is not None:
            action.triggered.connect(partial(_call, slot, spec.argument))
        elif spec.checkable:
            action.triggered.connect(slot)
        else:
            action.triggered.connect(partial(_call, slot))
        menu.addAction(action)
        self.actions[spec.argument or spec.slot] = action

    def retranslate(self, words: Words) -> None:
        self._words = words
        for name, menu in self.menus.items():
            menu.setTitle(mnemonic(name, words(name)))
        for spec in ACTIONS:
            text = LANGUAGES[words.other] if spec.slot == "switch_language" else words(spec.text)
            self.actions[spec.argument or spec.slot].setText(text)
        self.recent.setTitle(words("Recent pictures"))
        self.show_recent(self._window.preferences.recent)

    def show_recent(self, paths: list[str]) -> None:
        self.recent.clear()
        for path in paths:
            file = Path(path)
            action = QAction(plain(f"{file.name}    {file.parent}").replace("&", "&&"), self.recent)
            action.triggered.connect(partial(_call, self._window.open_path, Path(path)))
            self.recent.addAction(action)
        self.recent.addSeparator()
        self._clear = self.recent.addAction(self._words("Clear the list"), self._window.forget_recent)
        self.recent.setEnabled(bool(paths))

    def show_state(self, session: Session, comparing: bool, dark: bool, turnable: bool) -> None:
        whole = session.fit == "whole"
        checked = {"use_whole": whole, "look": session.looking, "compare": comparing, "use_dark": dark}
        for slot, on in checked.items():
            self.actions[slot].setChecked(on)
        for slot in ("previous", "next"):
            self.actions[slot].setEnabled(turnable)
        for spec in ACTIONS:
            if spec.argument is not None:
                self.actions[spec.argument].setEnabled(spec.argument in session.classifiers)
                self.actions[spec.argument].setChecked(spec.argument == session.network)

    def help(self, words: Words) -> str:
        """Every action with its keys, a line each."""
        lines = []
        for spec in ACTIONS:
            keys = " / ".join(QKeySequence(key).toString(QKeySequence.NativeText) for key in spec.keys)
            lines.append(f"{keys:<24}{self.actions[spec.argument or spec.slot].text()}")
        return "\n".join([*lines, f"{'Tab, Space':<24}{words('Move to a button or card, press it')}"])


def _call(slot: Any, *arguments: Any) -> None:
    """Call `slot` without the `checked` that Qt adds."""
    slot(*(argument for argument in arguments if not isinstance(argument, bool)))


def mnemonic(english: str, text: str) -> str:
    """A menu's title with the letter that opens it with Alt: the first of its English name."""
    return f"&{text}" if text == english else f"{text}(&{english[0]})"
