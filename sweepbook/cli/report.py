"""The verb that writes the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.elsewhere import roles
from analysis.text.languages import FIRST
from hypermodels.errors import UsageError
from studies.store.home import Home
from studies.system import exits, names
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, add_split, word
from sweepbook.cli.requests import Request
from sweepbook.cli.words.pages import add_look

if TYPE_CHECKING:
    from analysis.pages import publish


@dataclass(frozen=True)
class Report(Request):
    """The pages to make anew: those of a network, or of networks studied on a dataset; None for all.

    Attributes:
        dataset: a name, or the folder that was studied.
        validation: the share that its studies were given; None for any.
        size: the side of its pictures, in pixels; None for the usual one, or the name's.
        band: differences of at most so many percentage points count as none.
        pdf: whether each chapter is printed too.
        slides: whether each is made into slides too.
        paper: whether its tables are written for LaTeX too, and its figures as PNG.
        source: results of another tool, to report instead of what is stored; None for what is stored.
        columns: what is said of their columns; None where nothing is.
        compare: two parts of the store to set side by side, instead of the pages; None for these.
        out: the folder of the pages; None for `reports`, or a folder below `reports/elsewhere`.
    """

    network: str | None
    dataset: str | None
    validation: float | None
    size: int | None
    language: str
    band: float
    pdf: bool
    slides: bool
    paper: bool
    source: Path | None
    columns: roles.Roles | None
    out: Path | None
    compare: Sequence[str] | None


def report(request: Report) -> int:
    """Write the pages, and print where each is."""
    if request.source is not None:
        return _from_elsewhere(request, request.source)
    if request.columns is not None:
        raise UsageError("--columns says how results from elsewhere are read: give their path with --from.")
    if request.compare is not None:
        return _side_by_side(request, request.compare)
    from analysis.pages import publish
    from studies.store import catalog

    refused: list[str] = []
    if not catalog.read(Home(request.root), refused) and refused:
        return exits.refused(refused)
    for path in publish.publish(_options(request)):
        print(path)
    return exits.refused(refused)


def rehearse(request: Report) -> None:
    """Draw what the pages of one network will show, as far as it is stored; nothing is written."""
    if request.network is not None and not request.source and not request.compare:
        from analysis.pages import publish

        publish.rehearse(_options(request), request.network)


def _options(request: Report) -> "publish.Options":
    from analysis.bundles import pictures_of
    from analysis.pages import publish

    more = (("slides.html",) if request.slides else ()) + (("tables.tex",) if request.paper else ())
    return publish.Options(
        root=request.root,
        model=request.network,
        dataset=pictures_of.meant(Home(request.root), request.dataset, request.validation, request.size),
        language=request.language,
        band=request.band,
        pdf=request.pdf,
        into=request.out,
        more=more,
    )


def _side_by_side(request: Report, words: Sequence[str]) -> int:
    """Write the page that compares two parts of the store, and print where it is."""
    _refuse_others(request, "--compare")
    from analysis.pages.beside import compared

    languages = tuple(dict.fromkeys((FIRST, request.language)))
    reports = request.out or request.root / "reports"
    print(compared.write(request.root, reports, (words[0], words[1]), languages, request.band)[-1])
    return exits.DONE


def _refuse_others(request: Report, word: str) -> None:
    """
    Raises:
        UsageError: a word was given that chooses among chapters.
    """
    words = {
        "--model": request.network,
        "--dataset": request.dataset,
        "--validation": request.validation,
        "--size": request.size,
        "--pdf": request.pdf or None,
        "--slides": request.slides or None,
        "--paper": request.paper or None,
    }
    if wrong := [name for name, given in words.items() if given is not None]:
        raise UsageError(f"{wrong[0]} chooses among chapters: leave it out with {word}.")


def _from_elsewhere(request: Report, source: Path) -> int:
    """Write the page of another tool's results, and print where it is."""
    _refuse_others(request, "--from")
    from analysis.pages.beside import foreign

    read = source.resolve()
    name = read.name if read.is_dir() else read.stem  # of a folder all: a width of 0.25 is no ending
    folder = request.out or names.inside(request.root, "reports", "elsewhere", name or "results")
    print(foreign.write(source, request.columns or roles.Roles(), folder, request.language, request.band))
    return exits.DONE


def _words(parser: Parser) -> None:
    add = parser.add_argument
    add_network(parser, "one chapter, or that of your own file (my_net.py); all without it")
    add(
        "--dataset",
        help="only the pages of networks studied on this dataset; each page holds all that is stored of its network",
    )
    add_split(parser, *["of the dataset's studies, as they were given it"] * 2)
    add_look(parser)
    add(
        "--from",
        dest="source",
        type=Path,
        metavar="PATH",
        help="results of another tool instead of what is stored: a Keras-Tuner project, an Optuna storage (SQLite), a "
        "folder of Ray Tune, a folder of TensorBoard logs, or a CSV table; only read",
    )
    add(
        "--columns",
        type=word(roles.said),
        metavar="ROLE=NAME,...",
        help="with --from: what is what, as value=lr,seed=seed,epoch=epoch,accuracy=val_acc (or loss=val_loss; several "
        "values as value=lr+units); what is not said is guessed, and the page says how",
    )
    add(
        "--compare",
        nargs=2,
        metavar=("A", "B"),
        help="what of A holds in B, instead of the chapters: each a network, a section of its page as lenet#cifar10, "
        "or a study's name",
    )
    where = "the pages' folder (default: reports; with --from: reports/elsewhere/NAME)"
    add("--out", type=Path, metavar="DIR", help=where)
    add("--slides", action="store_true", help="also make slides of each chapter: a figure and a sentence a page")
    add("--paper", action="store_true", help="also write its tables for LaTeX, and its figures as PNG at 192 dpi")
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
    ahead=("analysis.pages.publish", "analysis.pages.page_files", "analysis.bundles.pictures_of", "scipy.stats"),
    rehearse=rehearse,
)
