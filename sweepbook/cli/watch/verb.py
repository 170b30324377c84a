"""`sweepbook watch`: the report as it is while studies are trained."""

from sweepbook.cli import options
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, word
from sweepbook.cli.watch.request import Watch
from sweepbook.cli.words.pages import add_look


def watch(request: Watch) -> int:
    """Serve the pages until Ctrl-C."""
    from sweepbook.cli.watch import serving

    return serving.serve(request)


def _words(parser: Parser) -> None:
    add_network(parser, "one network's page; all without it")
    add_look(parser)
    parser.add_argument("--port", type=word(options.port), help="shown at http://127.0.0.1:PORT (default: a free one)")
    add_root(parser)


WATCH = Verb(
    "watch",
    "show the report in a browser while studies are trained",
    _words,
    Watch,
    watch,
    description="Show the report's page at an address of this machine, renewed as epochs are stored, with progress, "
    "ETA and what is decided. The store is only read, and the stored pages stay as they are.",
    epilog="Example: sweepbook watch --model lenet",
)
