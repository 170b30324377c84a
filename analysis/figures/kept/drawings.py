"""The figures of a page, as an earlier report drew them where what they show is the same, else drawn anew."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from analysis.figures import svg
from analysis.figures.kept import digests
from studies.system.files import read_json, read_regular, write_json

NAME = ".drawn"  # beside the page: by folder of figures and figure, what it is drawn from, and its file's digest
MOST_BYTES = 64 << 20  # of a figure, and of what is remembered
_once: dict[str, str] | None = None  # by digest: what this process drew, since it was asked to draw it once


def draw_once() -> None:
    """From now on this process draws no figure again that it has drawn: for a report that is rehearsed."""
    global _once
    _once = {}


def drawn(draw: Callable[[], Figure], name: str) -> str:
    """A figure that no earlier report is asked for, as one SVG element (`svg.to_svg`)."""
    return _drawn(draw, name, digests.of(draw, name) if _once is not None else None)


def _drawn(draw: Callable[[], Figure], name: str, drawn_from: str | None) -> str:
    if _once is None or drawn_from is None:
        return svg.to_svg(draw, name)
    if drawn_from not in _once:
        _once[drawn_from] = svg.to_svg(draw, name)
    return _once[drawn_from]


class Drawings:
    """Those in one folder of figures. The files themselves are what is kept: one that was changed is drawn anew."""

    def __init__(self, figures: Path) -> None:
        self._figures = figures
        self._before = _read(figures.parent).get(figures.name)
        self._now: dict[str, list[str]] = {}

    def svg(self, draw: Callable[[], Figure], name: str) -> str:
        """The figure of this name as one SVG element (`svg.to_svg`)."""
        drawn_from = digests.of(draw, name)
        made = None if drawn_from is None else self._kept(name, drawn_from)
        if made is None:
            made = _drawn(draw, name, drawn_from)
        if drawn_from is not None:
            self._now[name] = [drawn_from, _digest(made.encode())]
        return made

    def _kept(self, name: str, drawn_from: str) -> str | None:
        known = self._before.get(name) if isinstance(self._before, dict) else None
        try:
            content = read_regular(self._figures / f"{name}.svg", MOST_BYTES)
        except OSError:
            return None
        return content.decode() if known == [drawn_from, _digest(content)] else None

    def remember(self) -> None:
        """Say for the next report what the files, which are written by now, were drawn from; where that is known."""
        if not digests.code_is_loaded():
            return
        folder = self._figures.parent
        write_json(folder / NAME, {**_read(folder), self._figures.name: self._now})


def _read(folder: Path) -> dict[str, Any]:
    """What an earlier report remembered; nothing where there is none, or where it was damaged."""
    try:
        found = read_json(folder / NAME, MOST_BYTES)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
