"""The languages of the report: a file each beside this one, all with the same keys.

To add a language, write its file and name it in `LANGUAGES`; commands, pages and their switch follow.
"""

from typing import Protocol

from analysis.text import en, zh


class ReportLanguage(Protocol):
    """What a language's file holds."""

    LANGUAGE_NAME: str
    HTML_LANGUAGE: str
    WORDS: dict[str, str]
    DIMENSIONS: dict[str, tuple[str, str, str]]
    CAPTIONS: dict[str, str]
    CONFOUNDS: dict[str, str]
    FINDINGS: dict[str, str]


FIRST = "en"  # the language of the pages that are always there
LANGUAGES: dict[str, ReportLanguage] = {"en": en, "zh": zh}


def file_in(language: str, file: str) -> str:
    """The name of a page's file in a language, beside the English one: `index.zh.html`."""
    stem, dot, ending = file.partition(".")
    return file if language == FIRST else f"{stem}.{language}{dot}{ending}"
