"""What kinds of word there are: a number, a whole number in a range, one of a few names, several words in one.

Raises:
    UsageError: in every function here, a word that is none, with the value and the remedy.
"""

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

from hypermodels.errors import InvalidValue, shown

T = TypeVar("T")

EXAMPLES = {"samples": "2000, or all", "port": 6006, "workers": "2, or auto", "threads": "2, or auto"}


def one_of(name: str, text: str, known: tuple[str, ...], *also: str) -> str:
    """The word `text` of those that an option takes."""
    if text not in known:
        raise InvalidValue(f"Unknown {name} {shown(text)}; choose from {', '.join((*also, *known))}.")
    return text


def number(name: str, text: str, example: float = 1.0) -> float:
    """A finite number."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InvalidValue(f"{name}={shown(text)} is not a number; try {name}={example}.")
    return value


def whole_number(name: str, text: str, low: int, high: int) -> int:
    try:
        found = int(text)
    except ValueError:
        raise InvalidValue(f"{name}={shown(text)} is not a whole number; try {name}={EXAMPLES.get(name, 3)}.") from None
    if not low <= found <= high:
        raise InvalidValue(f"{name}={shown(text)} is out of range: it must lie between {low} and {high}.")
    return found


def several(
    name: str, text: str, one: str, example: str, read: Callable[[str], T], closed: bool = False
) -> tuple[T, ...]:
    """What `a,b` means, each word by `read`: none of them empty, none twice.

    Args:
        one: what each is called.
        closed: whether a comma may stand after the last one, as in `7,`.
    """
    parts = [part.strip() for part in text.split(",")]
    if closed and len(parts) > 1 and not parts[-1]:
        parts.pop()
    if not all(parts):
        raise InvalidValue(
            f"{name}={shown(text)} has an empty {one}: give each, separated by commas, such as {example}."
        )
    return once(name, text, one, map(read, parts))


def once(name: str, text: str, one: str, meant: Iterable[T]) -> tuple[T, ...]:
    """What the words of `text` mean, none of it twice."""
    found = tuple(meant)
    if len(set(found)) < len(found):
        raise InvalidValue(f"{name}={shown(text)} names a {one} twice; name each once.")
    return found
