"""BASE (`--base`): the baseline of a command, parsed once.

Raises:
    UsageError: in every function here, a word that cannot be meant, with the value and the remedy.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypermodels import dimensions as table
from hypermodels.dimensions import BASELINE, Dimension, Value
from hypermodels.errors import InvalidValue, UsageError, shown

NAMED = ("best", "recipe")  # baselines whose values are found once network and data are known


@dataclass(frozen=True)
class GivenBase:
    """A baseline as it was given: a word of `NAMED`, or values by dimension."""

    text: str
    named: str | None
    values: Mapping[str, Value]


def base(text: str, find: Callable[[str], Dimension] = table.find) -> GivenBase:
    """`optimizer=momentum learning_rate=0.03`, or a word of `NAMED`; `find` knows the network's dimensions."""
    words = text.split()
    if words in ([name] for name in NAMED):
        return GivenBase(text, words[0], {})
    if not words or not all("=" in word for word in words):
        raise InvalidValue(
            f"base={shown(text)} is no baseline: give {' or '.join(NAMED)}, or values, such as "
            'base="optimizer=momentum learning_rate=0.03".'
        )
    found: dict[str, Value] = {}
    for word in words:
        name, _, value = word.partition("=")
        if "," in value and "=" in value:
            blanks = text.replace(",", " ")
            raise InvalidValue(f'base={shown(text)}: values are separated by blanks, not commas: give base="{blanks}".')
        of = find(name)
        if of.name in found:
            raise InvalidValue(f"base={shown(text)} names {of.name} twice; name each once.")
        found[of.name] = of.parse(value)
    return GivenBase(text, None, found)


def epochs(typed: int | None, given: GivenBase | None) -> int:
    """The epochs of a command: those that were typed, else the baseline's, else the table's."""
    said = given.values.get("epochs") if given else None
    if typed is not None and said not in (None, typed):
        raise UsageError(f"base says epochs={said}, and epochs={typed} was given too: give one of them.")
    return int(typed or said or BASELINE["epochs"])
