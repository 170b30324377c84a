"""A process that is killed while it stores something, here by an exception."""

import itertools
import pkgutil
from collections.abc import Callable

import pytest


class Killed(Exception):
    pass


def kill_at(patched: pytest.MonkeyPatch, at: int, *places: str) -> None:
    """The call number `at` of these ends the process.

    Args:
        places: functions that store something, such as `studies.store.checkpoint.write`.
    """
    count = itertools.count()

    def ended(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            if next(count) == at:
                raise Killed
            return real(*given)

        return call

    for place in places:
        patched.setattr(place, ended(pkgutil.resolve_name(place)))
