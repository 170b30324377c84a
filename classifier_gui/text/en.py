"""The window in English. The English text is the key of every language, so this one translates nothing."""

LANGUAGE_NAME = "English"  # as its own readers call it
SEPARATOR = ", "  # between things listed
QT_CATALOGUE: str | None = None  # Qt's own dialogs are in English
TEXTS: dict[str, str] = {}
CLASSES: dict[str, str] = {}
