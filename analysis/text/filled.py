"""A template with its numbers in their places, and words that agree with them."""

import string
from collections.abc import Mapping
from typing import Any


class _Agreeing(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


def filled(template: str, values: Mapping[str, Any]) -> str:
    """`"{n} {n:run|runs}"` is `1 run` or `3 runs`; all else as `str.format` does it.

    Raises:
        KeyError: the template names a value that is not there.
    """
    return _Agreeing().vformat(template, (), values)
