"""Every text the window can show is in every language, with the same values to fill in."""

import ast
import string
from pathlib import Path
from types import SimpleNamespace

import pytest

import classifier_gui
from analysis.text.text import Text
from classifier_gui.actions import ACTIONS, MENUS
from classifier_gui.text.language import FIRST, LANGUAGES, Words
from classifier_gui.widgets.answer_panel import certainty
from classifier_gui.widgets.picture_panel import FIT_NAMES, SEEN
from hypermodels.dimensions import DIMENSIONS
from studies.data import pictures, pixels
from studies.data.pictures import UnreadablePicture

HOUSE = Path(classifier_gui.__file__).parent
SPEAKERS = {"words", "_words"}
EXPLAIN = {"UnreadablePicture", "UnusableBundle", "UnreadableCard", "NoPicture", "Unwritable"}
WITHOUT_WINDOW = ("No file", "Unknown network", "No network of", "--top")  # the command line speaks English
NOTES = {pictures.TURNED, pictures.FIRST_FRAME, pictures.SMALL, pixels.ON_WHITE, pixels.DEEP, pixels.PRINT_COLOURS}


def said(by: set[str]) -> set[str]:
    """The first argument, where it is constant, of every call of one of these names."""
    files = [*HOUSE.rglob("*.py"), *(HOUSE.parent / "studies/data").glob("*.py")]
    files += (HOUSE.parent / "analysis/bundles").glob("*.py")
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for constant in ast.walk(node.args[0]) if name in by else ():
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        found.add(constant.value)
    return found


OTHERS = [language for language in LANGUAGES if language != FIRST]


def test_the_window_says_every_text_of_its_tables_and_no_other() -> None:
    own = {spec.text for spec in ACTIONS if spec.text}
    certainties = {certainty(share) for share in (0.99, 0.8, 0.6, 0.1)}
    tables = {*MENUS, *own, *certainties, *FIT_NAMES.values(), *SEEN.values(), "unexpected"}
    assert said(SPEAKERS) | tables == set(LANGUAGES[FIRST].TEXTS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(LANGUAGES[language].TEXTS) == list(LANGUAGES[FIRST].TEXTS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_knows_what_rooms_below_explain(language: str) -> None:
    explained = {text for text in said(EXPLAIN) | NOTES if not text.startswith(WITHOUT_WINDOW) and len(text) > 1}
    assert explained == set(LANGUAGES[language].EXPLANATIONS)


def fields(text: str) -> list[str]:
    """What is filled in, and how it is written; words that agree with a number are the language's own."""
    parts = string.Formatter().parse(text)
    return sorted({f"{name}:{'' if '|' in kind else kind}" for _, name, kind, _ in parts if name and kind is not None})


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    own = LANGUAGES[language]
    for key, text in own.TEXTS.items():
        assert fields(text) == fields(LANGUAGES[FIRST].TEXTS[key]), key
    for english, text in own.EXPLANATIONS.items():
        assert fields(text) == fields(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dimension_has_the_reports_name(language: str) -> None:
    for dimension in DIMENSIONS:
        assert Words(language).dimension(dimension.name) == Text(language).title(dimension.name)


def test_an_error_is_told_in_chinese() -> None:
    error = UnreadablePicture("{name} is empty.", name="猫.png")
    assert Words("zh").error(error) == "猫.png 是空文件。"
    assert Words("en").error(error) == "猫.png is empty."
    assert Words("en").error(ValueError("boom")) == "Something went wrong: boom"


def test_an_unknown_language_is_english() -> None:
    assert Words("fr")("quit") == "Quit"


def test_switching_goes_through_all_languages_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    german = SimpleNamespace(
        LANGUAGE_NAME="Deutsch", SEPARATOR=", ", QT_CATALOGUE=None, TEXTS={}, EXPLANATIONS={}, CLASSES={"cat": "Katze"}
    )
    own = list(LANGUAGES)
    monkeypatch.setitem(LANGUAGES, "de", german)
    visited = ["en"]
    for _ in LANGUAGES:
        visited.append(Words(visited[-1]).next_language)
    assert visited == [*own, "de", "en"]
    assert Words("de").name("cat") == "Katze"
    assert Words("zh").names(["猫", "狗"]) == "猫、狗"
