"""From the words of a verb to its request: argparse splits them, `options` parses them, a mistake is one sentence."""

import argparse
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

from hypermodels import NETWORKS
from hypermodels.errors import UsageError
from studies.data.dataset_ref import picture_side, validation_share
from studies.system import commands, exits
from sweepbook.cli import options

T = TypeVar("T")
R = TypeVar("R")


class Refused(Exception):
    """Carries a user's mistake through argparse, which would replace the sentence of a ValueError by its own."""


class Unrecognized(UsageError):
    """Words that a verb does not take."""

    def __init__(self, words: Sequence[str], program: str) -> None:
        super().__init__(f"Unrecognized arguments: {' '.join(words)}. See `{program} --help`.")
        self.words = words


OPTION = re.compile(r"--([a-z][a-z-]*)")


class WholeWords(argparse.HelpFormatter):
    """argparse's lines, broken between words alone: `weight-decay` and `--columns` can be copied."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_on_hyphens=False)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return textwrap.indent("\n".join(self._split_lines(text, width - len(indent))), indent)


class Parser(argparse.ArgumentParser):
    """argparse's parser, whose mistakes are a `UsageError` in one sentence instead of a usage block and an exit."""

    def error(self, message: str) -> NoReturn:
        see = f"`{self.prog} --help`"
        if commands.is_make():
            message = OPTION.sub(lambda option: option[1].upper().replace("-", "_"), message)
            see = "the variables in the README"
        raise UsageError(f"{message[0].upper()}{message[1:]}. See {see}.")

    def words(self, given: Sequence[str]) -> dict[str, object]:
        """The parsed words, by destination.

        Raises:
            Unrecognized: the verb does not take a word.
            UsageError: a word is missing or refused.
        """
        for before, text in pairwise(("", *given)):
            option, _, value = text.partition("=") if text.startswith("--") and "=" in text else (before, "", text)
            ends = value == "--" != text  # for argparse the end of all options, and here no value
            if option.startswith("--") and (ends or not value.strip()):  # as of a shell's variable that was not set
                raise UsageError(self._empty(option))
        try:
            found, left = self.parse_known_args(given)
        except Refused as refused:
            raise UsageError(str(refused)) from None
        if left:
            raise Unrecognized(left, self.prog)
        return vars(found)

    def _empty(self, option: str) -> str:
        action = self._option_string_actions.get(option)
        if action is not None and action.nargs == 0:
            return f"{option} takes no value, and an empty word stands after it: leave that word out."
        return f"{option} is empty: give a value, or leave it out."


def word(parse: Callable[[str], T]) -> Callable[[str], T]:
    """`parse` as argparse's `type=`, its sentences kept."""

    @wraps(parse)
    def parsed(text: str) -> T:
        try:
            return parse(text)
        except UsageError as wrong:
            raise Refused(wrong) from None

    return parsed


@dataclass(frozen=True)
class Verb(Generic[R]):
    """One verb: the words it takes, the request that they become, and what is done with it.

    Attributes:
        help: its line in `sweepbook --help`.
        declare: adds its words to a parser.
        request: makes the request of the parsed words and of `command`, the line that gives it again.
        run: does it; returns the exit code.
        interruption: what is said after Ctrl-C, before the line that gives it again.
        ahead: modules that a process of its own loads where it follows another verb in one line; without them it is
            done in that verb's process.
        rehearse: what that process does already while an export before it in the line is carried out.
    """

    name: str
    help: str
    declare: Callable[[Parser], None]
    request: Callable[..., R]
    run: Callable[[R], int]
    description: str = ""
    epilog: str = ""
    interruption: str = exits.INTERRUPTION
    ahead: tuple[str, ...] = ()
    rehearse: Callable[[R], None] | None = None

    def parser(self) -> Parser:
        described = self.description or f"{self.help[0].upper()}{self.help[1:]}."
        # No abbreviations: `tune --probe` would be taken for `--probes`, and a word to come for another.
        made = Parser(
            prog=f"sweepbook {self.name}",
            description=described,
            epilog=self.epilog,
            allow_abbrev=False,
            formatter_class=WholeWords,
        )
        self.declare(made)
        return made


def add_network(
    parser: Parser,
    about: str,
    required: bool = False,
    parse: Callable[[str], object] = options.network,
) -> None:
    """`--model`, with what it means for this verb."""
    known = f"{about}: {', '.join(NETWORKS)}"
    parser.add_argument("--model", required=required, dest="network", metavar="NETWORK", type=word(parse), help=known)


def add_split(parser: Parser, validation: str, size: str) -> None:
    """`--validation` and `--size`, which make another dataset of the same pictures: what each means here."""
    parser.add_argument("--validation", metavar="SHARE", type=word(validation_share), help=validation)
    parser.add_argument("--size", metavar="PIXELS", type=word(picture_side), help=size)


def add_root(parser: Parser) -> None:
    """The one word that every verb takes which reads or writes what is stored."""
    parser.add_argument(
        "--root",
        default=Path(),
        type=Path,
        help="the folder that holds tuner_dirs, and all that is written (default: here)",
    )
