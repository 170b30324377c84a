"""TensorFlow and its C++ libraries write to the error stream while they load, whatever they are told."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_turn = threading.Lock()
_blocks = 0  # that are open in all threads: the descriptor is the process's
_kept = -1


@contextmanager
def quiet() -> Iterator[None]:
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _blocks, _kept
    with _turn:
        if _blocks == 0:
            _kept = os.dup(2)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)
        _blocks += 1


def _leave() -> None:
    global _blocks
    with _turn:
        _blocks -= 1
        if _blocks == 0:
            os.dup2(_kept, 2)
            os.close(_kept)
