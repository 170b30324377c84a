"""Text from outside (a class's, file's or study's name, a cause, a card's field), made harmless where it is shown.

A name may hold anything: line ends, terminal codes, half a character, markup, a formula, a thousand letters. Whoever
shows one takes the function for the place: `plain` for a terminal, a label or a log, `short` for a figure, `html`,
`markdown`, and `cell` with CSV_ENCODING for a table that spreadsheets open. All keep ordinary names as they are.
"""

import base64
import hashlib
import re
from html import escape

CSV_ENCODING = "utf-8-sig"  # the mark at the start makes spreadsheets read Chinese; pandas and our readers skip it
LONGEST_WORD = 300  # letters of a value or a path in a sentence
SHORT = 32  # letters of a name in a figure

# Control characters, line ends that are not "\n", what turns the direction of writing, and halves of characters.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = tuple("=+-@＝＋－＠")  # the wide ones are formulas in Chinese and Japanese spreadsheets
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 20},}}")  # with the colon or the quotes around it
_MARKS = re.compile(r"[\\`*\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|^[#>+-]")


_LATEX_NAMES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "−": "$-$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "…": r"\dots{}",
    "–": "--",
    "²": r"\textsuperscript{2}",
}
_LATEX = re.compile("[" + re.escape("".join(_LATEX_NAMES) + "&%$#_{}") + "]")


def plain(text: object) -> str:
    r"""One line that a terminal prints as it is: `cat\nfish` for a name of two lines, `\xb9` for a byte of none."""
    return _UNSEEN.sub(lambda found: _code(ord(found[0])), str(text))


def _code(number: int) -> str:
    if 0xDC80 <= number <= 0xDCFF:  # Python's stand-in for a byte of a file name that is no UTF-8
        number -= 0xDC00
    return chr(number).encode("unicode_escape").decode()


def short(text: object, most: int = SHORT) -> str:
    """At most `most` letters; what falls out is the middle, since long names differ at their ends."""
    whole = plain(text)
    head = most * 3 // 5
    return whole if len(whole) <= most else f"{whole[:head]}…{whole[head + 1 - most :]}"


def sentence(text: object) -> str:
    """A sentence for a terminal, whatever the values in it: one line, without codes, and no word of it endless."""
    return _ENDLESS.sub(lambda found: short(found[0], LONGEST_WORD), plain(text))


def html(text: object) -> str:
    """Text for HTML and SVG, inside an element or an attribute."""
    return escape(plain(text))


def markdown(text: object) -> str:
    """Text for Markdown, inside a paragraph, a list or a table's cell."""
    return _MARKS.sub(r"\\\g<0>", plain(text))


def latex(text: object) -> str:
    """Text for LaTeX, outside mathematics; the long minus and ± as pdfLaTeX knows them."""
    return _LATEX.sub(lambda found: _LATEX_NAMES.get(found[0], f"\\{found[0]}"), plain(text))


def cell(text: str) -> str:
    """Text for a table's cell: a spreadsheet computes what begins like a formula, so a quote goes before it."""
    said = plain(text)
    return f"'{said}" if said.startswith(_FORMULA) and not _is_number(said) else said


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def only_script(script: str) -> str:
    """What a page's content security policy says of scripts: this one runs, and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"script-src 'sha256-{digest}'"
