"""`sweepbook VERB`: the one door. Finds the verb, has its words parsed, and ends in a sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from hypermodels.errors import UsageError
from studies.system import commands, exits
from sweepbook import __version__
from sweepbook.cli import classify, clean, export, look, new_network, report, samples, train
from sweepbook.cli.exchange import audit, records
from sweepbook.cli.parser import Parser, Verb, word
from sweepbook.cli.watch.verb import WATCH

VERBS: dict[str, Verb[Any]] = {
    verb.name: verb
    for verb in (
        train.STUDY,
        train.CHAPTER,
        train.TUNE,
        train.FINALE,
        train.FIND_LR,
        new_network.NEW_NETWORK,
        look.LIST,
        look.STATUS,
        look.TENSORBOARD,
        report.REPORT,
        WATCH,
        export.EXPORT,
        samples.SAMPLES,
        records.PUBLISH,
        records.IMPORT,
        audit.AUDIT,
        classify.CLASSIFY,
        classify.GUI,
        clean.CLEAN,
        clean.CLEAN_STUDY,
    )
}


def program(arguments: Sequence[str] | None = None) -> NoReturn:
    """Be the program `sweepbook`, with these words or its own."""
    exits.process(lambda: main(arguments))


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command.

    Args:
        arguments: the verb and its words; this process' own without it.

    Returns:
        The exit code: 0 done, 1 error, 2 a word or a file of the user is wrong, 3 some runs failed, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    verb = VERBS.get(given[0]) if given else None
    interruption = verb.interruption if verb else exits.INTERRUPTION
    return exits.ending(lambda: _carry_out(given), commands.given(given), interruption)


def _carry_out(given: Sequence[str]) -> int:
    verb = find(given)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # that there is no GPU is no error
    return verb.run(request(verb, given))


def find(given: Sequence[str]) -> Verb[Any]:
    """The verb that a command begins with.

    Raises:
        UsageError: it begins with none.
    """
    return top().words(given[:1])["verb"]  # type: ignore[return-value]


def request(verb: Verb[Any], given: Sequence[str]) -> Any:
    """What a command asks for, as the verb's own frozen request.

    Raises:
        UsageError: a word is unknown, missing or refused.
    """
    return verb.request(command=commands.given(given), **verb.parser().words(given[1:]))


def top() -> Parser:
    """What parses the first word of a command."""
    lines = "\n".join(f"  {verb.name:<12} {verb.help}" for verb in VERBS.values())
    made = Parser(
        prog="sweepbook",
        usage="sweepbook VERB [WORD ...]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Sweep a hyperparameter of a classic CNN, with seeds, and go on where it stopped.\n\n" + lines,
        epilog="`sweepbook VERB --help` shows the words of a verb.\n"
        "Exit codes: 0 all done, 1 error, 2 usage, 3 some runs failed, 130 interrupted.",
    )
    made.add_argument("verb", metavar="VERB", type=word(_verb), help=argparse.SUPPRESS)
    made.add_argument("--version", action="version", version=f"sweepbook {__version__}")
    return made


def _verb(text: str) -> Verb[Any]:
    if text not in VERBS:
        raise UsageError(f"Unknown command {text}; choose from {', '.join(VERBS)}.")
    return VERBS[text]
