"""English and Chinese. The English text is the key; a sentence's values are filled in after it is translated."""

from pathlib import Path
from typing import Any

from classifier_gui.text.chinese import CHINESE, CLASSES
from studies.system.errors import Explained
from studies.system.escapes import plain

LANGUAGES = {"en": "English", "zh": "中文"}


class Words:
    """`words("Hello {name}", name=...)` in the chosen language."""

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in LANGUAGES else "en"

    @property
    def other(self) -> str:
        """The language to switch to."""
        return "en" if self.language == "zh" else "zh"

    def __call__(self, text: str, **values: Any) -> str:
        template = CHINESE.get(text, text) if self.language == "zh" else text
        return template.format(**values) if values else template

    def name(self, class_name: str) -> str:
        """A class as people say it."""
        return plain(CLASSES.get(class_name, class_name) if self.language == "zh" else class_name)

    def names(self, parts: list[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(parts)

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
