"""A batch file of CIFAR-10 or CIFAR-100, which is a pickle, read without running what it may hold.

`pickle.load` calls whatever a pickle names. This reader knows the few names that NumPy's own pickles of an array use,
gives each a harmless stand-in, and refuses every other. The size and the number of steps are bounded.
"""

import pickle
import pickletools
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

MOST_BYTES = 64 << 20  # the official files have 31 MB
MOST_STEPS = 1_000_000  # the official files have some 30,000; each can cost memory
TYPES = {"u1": np.uint8, "i1": np.int8, "i2": np.int16, "i4": np.int32, "i8": np.int64}


class ForeignBatch(ValueError):
    """The file holds something else than a batch; the message says what."""


def read(path: Path, most: int = MOST_BYTES, known: bool = False) -> dict[str, Any]:
    """The dictionary in a file of at most `most` bytes; arrays as NumPy arrays of whole numbers.

    Args:
        known: whether its bytes are those of a file that takes few steps: to count them takes longer than to read it.

    Raises:
        ForeignBatch: no such pickle, or one that names something else.
    """
    size = path.stat().st_size
    if size > most:
        raise ForeignBatch(f"it has {size >> 20} MiB, and {most >> 20} is the limit")
    content = path.read_bytes()
    try:
        if not known:
            _check_steps(content)
        found = _Reader(BytesIO(content), encoding="bytes").load()
    except ForeignBatch:
        raise
    except Exception as cause:  # a foreign pickle fails in many ways
        raise ForeignBatch(f"{type(cause).__name__}: {cause}") from None
    if not isinstance(found, dict):
        raise ForeignBatch(f"it holds a {type(found).__name__}")
    return {_word(name): value.array() if isinstance(value, _Array) else value for name, value in found.items()}


def _check_steps(content: bytes) -> None:
    for step, (operation, argument, _) in enumerate(pickletools.genops(content)):
        if step > MOST_STEPS or ("PUT" in operation.name and int(argument or 0) > MOST_STEPS):
            raise ForeignBatch(f"it takes more than {MOST_STEPS:,} steps to read")


class _Type:
    """In place of numpy.dtype."""

    def __init__(self, code: str | bytes, *_: object) -> None:
        if _word(code) not in TYPES:
            raise ForeignBatch(f"it holds numbers of type {_word(code)[:20]}")
        self._code, self._order = _word(code), "|"

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self._order = _word(state[1])

    def numbers(self, content: bytes) -> np.ndarray:
        kind = np.dtype(TYPES[self._code])
        return np.frombuffer(content, kind.newbyteorder(">") if self._order == ">" else kind)


class _Array:
    """In place of numpy.ndarray."""

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        _, self._shape, self._type, self._by_columns, self._content = state

    def array(self) -> np.ndarray:
        numbers: np.ndarray = self._type.numbers(self._content)
        return numbers.reshape(self._shape, order="F" if self._by_columns else "C")


def _from_buffer(content: bytes, kind: _Type, shape: tuple[int, ...], order: str) -> _Array:
    made = _Array()
    made.__setstate__((1, shape, kind, order == "F", content))
    return made


def _encode(text: str, encoding: str = "latin1") -> bytes:
    """In place of _codecs.encode, which Python 2's pickles need for bytes."""
    if _word(encoding).replace("-", "") not in ("latin1", "iso88591"):
        raise ForeignBatch(f"it holds text in {_word(encoding)[:20]}")
    return text.encode("latin1")


NAMES: dict[str, Callable[..., Any]] = {
    "_reconstruct": lambda *_: _Array(),
    "_frombuffer": _from_buffer,
    "scalar": lambda kind, content: int(kind.numbers(content)[0]),
}
KNOWN: dict[tuple[str, str], Callable[..., Any]] = {
    ("numpy", "ndarray"): _Array,
    ("numpy", "dtype"): _Type,
    ("_codecs", "encode"): _encode,
    **{
        (f"numpy.{core}.{module}", name): stand_in
        for core in ("core", "_core")
        for module in ("multiarray", "numeric")
        for name, stand_in in NAMES.items()
    },
}


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        if (module, name) not in KNOWN:
            raise ForeignBatch(f"it would call {module}.{name}"[:200])
        return KNOWN[module, name]


def _word(text: object) -> str:
    return text.decode("latin1") if isinstance(text, bytes) else str(text)
