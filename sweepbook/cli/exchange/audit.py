"""The verb that trains stored runs anew and compares them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studies.plan.labels import title
from studies.system import exits
from studies.system.formats import counted
from sweepbook.cli.exchange.records import no_study
from sweepbook.cli.kinds import whole_number
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, word
from sweepbook.cli.requests import Request

if TYPE_CHECKING:
    from studies.audit import Audited


@dataclass(frozen=True)
class Audit(Request):
    """How many runs to train anew, of a network and a dataset's name (None: of any), drawn by `seed`.

    `out` is the file that takes the table too.
    """

    runs: int
    seed: int
    network: str | None
    dataset: str | None
    out: Path | None


def audit(request: Audit) -> int:
    """Train, compare, print a table; 1 where a run came out otherwise on a like machine."""
    from studies import audit as audits
    from studies.plan import own_networks
    from studies.store import catalog
    from studies.store.home import Home
    from studies.system import files
    from sweepbook.cli.training.progress import ProgressLines
    from sweepbook.cli.training.say import say

    home, refused = Home(request.root), list[str]()
    studies = [one for one in catalog.read(home, refused) if catalog.is_of(one, request.network, request.dataset)]
    if not studies and (request.network or request.dataset):
        raise no_study(request.network, request.dataset, request.root)
    if any(own_networks.version(study) for study in studies):  # a store may be a stranger's
        say("note: runs of users' networks are not trained anew: their code runs only where its file is named")
        studies = [study for study in studies if not own_networks.version(study)]
    drawn = audits.draw(home, studies, request.runs, request.seed)
    found = list(audits.audit(home, drawn, ProgressLines, say))
    lines = [*_table(found), "", _summary(found)]
    print("\n".join(lines))
    if request.out is not None:
        files.write_bytes(request.out, ("\n".join(lines) + "\n").encode())
    unexplained = any(one.cause is None and not one.same and not one.differs for one in found)
    return exits.ERROR if unexplained else exits.refused(refused)


def _table(found: Sequence["Audited"]) -> Iterator[str]:
    yield "| run | study | value | seed | epochs | result | points |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        study, record = one.drawn.study, one.drawn.record
        value = title(one.drawn.values, study["dimensions"])
        points = "" if one.points is None else f"{one.points:+.2f}"
        cells = (record.id, study["name"], value, record.seed, record.epochs, _result(one), points)
        yield "| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |"


def _result(one: "Audited") -> str:
    if one.cause is not None:
        return f"not trained: {one.cause}"
    if one.same:
        return "the same bits"
    return f"other digits; it was stored with another {', '.join(one.differs)}" if one.differs else "OTHER DIGITS"


def _summary(found: Sequence["Audited"]) -> str:
    same = sum(one.same for one in found if one.cause is None)
    trained = sum(one.cause is None for one in found)
    largest = max((abs(one.points) for one in found if one.points is not None), default=0.0)
    text = f"{same} of {counted(len(found), 'run')} with the same bits"
    if trained - same:
        text += f"; of the {trained - same} others the accuracy moved by {largest:.2f} points at most"
    if len(found) - trained:
        text += f"; {len(found) - trained} could not be trained anew"
    return f"{text}."


def _runs(text: str) -> int:
    return whole_number("runs", text, 1, 100_000)


def _seed(text: str) -> int:
    return whole_number("seed", text, 0, 2**31)


def _words(parser: Parser) -> None:
    add = parser.add_argument
    add("--runs", default="20", type=word(_runs), help="how many runs, drawn at random (default: 20)")
    add("--seed", default="0", type=word(_seed), help="of the draw: another one draws other runs (default: 0)")
    add_network(parser, "only its runs")
    add("--dataset", metavar="NAME", help="only runs on this dataset, by the name that studies give it")
    add("--out", metavar="FILE", type=Path, help="write the table to this file too (Markdown)")
    add_root(parser)


AUDIT = Verb(
    "audit",
    "train stored runs anew, and compare every bit",
    _words,
    Audit,
    audit,
    description="Draw runs that are stored, train each anew in a folder of its own, and compare every number of every "
    "epoch. On a like machine, with the same threads and versions, all bits are the same; otherwise the table says "
    "what differs and by how much the accuracy moved. Nothing stored is changed.",
    epilog="Example: sweepbook audit --runs 20 --model lenet",
)
