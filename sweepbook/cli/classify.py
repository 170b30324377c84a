"""The verbs that use exported models: classify, and gui with its window."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypermodels import NETWORKS
from hypermodels.errors import UsageError
from hypermodels.own import file
from sweepbook.cli import kinds
from sweepbook.cli.parser import Parser, Verb, word

if TYPE_CHECKING:
    from classifier_gui.command_line import Classification

ALL = "all"
MOST = 1_000_000  # classes to print


def classify(request: "Classification") -> int:
    """Print the answers."""
    from classifier_gui.command_line import run

    if not request.files:
        raise UsageError("No file to classify: give one or more pictures.")
    return run(request)


def gui(request: "Classification") -> int:
    """Open the window, unless the request is for the terminal."""
    if request.without_window:
        return classify(request)
    from classifier_gui.start import start  # only now: to classify needs no Qt

    return start(request)


def _request(
    files: Sequence[str], command: str, network: str | None, bundles: Path, samples: Path | None = None, **words: Any
) -> "Classification":
    """Nothing is stored, so the `command` that gives the request again is no part of it."""
    from classifier_gui.command_line import Classification

    del command
    chosen = None if network is None else _network(network, bundles)
    made = Classification(tuple(files), network=chosen, bundles=bundles, **words)
    if samples is None:
        return made
    if made.without_window:
        raise UsageError(f"samples={samples} is where the window finds test pictures: leave it out, none is opened.")
    return replace(made, samples=samples)


def _network(text: str, bundles: Path) -> str:
    """A network, a user's by its file or by the name of its bundle, or `all`."""
    if file.is_path(text):
        return Path(text).stem
    if (known := text.lower()) in (*NETWORKS, ALL):
        return known
    from analysis.bundles.bundle import own_networks  # only here: the five need no look at the bundles

    return kinds.one_of("network", text, (*NETWORKS, *own_networks(bundles), ALL))


def _fit(text: str) -> str:
    from studies.data.resizing import FITS

    return kinds.one_of("fit", text, FITS)


def _top(text: str) -> int:
    return kinds.whole_number("top", text, 1, MOST)


def _words(parser: Parser) -> None:
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help="pictures, or folders of pictures; - is standard input")
    add(
        "--model",
        dest="network",
        metavar="NETWORK",
        help=f"which answers: {', '.join(NETWORKS)}, your own (my_net), or {ALL} (default: the one with the best "
        "validation accuracy)",
    )
    add("--top", type=word(_top), metavar="N", help="print the N most probable classes (default: 1)")
    add("--json", action="store_true", help="print JSON: a list with one object a file")
    add("--csv", type=Path, metavar="OUT", help="write a table with a row for each picture and network")
    add(
        "--dataset",
        help="whose classes: a name, or the folder that was studied (default: the only one for which "
        "NETWORK was exported, else cifar10, or the first that has bundles)",
    )
    add(
        "--fit",
        default="crop",
        type=word(_fit),
        help="what of a picture is seen: its centre square (crop), or all of it, squeezed (whole) or padded (pad) "
        "(default: crop)",
    )
    add("--bundles", type=Path, default=Path("bundles"), help="where the models were exported to (default: bundles)")


def _window_words(parser: Parser) -> None:
    _words(parser)
    parser.add_argument("--samples", type=Path, help="where test pictures were written (default: samples)")


CLASSIFY = Verb(
    "classify",
    "print what a network thinks of pictures",
    _words,
    _request,
    classify,
    description="Print what a network thinks of pictures: lines, JSON or a table. No window is opened.",
    epilog="Example: sweepbook classify cat.jpg dog.png --model resnet --top 3",
)
GUI = Verb(
    "gui",
    "open the classifier's window",
    _window_words,
    _request,
    gui,
    description="Show what each network thinks of a picture; the window opens the first file. With --model, --top, "
    "--json or --csv nothing is opened and the answers are printed, as by `sweepbook classify`.",
    epilog="Example: sweepbook gui cat.jpg",
)
