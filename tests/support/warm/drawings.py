"""Figures that stay drawn from one test to the next, most pages showing the same small store; and sketches of them."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from matplotlib.figure import Figure

from analysis.figures import svg
from analysis.figures.kept import digests
from analysis.findings import explorations
from benchmarks.support.sketch import sketch


@contextmanager
def few_readings() -> Iterator[None]:
    """Inside the block a page offers one reading of each kind besides its own, and not up to thirty-six."""
    with pytest.MonkeyPatch.context() as patched:
        for most in ("MOST_EPOCHS", "MOST_SEEDS", "MOST_ALONE"):
            patched.setattr(explorations, most, 1)
        yield


@contextmanager
def sketches() -> Iterator[None]:
    """No figure is drawn inside the block, and there are `few_readings`: for what stands around them."""
    with few_readings(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(svg, "to_svg", sketch)
        yield


def kept(to_svg: Callable[[Callable[[], Figure], str], str]) -> Callable[[Callable[[], Figure], str], str]:
    """`to_svg`, which draws a figure once in this process; one that rests on what has no digest, each time."""
    drawn: dict[str, str] = {}

    @functools.wraps(to_svg)
    def drawn_once(draw: Callable[[], Figure], name: str) -> str:
        digest = digests.of(draw, name)
        if digest is None:
            return to_svg(draw, name)
        if digest not in drawn:
            drawn[digest] = to_svg(draw, name)
        return drawn[digest]

    return drawn_once
