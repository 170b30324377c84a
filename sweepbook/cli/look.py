"""The verbs that only look: list, status, tensorboard."""

import os
import socket
import sys
from dataclasses import dataclass

from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS, Dimension
from hypermodels.errors import UsageError
from studies.store.home import Home
from studies.system import commands, exits
from sweepbook.cli import options
from sweepbook.cli.parser import Parser, Verb, add_root, word
from sweepbook.cli.requests import Request

BOARD = """
import sys
try:
    from tensorboard.main import run_main
    run_main()
except KeyboardInterrupt:  # Ctrl-C while it is loaded
    sys.exit()
"""
WIDE = 120  # letters of a line where no terminal says how many there are


@dataclass(frozen=True)
class Boards(Request):
    """A store to show in TensorBoard, at a port of this machine."""

    port: int


def list_all(request: Request) -> int:
    """Print the dimensions with their values, the networks, and the studies there are."""
    from studies.store import catalog
    from studies.system.terminal import Console

    console = Console(width=None if sys.stdout.isatty() else WIDE)
    console.print(_dimensions())
    console.print("Networks: " + ", ".join(f"{name} ({title})" for name, title in NETWORKS.items()))
    refused: list[str] = []
    studies = catalog.read(Home(request.root), refused)
    if studies or not refused:
        named = ", ".join(study["name"] for study in studies)
        console.print(f"Studies: {named or f'none yet; try {commands.first(request.root)}'}")
    return exits.refused(refused)


def _dimensions() -> object:
    from rich.table import Table

    from studies.plan.labels import label

    table = Table(title="Dimensions (the baseline in bold)")
    for column in ("flag", "values", "also", "what it is"):
        table.add_column(column, overflow="fold")  # a name that is cut cannot be typed
    for one in DIMENSIONS:
        values = [f"[bold]{label(one.name, v)}[/bold]" if v == one.baseline else label(one.name, v) for v in one.values]
        table.add_row(one.flag, " ".join(values), _also(one), one.doc)
    return table


def _also(dimension: Dimension) -> str:
    if dimension.kind is str:
        return " ".join(dimension.more)
    return "any positive number" if dimension.limits is None else "{:g} to {:g}".format(*dimension.limits)


def status_of(request: Request) -> int:
    """Print done, running, left, epochs left and disk, per study."""
    from studies.store import catalog
    from studies.store.runs import Store
    from sweepbook.cli import status

    home = Home(request.root)
    refused: list[str] = []
    found = catalog.read(home, refused)
    none = () if refused else (f"There are no studies yet; try {commands.first(request.root)}.",)
    for line in status.lines(found, Store(home.runs)) if found else none:
        print(line)
    return exits.refused(refused)


def tensorboard(request: Boards) -> int:
    """Become TensorBoard, on logs that are right."""
    from studies.views import study_views

    _see_that_it_is_free(request.port)
    home = Home(request.root)
    exits.refused(study_views.renew_boards(home))
    home.tb_logs.mkdir(parents=True, exist_ok=True)
    print(f"http://localhost:{request.port} shows every run; Ctrl-C ends it", flush=True)
    words = ["-c", BOARD, "--logdir", str(home.tb_logs), "--port", str(request.port)]
    os.execv(sys.executable, [sys.executable, *words])


def _see_that_it_is_free(port: int) -> None:
    try:
        socket.create_server(("localhost", port)).close()
    except OSError as cause:
        raise UsageError(
            f"Port {port} cannot be opened ({os.strerror(cause.errno or 0)}): end what listens there, or choose "
            "another with PORT (--port)."
        ) from None


def _tensorboard_words(parser: Parser) -> None:
    parser.add_argument(
        "--port", default="6006", type=word(options.port), help="shown at http://localhost:PORT (default: 6006)"
    )
    add_root(parser)


LIST = Verb("list", "dimensions, networks, and the studies there are", add_root, Request, list_all)
STATUS = Verb("status", "done, running, left, ETA and disk, per study", add_root, Request, status_of)
TENSORBOARD = Verb(
    "tensorboard", "open TensorBoard on the runs of all studies", _tensorboard_words, Boards, tensorboard
)
