"""What a figure will be, before it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True)
class FigureSpec:
    """A figure to be: `alt` says in words what it shows, for those who cannot see it."""

    name: str
    caption: str
    alt: str
    draw: Callable[[], Figure]
    wide: bool = False
