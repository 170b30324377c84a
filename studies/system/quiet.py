"""TensorFlow and its C++ libraries write to the error stream while they load, whatever they are told."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_turn = threading.Lock()
_blocks = 0  # that are open in all threads: the descriptor is the process's
_kept = -1


@contextmanager
def quiet(into: Path | None = None) -> Iterator[None]:
    """Nobody reads the error stream in the block.

    Args:
        into: the file that takes what is written, also by processes that are started meanwhile; without one, and where
            it cannot be opened, it goes nowhere.
    """
    _enter(into)
    try:
        yield
    finally:
        _leave()


def stay_as_it_is() -> None:
    """From now on this process' error stream goes where it goes, a log: no block takes it away."""
    global _blocks
    with _turn:
        _blocks += 1  # as in a block that does not end


def _enter(into: Path | None) -> None:
    global _blocks, _kept
    with _turn:
        if _blocks == 0:
            _kept = os.dup(2)
            taker = _taker(into)
            os.dup2(taker, 2)
            os.close(taker)
        _blocks += 1


def opened(log: Path) -> int:
    """A log, made if need be as any other file of its user's, to write behind what it holds; no link is followed."""
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o666)


def _taker(into: Path | None) -> int:
    if into is not None:
        with suppress(OSError):
            return opened(into)
    return os.open(os.devnull, os.O_WRONLY)


def _leave() -> None:
    global _blocks
    with _turn:
        _blocks -= 1
        if _blocks == 0:
            os.dup2(_kept, 2)
            os.close(_kept)
