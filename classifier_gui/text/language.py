"""The window's languages, a file each with the same keys, and `Words`, which speaks one of them.

What rooms below raise and note they write themselves, in English, since the command line prints it: another language
knows these explanations by their English. Dimensions have the report's names. To add a language, write its file and
name it in `LANGUAGES`.
"""

from pathlib import Path
from typing import Any, Protocol

from analysis.text.filled import filled
from analysis.text.languages import LANGUAGES as REPORT
from classifier_gui.text import en, zh
from hypermodels.dimensions import BY_NAME
from studies.system.errors import Explained
from studies.system.escapes import plain


class WindowLanguage(Protocol):
    """What a language's file holds."""

    LANGUAGE_NAME: str
    SEPARATOR: str
    QT_CATALOGUE: str | None
    TEXTS: dict[str, str]
    EXPLANATIONS: dict[str, str]
    CLASSES: dict[str, str]


FIRST = "en"
LANGUAGES: dict[str, WindowLanguage] = {"en": en, "zh": zh}


class Words:
    """`words("reading", name=...)` in the chosen language; in the first where there is no such language."""

    def __init__(self, language: str = FIRST) -> None:
        self.language = language if language in LANGUAGES else FIRST
        self._own = LANGUAGES[self.language]

    @property
    def next_language(self) -> str:
        """The language to switch to: the next of all there are, after the last the first."""
        codes = list(LANGUAGES)
        return codes[(codes.index(self.language) + 1) % len(codes)]

    def __call__(self, key: str, **values: Any) -> str:
        return filled(self._own.TEXTS[key], values)

    def explanation(self, english: str, **values: Any) -> str:
        """What a room below raises or notes; in English where this language does not know it."""
        template = self._own.EXPLANATIONS.get(english, english)
        return template.format(**values) if values else template

    def dimension(self, name: str) -> str:
        """`Learning rate`, as the report has it; the table's title where the report has none."""
        names = REPORT.get(self.language, REPORT[FIRST]).DIMENSIONS.get(name)
        return names[0] if names else BY_NAME[name].title if name in BY_NAME else plain(name)

    def name(self, class_name: str) -> str:
        """A class as people say it."""
        return plain(self._own.CLASSES.get(class_name, class_name))

    def names(self, parts: list[str]) -> str:
        return self._own.SEPARATOR.join(parts)

    def error(self, error: Exception) -> str:
        """An error in one sentence; ours carry their template, any other is said to be unexpected."""
        if isinstance(error, Explained):
            return self.explanation(error.template, **error.values)
        return self("unexpected", cause=str(error).strip() or type(error).__name__)

    def short_error(self, error: Exception) -> str:
        """The same with the names of files instead of their paths, for narrow places."""
        if not isinstance(error, Explained):
            return self.error(error)
        short = {key: value.name if isinstance(value, Path) else value for key, value in error.values.items()}
        return self.error(type(error)(error.template, **short))
