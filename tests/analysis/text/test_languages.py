"""Every language of the report says the same things: one file each, with the same keys and the same numbers."""

import string
from pathlib import Path
from types import SimpleNamespace

import pytest

import analysis.text
from analysis.text import en
from analysis.text.languages import FIRST, LANGUAGES, ReportLanguage, file_in
from hypermodels.dimensions import DIMENSIONS
from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic

TABLES = tuple(
    name for name in ReportLanguage.__annotations__ if name.isupper() and isinstance(getattr(en, name), dict)
)
OTHERS = [code for code in LANGUAGES if code != FIRST]


def places(entry: str | tuple[str, ...]) -> list[set[str]]:
    """The names that each template of an entry has filled in."""
    templates = (entry,) if isinstance(entry, str) else entry
    return [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in templates]


def test_a_language_is_a_file_that_is_named_in_the_list() -> None:
    codes = {path.stem for path in Path(analysis.text.__path__[0]).glob("*.py") if "\nWORDS = " in path.read_text()}
    assert codes == set(LANGUAGES)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("table", TABLES)
def test_every_language_has_the_same_keys_and_fills_in_the_same_numbers(table: str, code: str) -> None:
    first, other = getattr(LANGUAGES[FIRST], table), getattr(LANGUAGES[code], table)
    assert set(other) == set(first)
    assert {key: places(entry) for key, entry in other.items()} == {key: places(entry) for key, entry in first.items()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_dimension_has_its_names(code: str) -> None:
    assert [one.name for one in DIMENSIONS if one.name not in LANGUAGES[code].DIMENSIONS] == []


def test_english_calls_a_dimension_what_the_table_calls_it() -> None:
    assert {one.name: en.DIMENSIONS[one.name][0] for one in DIMENSIONS} == {one.name: one.title for one in DIMENSIONS}


def test_a_file_of_the_first_language_has_the_plain_name() -> None:
    assert file_in("en", "index.html") == "index.html"
    assert file_in("zh", "index.html") == "index.zh.html"
    assert file_in("zh", "figures") == "figures.zh"


@pytest.mark.usefixtures("sketched")
def test_a_third_language_is_one_file_and_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shouted(entry: str | tuple[str, ...]) -> str | tuple[str, ...]:
        return f"¡{entry}!" if isinstance(entry, str) else tuple(f"¡{one}!" for one in entry)

    tables = {name: {key: shouted(entry) for key, entry in getattr(en, name).items()} for name in TABLES}
    loud = SimpleNamespace(LANGUAGE_NAME="Shouting", HTML_LANGUAGE="en-shout", **tables)
    monkeypatch.setitem(LANGUAGES, "xx", loud)
    made = Synthetic()
    made.study("optimizer", {"adam": (0.0, 0.1, 0.0), "sgd": (-9.0, -8.0, -8.5)})
    assert main(["report", "--root", str(made.write(tmp_path)), "--language", "xx"]) == 0
    pages = {name: (tmp_path / "reports/lenet" / name).read_text() for name in ("index.html", "index.xx.html")}
    assert '<html lang="en-shout">' in pages["index.xx.html"]
    assert "¡Findings!" in pages["index.xx.html"]
    assert "¡Every optimizer runs at the baseline" in pages["index.xx.html"]
    assert '<a href="index.xx.html" hreflang="xx" lang="xx">Shouting</a>' in pages["index.html"]
    assert "¡" not in pages["index.html"]
