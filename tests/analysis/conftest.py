"""What tests of figures and pages share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@pytest.fixture
def drawn(drawn_anew: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001
    """The names of the figures that are drawn."""
    from analysis.figures import svg

    names: list[str] = []
    to_svg = svg.to_svg

    def noted(draw: "Callable[[], Figure]", name: str) -> str:
        names.append(name)
        return to_svg(draw, name)

    monkeypatch.setattr(svg, "to_svg", noted)
    return names
