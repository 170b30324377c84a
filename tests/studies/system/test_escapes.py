"""Names that hold anything, where they are shown."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from studies.system import escapes

EVIL = (
    'x"><script>alert(1)</script>',
    "cat\nfish\r\n",
    "\x1b[2J\x1b]0;owned\x07",
    "a\u202etxt.exe",
    "\udcb9\udcb7",
    "a|b*c*_d_",
    "=1+1",
    "$0-$50",
    "</svg><img src=x onerror=alert(1)>",
    "\x00",
    "c" * 3000,
)


@pytest.mark.parametrize("name", ["猫 cats", "émöji😀👨‍👩‍👧", "mean_squared_error", "0.001, adam", "Père Noël", "-0.5"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert [show(name) for show in (escapes.plain, escapes.short, escapes.html)] == [name] * 3
    assert escapes.cell(name) == name


@pytest.mark.parametrize("name", EVIL)
def test_a_shown_name_is_one_line_of_encodable_letters_without_terminal_codes(name: str) -> None:
    for show in (escapes.plain, escapes.short, escapes.html, escapes.markdown, escapes.cell):
        said = show(name)
        said.encode()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", said)


def test_what_cannot_be_printed_is_named() -> None:
    assert escapes.plain("cat\nfish\x1b\udcb9\u202e") == r"cat\nfish\x1b\xb9\u202e"


@pytest.mark.parametrize("name", EVIL)
def test_no_name_opens_an_element_or_leaves_an_attribute(name: str) -> None:
    seen: list[tuple[str, object]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append((tag, attrs))

        def handle_data(self, data: str) -> None:
            seen.append(("text", data))

    reader = Reader()
    reader.feed(f'<p title="{escapes.html(name)}">{escapes.html(name)}</p>')
    reader.close()
    assert seen == [("p", [("title", escapes.plain(name))]), ("text", escapes.plain(name))]


def test_long_names_keep_both_ends_and_stay_apart() -> None:
    first, second = (f"00001_Animalia_{'x' * 60}_terrestris_{which}" for which in "ab")
    assert escapes.short(first).startswith("00001_Animalia_")
    assert escapes.short(first).endswith("_a")
    assert len(escapes.short(first)) == escapes.SHORT
    assert escapes.short(first) != escapes.short(second)


@pytest.mark.parametrize("name", ["=1+1", "+1+1", "-x", "@cmd", "＝1", "=cmd|' /C calc'!A0"])
def test_a_spreadsheet_reads_no_name_as_a_formula(name: str) -> None:
    line = io.StringIO()
    csv.writer(line).writerow([escapes.cell(name), "-0.5"])
    assert next(csv.reader([line.getvalue()])) == [f"'{name}", "-0.5"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a|b", r"a\|b"),
        ("*bold*", r"\*bold\*"),
        ("<b>x", r"\<b>x"),
        ("_under_", r"\_under\_"),
        ("$5", r"\$5"),
        ("[a](b)", r"\[a\](b)"),
        ("# cat", r"\# cat"),
        ("mean_squared_error", "mean_squared_error"),
        ("&lt;", r"\&lt;"),
        ("cat\nfish", r"cat\\nfish"),
    ],
)
def test_markdown_shows_a_name_as_it_is(name: str, written: str) -> None:
    assert escapes.markdown(name) == written
