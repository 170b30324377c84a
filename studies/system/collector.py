"""Python's garbage collector, while what a process keeps for good is loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """What is loaded meanwhile stays: neither now nor later, here or in a fork, is it looked through for garbage."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
