"""What the pages say, in the report's languages: a file each with the same keys and places."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from analysis.text.languages import LANGUAGES

WORDS: Mapping[str, Mapping[str, str]] = {
    language: tomllib.loads((Path(__file__).parent / f"words.{language}.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
