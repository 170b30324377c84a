"""The window's languages, a file each, and `Words`, which speaks one of them.

The English text is the key of every language; a sentence's values are filled in after it is translated. To add a
language, write its file and name it in `LANGUAGES`.
"""

from pathlib import Path
from typing import Any, Protocol

from classifier_gui.text import en, zh
from studies.system.errors import Explained
from studies.system.escapes import plain


class Language(Protocol):
    """What a language's file holds."""

    LANGUAGE_NAME: str
    SEPARATOR: str
    QT_CATALOGUE: str | None
    TEXTS: dict[str, str]
    CLASSES: dict[str, str]


FIRST = "en"
LANGUAGES: dict[str, Language] = {"en": en, "zh": zh}


class Words:
    """`words("Hello {name}", name=...)` in the chosen language; in the first where there is no such language."""

    def __init__(self, language: str = FIRST) -> None:
        self.language = language if language in LANGUAGES else FIRST
        self._own = LANGUAGES[self.language]

    @property
    def next_language(self) -> str:
        """The language to switch to: the next of all there are, after the last the first."""
        codes = list(LANGUAGES)
        return codes[(codes.index(self.language) + 1) % len(codes)]

    def __call__(self, text: str, **values: Any) -> str:
        template = self._own.TEXTS.get(text, text)
        return template.format(**values) if values else template

    def name(self, class_name: str) -> str:
        """A class as people say it."""
        return plain(self._own.CLASSES.get(class_name, class_name))

    def names(self, parts: list[str]) -> str:
        return self._own.SEPARATOR.join(parts)

    def error(self, error: Exception) -> str:
        """An error in one sentence; ours carry their template, any other is said to be unexpected."""
        if isinstance(error, Explained):
            return self(error.template, **error.values)
        return self("Something went wrong: {cause}", cause=str(error).strip() or type(error).__name__)

    def short_error(self, error: Exception) -> str:
        """The same with the names of files instead of their paths, for narrow places."""
        if not isinstance(error, Explained):
            return self.error(error)
        short = {key: value.name if isinstance(value, Path) else value for key, value in error.values.items()}
        return self.error(type(error)(error.template, **short))
