"""What the classifier remembers from one start to the next."""

from pathlib import Path
from typing import TypeVar

from PyQt5.QtCore import QByteArray, QLocale, QSettings

RECENT = 10  # files
T = TypeVar("T")


class Preferences:
    """Language, theme, recent files and the window's place. `file` None is the user's own settings.

    A value that another hand wrote in another type counts as none.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file), QSettings.IniFormat) if file else QSettings("Sweepbook", "classifier")

    def _stored(self, name: str, kind: type[T]) -> T | None:
        try:
            value = self._settings.value(name)
        except Exception:  # what Qt cannot turn into an object
            return None
        return value if isinstance(value, kind) else None

    @property
    def language(self) -> str:
        return self._stored("language", str) or QLocale.system().name().partition("_")[0]  # zh of zh_CN

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def dark(self) -> bool:
        return self._stored("dark", bool) or self._stored("dark", str) == "true"  # a file holds words

    @dark.setter
    def dark(self, dark: bool) -> None:
        self._settings.setValue("dark", dark)

    @property
    def recent(self) -> list[str]:
        """Paths, the newest first."""
        one = self._stored("recent", str)  # how a list of one comes back from a file
        found = [one] if one else self._stored("recent", list) or []
        return [path for path in found if isinstance(path, str) and path][:RECENT]

    def add_recent(self, path: str) -> None:
        self._settings.setValue("recent", [path, *(old for old in self.recent if old != path)][:RECENT])

    def forget_recent(self) -> None:
        self._settings.remove("recent")

    @property
    def geometry(self) -> QByteArray:
        return self._stored("geometry", QByteArray) or QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
