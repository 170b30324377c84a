"""The words of a command, each parsed into a value once."""

import re
from collections.abc import Sequence

from hypermodels.dimensions import Dimension, InvalidValue, Value, find, number
from studies.system.errors import UsageError


def budget(text: str) -> float:
    """`2h`, `90m`, `1h30m` or `45s`, in seconds.

    Raises:
        InvalidValue: none of these.
    """
    found = re.fullmatch(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?", text.strip())
    if not text.strip() or found is None:
        raise InvalidValue(f"budget={text} is not a time; write 2h, 90m, 1h30m or 45s.")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


MOST_SEEDS = 10_000


def seeds(text: str) -> tuple[int, ...]:
    """`3` means seeds 0, 1, 2; `0,1,7` means these, and `7,` this one.

    Raises:
        InvalidValue: not whole numbers from 0 on, or one twice.
    """
    numbers = [whole_number("seeds", part, 0, 2**31 - 1) for part in text.removesuffix(",").split(",")]
    if "," not in text:
        return tuple(range(whole_number("seeds", text, 1, MOST_SEEDS)))
    if len(set(numbers)) < len(numbers):
        raise InvalidValue(f"seeds={text} names a seed twice; name each once.")
    return tuple(numbers)


def values(dimension: Dimension, text: str | None) -> tuple[Value, ...] | None:
    """`0.1,0.01` as values of the dimension; None where none are given."""
    return None if text is None else tuple(dimension.parse(part.strip()) for part in text.split(","))


def whole_number(name: str, text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise InvalidValue(f"{name}={text} is not a whole number; try {name}={max(low, 3)}.") from None
    if not low <= number <= high:
        raise InvalidValue(f"{name}={text} is out of range: it must lie between {low} and {high}.")
    return number


def gibibytes(text: str) -> float:
    size = number("keep", text)
    if size < 0:
        raise InvalidValue(f"keep={text} is out of range: give the GiB that checkpoints may take, 0 or more.")
    return size


def samples(text: str) -> int | None:
    return None if text == "all" else whole_number("samples", text, 1, 10**9)


def dimensions(text: str | None, all_of: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """`learning_rate,l2` as dimensions; all of them where none are given."""
    if text is None:
        return tuple(all_of)
    chosen = tuple(find(word.strip()) for word in text.split(","))
    if len(set(chosen)) < len(chosen):
        raise UsageError(f"dimensions={text} names a dimension twice; name each once.")
    return chosen
