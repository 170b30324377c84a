"""Figures that stay drawn from one test to the next: most pages of the tests show the same small store."""

import functools
from collections.abc import Callable

from matplotlib.figure import Figure

from analysis.figures.kept import digests


def kept(to_svg: Callable[[Callable[[], Figure], str], str]) -> Callable[[Callable[[], Figure], str], str]:
    """`to_svg`, which draws a figure once in this process; one that rests on what has no digest, each time."""
    drawn: dict[str, str] = {}

    @functools.wraps(to_svg)
    def svg(draw: Callable[[], Figure], name: str) -> str:
        digest = digests.of(draw, name)
        if digest is None:
            return to_svg(draw, name)
        if digest not in drawn:
            drawn[digest] = to_svg(draw, name)
        return drawn[digest]

    return svg
