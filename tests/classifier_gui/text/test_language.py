"""Every text the window can show is in every language, with the same values to fill in."""

import ast
import string
from pathlib import Path
from types import SimpleNamespace

import pytest

import classifier_gui
from classifier_gui.actions import ACTIONS, MENUS
from classifier_gui.text.language import FIRST, LANGUAGES, Words
from classifier_gui.widgets.picture_panel import FIT_NAMES, SEEN
from hypermodels.dimensions import DIMENSIONS
from studies.data import pictures, pixels
from studies.data.pictures import UnreadablePicture

HOUSE = Path(classifier_gui.__file__).parent
SPEAKERS = {"words", "_words", "UnreadablePicture", "UnusableBundle", "UnreadableCard", "NoPicture", "Unwritable"}
WITHOUT_WINDOW = ("No file", "Unknown network", "No network of", "--top")  # the command line speaks English


def texts() -> set[str]:
    """The constants handed to `words(...)` and to our errors."""
    files = [*HOUSE.rglob("*.py"), HOUSE.parent / "studies/data/pictures.py", HOUSE.parent / "analysis/bundles/card.py"]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for constant in ast.walk(node.args[0]) if name in SPEAKERS else ():
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        found.add(constant.value)
    return {text for text in found if not text.startswith(WITHOUT_WINDOW) and len(text) > 1}


OTHERS = [language for language in LANGUAGES if language != FIRST]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    own = {spec.text for spec in ACTIONS if spec.text and spec.argument is None}
    tables = {*MENUS, *own, *(one.title for one in DIMENSIONS)}
    notes = {pictures.TURNED, pictures.FIRST_FRAME, pictures.SMALL}
    notes |= {pixels.ON_WHITE, pixels.DEEP, pixels.PRINT_COLOURS}
    sure = {"almost certain", "fairly sure", "half sure", "not sure"}
    buttons = {"Open…", "Test picture", "Folder…", "Light", "Dark"}
    fits = {*FIT_NAMES.values(), *SEEN.values()}
    assert (texts() | tables | notes | sure | buttons | fits) - set(LANGUAGES[language].TEXTS) == set()


@pytest.mark.parametrize(("language", "english"), [(one, text) for one in OTHERS for text in LANGUAGES[one].TEXTS])
def test_a_translation_fills_in_the_same_values(language: str, english: str) -> None:
    def fields(text: str) -> list[str]:
        return sorted(f"{name}:{kind}" for _, name, kind, _ in string.Formatter().parse(text) if name)

    assert fields(LANGUAGES[language].TEXTS[english]) == fields(english)


def test_an_error_is_told_in_chinese() -> None:
    error = UnreadablePicture("{name} is empty.", name="猫.png")
    assert Words("zh").error(error) == "猫.png 是空文件。"
    assert Words("en").error(error) == "猫.png is empty."
    assert Words("en").error(ValueError("boom")) == "Something went wrong: boom"


def test_an_unknown_language_is_english() -> None:
    assert Words("fr")("Quit") == "Quit"


def test_switching_goes_through_all_languages_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    german = SimpleNamespace(
        LANGUAGE_NAME="Deutsch", SEPARATOR=", ", QT_CATALOGUE=None, TEXTS={}, CLASSES={"cat": "Katze"}
    )
    monkeypatch.setitem(LANGUAGES, "de", german)
    visited = ["en"]
    for _ in LANGUAGES:
        visited.append(Words(visited[-1]).next_language)
    assert visited == ["en", "zh", "de", "en"]
    assert Words("de").name("cat") == "Katze"
    assert Words("zh").names(["猫", "狗"]) == "猫、狗"
