"""Reports whose figures are sketches, for tests of what stands around them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from analysis.figures import svg
from benchmarks.support.sketch import sketch


@contextmanager
def sketches() -> Iterator[None]:
    """No figure is drawn inside the block."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(svg, "to_svg", sketch)
        yield
