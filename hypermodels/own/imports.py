"""What a user's network may import: the standard library and what is installed, with `hypermodels`.

A run's identity holds the text of the network's file alone. A neighbour's, or that of a module on PYTHONPATH, could be
edited without a trace: such an import is refused.
"""

import functools
import site
import sys
import sysconfig
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path

OURS = "hypermodels"  # which an identity covers by the network as it is built
INSTALLED = ("stdlib", "platstdlib", "purelib", "platlib")  # folders of an environment, as sysconfig names them


def outside(module: str, beside: Path) -> str | None:
    """Where a module that is not installed lies; None where it is, or is nowhere. It is found and not run.

    Args:
        module: its name in an import; what it is part of decides.
        beside: the folder of the file that imports it.
    """
    top = module.partition(".")[0]
    if top == OURS or top in sys.stdlib_module_names:
        return None
    found = PathFinder.find_spec(top, [*sys.path, str(beside)])
    if found is None:
        return None
    places = list(found.submodule_search_locations or ()) or [found.origin or ""]
    return next((place for place in places if not _installed(place)), None)


def loaded_outside(names: Iterable[str]) -> tuple[str, str] | None:
    """The first of the loaded modules that is not installed, and its file; None where all are."""
    for name in sorted(names):
        file = getattr(sys.modules.get(name), "__file__", None)
        if name.partition(".")[0] != OURS and file and not _installed(file):
            return name, str(file)
    return None


def _installed(place: str) -> bool:
    return any(Path(place).resolve().is_relative_to(folder) for folder in _environment())


@functools.cache
def _environment() -> frozenset[Path]:
    """The folders of what is installed."""
    found = [*(sysconfig.get_path(name) for name in INSTALLED), *site.getsitepackages()]
    return frozenset(Path(folder).resolve() for folder in (*found, site.getusersitepackages()))
