"""What the classifier remembers from one start to the next."""

from pathlib import Path

from PyQt5.QtCore import QByteArray, QLocale, QSettings

RECENT = 10  # files


class Preferences:
    """Language, theme, recent files and the window's place. `file` None is the user's own settings."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file), QSettings.IniFormat) if file else QSettings("Sweepbook", "classifier")

    @property
    def language(self) -> str:
        system = "zh" if QLocale.system().language() == QLocale.Chinese else "en"
        return str(self._settings.value("language", system))

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def dark(self) -> bool:
        return bool(self._settings.value("dark", False, type=bool))

    @dark.setter
    def dark(self, dark: bool) -> None:
        self._settings.setValue("dark", dark)

    @property
    def recent(self) -> list[str]:
        """Paths, the newest first."""
        return list(self._settings.value("recent", [], type=list))

    def add_recent(self, path: str) -> None:
        self._settings.setValue("recent", [path, *(old for old in self.recent if old != path)][:RECENT])

    def forget_recent(self) -> None:
        self._settings.remove("recent")

    @property
    def geometry(self) -> QByteArray:
        return self._settings.value("geometry", QByteArray(), type=QByteArray)

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
