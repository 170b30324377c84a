"""The verb that writes the report."""

from dataclasses import dataclass

from analysis.text.languages import FIRST, LANGUAGES
from studies.system import exits
from sweepbook.cli import kinds, options
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, add_validation, word
from sweepbook.cli.requests import Request


@dataclass(frozen=True)
class Report(Request):
    """The pages to make anew: those of a network, or of networks studied on a dataset; None for all.

    Attributes:
        dataset: a name, or the folder that was studied.
        validation: the share that its studies were given; None for any.
        band: differences of at most so many percentage points count as none.
        pdf: whether each chapter is printed too.
    """

    network: str | None
    dataset: str | None
    validation: float | None
    language: str
    band: float
    pdf: bool


def report(request: Report) -> int:
    """Write the pages, and print where each is."""
    from analysis.bundles import pictures_of
    from analysis.pages import publish
    from studies.store import catalog
    from studies.store.home import Home

    home, refused = Home(request.root), list[str]()
    if not catalog.read(home, refused) and refused:
        return exits.refused(refused)
    dataset = pictures_of.meant(home, request.dataset, request.validation)
    asked = publish.Options(request.root, request.network, dataset, request.language, request.band, request.pdf)
    for path in publish.publish(asked):
        print(path)
    return exits.refused(refused)


def _language(text: str) -> str:
    return kinds.one_of("language", text, tuple(LANGUAGES))


def _words(parser: Parser) -> None:
    add = parser.add_argument
    add_network(parser, "one chapter; all without it")
    add(
        "--dataset",
        help="only the pages of networks studied on this dataset; each page holds all that is stored of its network",
    )
    add_validation(parser, "of the dataset's studies, as they were given it")
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
    add("--pdf", action="store_true", help="also print each chapter to PDF with an installed Chromium")
    add_root(parser)


REPORT = Verb(
    "report",
    "write reports/ from what is stored",
    _words,
    Report,
    report,
    description="Turn the stored runs into one self-contained page a network, under reports/.",
    epilog="Example: sweepbook report --model lenet --language zh",
    interruption="Interrupted; no page is half written. To go on, give the same command again:",
)
