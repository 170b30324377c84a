"""The form of a stored record: what type each field has. A record that does not fit is damaged, or somebody else's."""

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]
Form = Mapping[str, Check]
MOST = 2**53  # of a count: the largest whole number that every reader of JSON keeps


def misfit(data: Any, form: Form) -> str | None:
    """The first field that is not of its type; None where all are. A field that the form does not know may be anything.

    >>> misfit({"seed": "three"}, {"seed": count})
    "seed='three'"
    """
    if not isinstance(data, dict):
        return f"it is a {type(data).__name__}"
    for name, check in form.items():
        if not check(data.get(name)):
            return f"{name}={str(data.get(name))[:40]!r}" if name in data else f"no {name}"
    return None


def fits(form: Form) -> Check:
    return lambda value: misfit(value, form) is None


def count(value: Any) -> bool:
    return type(value) is int and 0 <= value < MOST


def number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < 1e300  # neither NaN nor infinite


def text(value: Any) -> bool:
    return isinstance(value, str)


def word_or_number(value: Any) -> bool:
    return text(value) or number(value)


def anything(value: Any) -> bool:  # noqa: ARG001
    return True


def optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def mapping(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def sequence(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))
