"""`sweepbook VERB`: the one door. Finds the verb, has its words parsed, and ends in a sentence and an exit code.

`sweepbook study lr ... then export ... then report ...` is three commands in one line. All words are parsed before the
first is carried out, so a file that a later one names must be there already; what the next one needs is loaded
meanwhile.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NoReturn

from hypermodels.errors import UsageError, shown
from studies.system import commands, exits
from sweepbook import __version__
from sweepbook.ahead import Ahead
from sweepbook.cli import classify, clean, export, look, new_network, report, samples, train
from sweepbook.cli.exchange import audit, records
from sweepbook.cli.parser import Parser, Unrecognized, Verb, word
from sweepbook.cli.requests import Request
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

THEN = "then"  # between two commands of one line


def program(arguments: Sequence[str] | None = None) -> NoReturn:
    """Be the program `sweepbook`, with these words or its own."""
    exits.process(lambda: main(arguments))


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command, or those of a line one after the other, while they end well.

    Args:
        arguments: the verb and its words; this process' own without it.

    Returns:
        The exit code: 0 done, 1 error, 2 a word or a file of the user is wrong, 3 some runs failed, 130 interrupted.
        Of several commands the first that is not 0.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    line = chain(given)
    if len(line) == 1:
        return _ended(given, given)
    code = exits.ending(lambda: _checked(line), commands.given(given))
    if code != exits.DONE:
        return code
    with contextlib.ExitStack() as stack:
        works: list[Callable[[], int]] = [partial(_ended, words, given) for words in line]
        for place, words in enumerate(line[1:], start=1):
            verb = VERBS[words[0]]
            if verb.ahead:
                ahead = Ahead(verb.ahead, works[place], _rehearsal(verb, words))
                stack.callback(ahead.stop)
                works[place] = partial(exits.ending, ahead.run, commands.given(given), verb.interruption)
                if line[place - 1][0] == export.EXPORT.name:  # it changes no run
                    works[place - 1] = partial(ahead.beside, works[place - 1])
        for work in works:
            ended = work()
            code = code or ended
            if ended not in (exits.DONE, exits.SOME_FAILED):
                break
    return code


def _rehearsal(verb: Verb[Any], words: Sequence[str]) -> Callable[[], None] | None:
    return partial(verb.rehearse, request(verb, words)) if verb.rehearse else None


def chain(given: Sequence[str]) -> list[list[str]]:
    """The commands of a line, each with its words: they are apart where `then` stands before a verb."""
    cuts = [place for place, (one, next_) in enumerate(pairwise(given)) if place and one == THEN and next_ in VERBS]
    starts, ends = [0, *(place + 1 for place in cuts)], [*cuts, len(given)]
    return [list(given[start:end]) for start, end in zip(starts, ends, strict=True)]


def _checked(line: Sequence[Sequence[str]]) -> int:
    """
    Raises:
        UsageError: a word of one of the commands is unknown, missing or refused.
    """
    for words in line:
        request(find(words), words)
    return exits.DONE


def _ended(words: Sequence[str], given: Sequence[str]) -> int:
    """The exit code of one command of the line that was `given`."""
    verb = VERBS.get(words[0]) if words else None
    interruption = verb.interruption if verb else exits.INTERRUPTION
    return exits.ending(lambda: _carry_out(words), commands.given(given), interruption)


def _carry_out(given: Sequence[str]) -> int:
    verb = find(given)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # that there is no GPU is no error
    wanted = request(verb, given)
    if not isinstance(wanted, Request):  # nothing is stored
        return verb.run(wanted)
    from studies.store.home import Home

    with Home(wanted.root).unless_refused():
        return verb.run(wanted)


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
    try:
        words = verb.parser().words(given[1:])
    except Unrecognized as unrecognized:
        raise _after_then(unrecognized.words) or unrecognized from None
    return verb.request(command=commands.given(given), **words)


def _after_then(left: Sequence[str]) -> UsageError | None:
    """What is wrong where the first word that a verb does not take is `then`, so that no verb follows."""
    if left[0] != THEN:
        return None
    if len(left) == 1:
        return UsageError(f"Nothing follows `{THEN}`: give a command, or leave it out.")
    return UsageError(f"Unknown command {shown(left[1])} after {THEN}; choose from {', '.join(VERBS)}.")


def top() -> Parser:
    """What parses the first word of a command."""
    lines = "\n".join(f"  {verb.name:<12} {verb.help}" for verb in VERBS.values())
    made = Parser(
        prog="sweepbook",
        usage="sweepbook VERB [WORD ...]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Sweep a hyperparameter of a classic CNN, with seeds, and go on where it stopped.\n\n" + lines,
        epilog="`sweepbook VERB --help` shows the words of a verb.\n"
        "`sweepbook study lr --model lenet then export then report` is three commands in one line;\n"
        "a file that a later one names must be there before the first begins.\n"
        "Exit codes: 0 all done, 1 error, 2 usage, 3 some runs failed, 130 interrupted.",
    )
    made.add_argument("verb", metavar="VERB", type=word(_verb), help=argparse.SUPPRESS)
    made.add_argument("--version", action="version", version=f"sweepbook {__version__}")
    return made


def _verb(text: str) -> Verb[Any]:
    if text not in VERBS:
        raise UsageError(f"Unknown command {shown(text)}; choose from {', '.join(VERBS)}.")
    return VERBS[text]
