"""What the pages say, in the report's languages: a file a page and language, with the same keys and places."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from analysis.text.languages import LANGUAGES

Words = Mapping[str, str]


def of_page(page: str) -> dict[str, Words]:
    """The words of a page (`beside`, `best`) by language."""
    folder = Path(__file__).parent
    return {
        language: tomllib.loads((folder / f"{page}.{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
