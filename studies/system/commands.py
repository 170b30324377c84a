"""Commands as a user gives them: in make's words where make was used, else `sweepbook VERB`.

>>> command("study", "lr", model="lenet", epochs=20)
'sweepbook study lr --model lenet --epochs 20'
"""

import os
import shlex
from collections.abc import Sequence

GIVEN = "SWEEPBOOK_COMMAND"  # make's own line, set by the Makefile for what it starts


def given(words: Sequence[str]) -> str:
    """The command that was given: make's, or `sweepbook` with these words."""
    return os.environ.get(GIVEN) or shlex.join(["sweepbook", *words])


def command(verb: str, *names: str, **options: object) -> str:
    """A command to advise.

    Args:
        names: what follows the verb, as the dimension follows `study`.
        options: by their names on the command line, with underscores; one that is None is left out.
    """
    said = {name: value for name, value in options.items() if value is not None}
    if os.environ.get(GIVEN):
        variables = [f"{name.upper()}={shlex.quote(str(value))}" for name, value in said.items()]
        return " ".join(["make", "-".join((verb, *names)), *variables])
    words = [word for name, value in said.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    return shlex.join(["sweepbook", verb, *names, *words])
