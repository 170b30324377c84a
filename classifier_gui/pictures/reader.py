"""Reads pictures in a process of its own: a damaged or hostile one may crash it, and a slow one can be given up."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from analysis.bundles.child import Child, Died, Late
from classifier_gui.pictures.opened import Opened, Small, open_path, small, thumbnail
from hypermodels import SIDE
from studies.data.pictures import UnreadablePicture

T = TypeVar("T")
MEMORY = 1 << 30  # bytes; a picture is to take less than half of it
PATIENCE = 60  # seconds for one picture
SHORT = 5  # seconds for one of many small ones


class Reader:
    """Safe to use from several threads; one picture at a time."""

    def __init__(self) -> None:
        self._child = Child(MEMORY)

    def open_path(
        self, path: Path, true_class: str = "", siblings: tuple[Path, ...] = (), sides: tuple[int, ...] = (SIDE,)
    ) -> Opened:
        """As `opened.open_path`. Raises UnreadablePicture, also where it crashes, takes too long or was given up."""
        return self._ask(path, open_path, path, true_class, siblings, sides)

    def small(self, source: Path | bytes, name: str, fit: str, sides: tuple[int, ...]) -> Small:
        """As `opened.small`. Raises as `open_path`."""
        return self._ask(name, small, source, name, fit, sides)

    def thumbnail(self, source: Path | bytes, name: str) -> np.ndarray:
        """As `opened.thumbnail`. Raises as `open_path`."""
        return self._ask(name, thumbnail, source, name, seconds=SHORT)

    def _ask(self, name: Path | str, function: Callable[..., T], *arguments: Any, seconds: int = PATIENCE) -> T:
        try:
            return self._child.ask(function, *arguments, seconds=seconds)
        except Late as late:
            raise UnreadablePicture(
                "{name} takes longer than {seconds} seconds to read: save it anew.", name=name, seconds=seconds
            ) from late
        except Died as died:
            raise UnreadablePicture("{name} is damaged: copy or download it again.", name=name) from died

    def prepare(self) -> None:
        """Start the process, before it is needed."""
        self._child.prepare()

    def give_up(self) -> None:
        """Stop reading what is being read; the next picture is read as ever."""
        self._child.give_up()

    def stop(self) -> None:
        self._child.stop()


@functools.cache
def common() -> Reader:
    """The one that most of a program shares."""
    return Reader()
