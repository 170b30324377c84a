"""The verb that writes the best model of each network as a bundle."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypermodels.errors import UsageError
from hypermodels.own.file import OwnNetwork
from studies.store.home import NETWORKS
from studies.system import commands, errors, exits
from sweepbook.cli.parser import Parser, Verb, add_network, add_root, add_split
from sweepbook.cli.requests import Request
from sweepbook.cli.words import networks

if TYPE_CHECKING:
    from analysis.bundles.writing import Bundling
    from studies.store.best import Candidate


@dataclass(frozen=True)
class Export(Request):
    """The networks and datasets whose best models are wanted; None for all.

    Attributes:
        own: the user's network of that name, from the file that was named; its code is run.
        validation: the share that the dataset's studies were given; None for any.
        size: the side of its pictures, in pixels; None for the usual one, or the name's.
        if_any: whether it is no error that there is nothing to export.
    """

    network: str | None
    own: OwnNetwork | None
    dataset: str | None
    validation: float | None
    size: int | None
    if_any: bool


def export(request: Export) -> int:
    """Write what is not there yet; print a line a bundle."""
    from analysis.bundles import pictures_of, writing
    from studies.store import best
    from studies.store.home import Home
    from studies.store.runs import Store

    home = Home(request.root)
    try:
        dataset = pictures_of.meant(home, request.dataset, request.validation, request.size)
    except pictures_of.Unstudied:
        if request.if_any:
            return exits.DONE
        raise
    refused: list[str] = []
    found = best.candidates(home, request.network, dataset, refused)
    wanted = request.own.digest if request.own else ""
    others = [_unasked(request, name, version) for _, name, version in found if version != wanted]
    groups = [group for (_, _, version), group in found.items() if version == wanted]
    choices = [choice for group in groups if (choice := best.choose(group, Store(home.runs)))]
    if not choices and not refused and not request.if_any:
        raise UsageError(others[0] if others and not groups else _nothing(request, groups))
    for line in dict.fromkeys(others) if request.own is None else ():
        print(f"note: {line}", file=sys.stderr)
    code = max((_one(writing.Bundling(home, choice, request.own)) for choice in choices), default=exits.DONE)
    return exits.refused(refused, code)


def _unasked(request: Export, network: str, version: str) -> str:
    """Why a user's network is not exported, and how it is: a store's code runs only if its user names the file."""
    source = request.root / "tuner_dirs" / NETWORKS / version / f"{network}.py"
    again = commands.command("export", model=source, root=commands.root(request.root))
    if request.own is None:
        return (
            f"{network} is a network of a file, whose code runs only where you name it. Read the file, then: `{again}`."
        )
    return f"{request.own.file} is not the version of {network} that was trained. What was trained: `{again}`."


def _one(bundling: "Bundling") -> int:
    """Write one bundle, unless it is there already, and say so in a line."""
    from studies.system import locks

    try:
        if bundling.there():
            locks.clear_lock(bundling.home.tuner_dirs)
        else:
            with _status(bundling.place) as say:
                bundling.write(say)
    except Exception as cause:  # one network's trouble is not the others'
        print(f"error: {bundling.place} was not written: {_said(cause)}.", file=sys.stderr)
        return exits.of(cause)
    print(bundling.line(), flush=True)
    return exits.DONE


@contextmanager
def _status(place: str) -> Iterator[Callable[[str], None]]:
    """What is being done, on a terminal; a log gets the line at the end only."""
    from studies.system.terminal import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(place) as status:
        yield lambda step: status.update(f"{place}: {step}")


def _nothing(request: Export, groups: Sequence[Sequence["Candidate"]]) -> str:
    from analysis.findings import advice

    pairs = (("of", request.network), ("on", request.dataset))
    which = "".join(f" {preposition} {value}" for preposition, value in pairs if value)
    network, root = (request.own.file if request.own else request.network), commands.root(request.root)
    if groups:
        lost = groups[0][0]
        setting = {**advice.setting(lost.study), "model": network or lost.study["network"], "make": None, "root": root}
        more = commands.command("study", "lr", **setting, epochs=lost.epochs + 1)
        return f"No weights{which} are left, only histories. More epochs bring them back: `{more}`."
    words: dict[str, Any] = {
        "model": network or "lenet",
        "dataset": request.dataset,
        "size": request.size,
        "root": root,
    }
    first = commands.command("study", "lr", **words)
    return f"No run{which} has finished: there is nothing to export. Train some, for example by `{first}`."


def _said(cause: Exception) -> str:
    from analysis.bundles.verification import Unfaithful

    if isinstance(cause, OSError):
        return errors.refusal(cause).rstrip(".")
    text = " ".join(str(cause).split()).rstrip(".")
    return text if isinstance(cause, UsageError | Unfaithful) else f"{type(cause).__name__}: {text}"


def _words(parser: Parser) -> None:
    add = parser.add_argument
    add_network(
        parser, "one network's model, or of your own file (my_net.py); all without it", parse=networks.trained_network
    )
    add("--dataset", help="the name or the folder of a studied dataset; all without it")
    add_split(parser, *["of the dataset's studies, as they were given it"] * 2)
    add("--if-any", action="store_true", help="nothing to export is no error (after a study)")
    add_root(parser)


def _request(network: str | OwnNetwork | None, **words: Any) -> Export:
    if isinstance(network, OwnNetwork):
        return Export(network=network.name, own=network, **words)
    return Export(network=network, own=None, **words)


EXPORT = Verb(
    "export",
    "write the best model of each network as a bundle",
    _words,
    _request,
    export,
    description="Write, for each dataset and network, the model with the best validation accuracy to bundles/.",
    epilog="Exit codes: 0 all written or there already, 1 some could not be written, 2 usage, 130 interrupted.",
    interruption="Interrupted; no bundle is half written. To go on, give the same command again:",
)
