"""Write the best model of each network as a bundle."""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hypermodels import NETWORKS
from studies.system import exits, files, trouble
from studies.system.errors import UsageError

if TYPE_CHECKING:
    from analysis.bundles.writing import Bundling

INTERRUPTION = "Interrupted; no bundle is half written. To go on, give the same command again:"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m sweepbook.cli.export",
        description="Write, for each dataset and network, the model with the best validation accuracy to bundles/.",
        epilog="Exit codes: 0 all written or there already, 1 some could not be written, 2 usage, 130 interrupted.",
    )
    known = ", ".join(NETWORKS)
    made.add_argument("--model", type=str.lower, metavar="NETWORK", help=f"one of {known}; all without it")
    made.add_argument("--dataset", help="the name or the folder of a studied dataset; all without it")
    made.add_argument("--validation", metavar="SHARE", help="of the dataset's studies, as they were given it")
    made.add_argument("--if-any", action="store_true", help="nothing to export is no error (after a study)")
    made.add_argument("--root", type=Path, default=Path(), help="the folder that holds tuner_dirs (default: here)")
    return made


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    return exits.ending(lambda: _export(options), exits.again("sweepbook.cli.export", arguments), INTERRUPTION)


def _export(options: argparse.Namespace) -> int:
    from analysis.bundles import pictures_of, writing  # NumPy takes a moment; --help must not wait for it
    from studies.store import best
    from studies.store.home import Home
    from studies.store.runs import Store

    if options.model not in (None, *NETWORKS):
        raise UsageError(f"Unknown network {options.model}; choose from {', '.join(NETWORKS)}.")
    home = Home(options.root)
    name = None if options.dataset is None else pictures_of.studied(home, options.dataset, options.validation)
    refused: list[str] = []
    found = {} if options.dataset and name is None else best.candidates(home, options.model, name, refused)
    choices = [choice for group in found.values() if (choice := best.choose(group, Store(home.runs)))]
    if not choices and not options.if_any:
        raise UsageError(_nothing(options, bool(found)))
    code = max((_one(writing.Bundling(home, choice)) for choice in choices), default=exits.DONE)
    return exits.refused(refused, code)


def _one(bundling: "Bundling") -> int:
    """Write one bundle, unless it is there already, and say so in a line."""
    try:
        if bundling.there():
            files.clear_lock(bundling.home.tuner_dirs)
        else:
            with _status(bundling.place) as say:
                bundling.write(say)
    except Exception as cause:  # one network's trouble is not the others'
        print(f"error: {bundling.place} was not written: {_said(cause)}.", file=sys.stderr)
        return exits.ERROR
    print(bundling.line(), flush=True)
    return exits.DONE


@contextmanager
def _status(place: str) -> Iterator[Callable[[str], None]]:
    """What is being done, on a terminal; a log gets the line at the end only."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status(place) as status:
        yield lambda step: status.update(f"{place}: {step}")


def _nothing(options: argparse.Namespace, trained: bool) -> str:
    words = "".join(f" {word} {value}" for word, value in (("of", options.model), ("on", options.dataset)) if value)
    where = f" DATASET={shlex.quote(options.dataset)}" if options.dataset else ""
    command = f"make study-lr MODEL={options.model or 'lenet'}{where}"
    if trained:
        return f"No weights{words} are left, only histories. More epochs bring them back: `{command} EPOCHS=20`."
    return f"No run{words} has finished: there is nothing to export. Train some, for example by `{command}`."


def _said(cause: Exception) -> str:
    from analysis.bundles.verification import Unfaithful

    if isinstance(cause, OSError):
        return trouble.sentence(cause).rstrip(".")
    text = " ".join(str(cause).split()).rstrip(".")
    return text if isinstance(cause, UsageError | Unfaithful) else f"{type(cause).__name__}: {text}"


if __name__ == "__main__":
    exits.process(main)
