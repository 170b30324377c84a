"""What a figure is drawn from, as a digest: the function that draws, and all that it was given."""

import functools
import hashlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from types import CodeType, FunctionType

import numpy as np
import pandas as pd

import analysis
import hypermodels
import studies

DRAWN_BY = ("matplotlib", "seaborn", "numpy", "pandas")
FOLDERS = tuple(Path(str(package.__file__)).parent for package in (analysis, studies, hypermodels))
PLAIN = (str, int, float, complex, bytes, type(None))  # what `repr` says in full


class Unknown(Exception):
    """Something of a type that has no digest here, so that the figure is drawn each time."""


def of(draw: Callable[..., object], name: str) -> str | None:
    """The digest of a drawing of this name; None where it rests on something that cannot be told.

    Args:
        draw: a function without arguments: a `partial`, or one that holds in its closure what it draws.
    """
    digest = hashlib.sha256(f"{name}\n{_code()}".encode())
    try:
        for part in _parts(draw):
            digest.update(len(part).to_bytes(8, "big") + part)
    except Unknown:
        return None
    return digest.hexdigest()


@functools.cache
def _code() -> str:
    """The versions of what draws, and the text of all modules that may have a part in it."""
    texts = b"".join(path.read_bytes() for path in _sources())
    return " ".join([sys.version, *map(version, DRAWN_BY), hashlib.sha256(texts).hexdigest()])


def code_is_loaded() -> bool:
    """Whether the code on disk is what this process loaded, so that a digest tells what it drew with.

    A process loads at its start and may draw hours later. What was written meanwhile has a later change time (`ctime`,
    which a copy that keeps its times, or an unpacked archive, cannot set back).
    """
    packages = [str(spec.origin) for name in DRAWN_BY if (spec := importlib.util.find_spec(name)) is not None]
    try:
        return all(path.stat().st_ctime <= studies.STARTED for path in [*_sources(), *map(Path, packages)])
    except OSError:
        return False  # one went away just now


def _sources() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]


def _parts(held: object) -> Iterator[bytes]:
    """Everything that is `held`, in a fixed order, each part with its type."""
    yield type(held).__name__.encode()
    if isinstance(held, PLAIN):
        yield repr(held).encode()
    elif isinstance(held, np.generic | np.ndarray):
        yield from _of_array(np.asarray(held))
    elif isinstance(held, pd.DataFrame):
        yield from _all([held.index, list(held.columns), *(held.iloc[:, place] for place in range(held.shape[1]))])
    elif isinstance(held, pd.Series | pd.Index):
        yield from _all([held.name, str(held.dtype), *getattr(held.dtype, "categories", ())])
        whole = isinstance(held.dtype, np.dtype) and not held.dtype.hasobject
        yield from _of_array(held.to_numpy()) if whole else _all(held.tolist())
    elif isinstance(held, dict):
        yield from _all(part for pair in held.items() for part in pair)
    elif isinstance(held, list | tuple):
        yield from _all(held)
    elif isinstance(held, functools.partial):
        yield from _all([held.func, held.args, held.keywords])
    elif isinstance(held, FunctionType):
        yield from _of_function(held)
    else:
        raise Unknown


def _all(many: Iterable[object]) -> Iterator[bytes]:
    listed = list(many)
    yield str(len(listed)).encode()
    for one in listed:
        yield from _parts(one)


def _of_array(array: "np.ndarray") -> Iterator[bytes]:
    if array.dtype.hasobject:
        raise Unknown
    yield repr((array.dtype, array.shape)).encode()
    yield np.ascontiguousarray(array).tobytes()


def _of_function(function: FunctionType) -> Iterator[bytes]:
    yield f"{function.__module__}.{function.__qualname__}".encode()
    yield from _of_code(function.__code__)
    yield from _all([function.__defaults__, function.__kwdefaults__])
    yield from _all(cell.cell_contents for cell in function.__closure__ or ())


def _of_code(code: CodeType) -> Iterator[bytes]:
    yield code.co_code
    yield repr((code.co_names, [one for one in code.co_consts if not isinstance(one, CodeType)])).encode()
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _of_code(one)
