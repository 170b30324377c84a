"""How the pages of a report look: words of every verb that shows them."""

from analysis.text.languages import FIRST, LANGUAGES
from sweepbook.cli import kinds, options
from sweepbook.cli.parser import Parser, word


def _language(text: str) -> str:
    return kinds.one_of("language", text, tuple(LANGUAGES))


def add_look(parser: Parser) -> None:
    """How pages look: in which language, and what counts as no difference."""
    add = parser.add_argument
    add(
        "--language",
        default=FIRST,
        type=word(_language),
        help=f"one of {', '.join(LANGUAGES)}: pages in this language too, beside the English ones, from now on "
        f"(default: {FIRST})",
    )
    add(
        "--band",
        default="1.0",
        metavar="POINTS",
        type=word(options.band),
        help="differences of at most so many percentage points count as none (default: 1.0)",
    )
