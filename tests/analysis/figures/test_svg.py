"""A figure's file says what Matplotlib drew, in fewer bytes."""

import io
import re
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.figures import svg
from tests.analysis.figures.lean.test_paths import points

SVG = "{http://www.w3.org/2000/svg}"


def drawing() -> Figure:
    figure = Figure(figsize=(4, 3))
    axes = figure.subplots()
    axes.plot([0, 1, 2, 3], [0.1, 0.345678, 0.2, 1 / 3], marker="o", label="M 0.123456 L")
    axes.fill_between([0, 3], [0.1, 0.2], [0.2, 0.4], alpha=0.2)
    axes.set_ylabel("accuracy < 1")
    axes.legend()
    return figure


def plain() -> str:
    """The drawing as Matplotlib writes it."""
    with svg._own_settings({"svg.hashsalt": "x"}):
        figure, out = drawing(), io.StringIO()
        FigureCanvasSVG(figure)
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def texts(text: str) -> list[tuple[str, int, int, float]]:
    """Each text, its place in hundredths, and by how much it is turned."""
    return sorted(
        (
            str(one.text),
            round(100 * float(one.get("x", ""))),
            round(100 * float(one.get("y", ""))),
            abs(float(re.sub(r"rotate\((\S+) .*", r"\1", one.get("transform", "0")))),
        )
        for one in ElementTree.fromstring(text).iter(f"{SVG}text")
    )


@pytest.mark.usefixtures("drawn_anew")
def test_a_figure_says_what_matplotlib_wrote() -> None:
    made = svg.to_svg(drawing, "x")
    assert texts(made) == texts(plain())
    assert "M 0.123456 L" in made, "what stands between tags stays as it is"


@pytest.mark.usefixtures("drawn_anew")
def test_a_figure_shows_what_matplotlib_drew() -> None:
    """How it looks, `lean/test_looks.py` compares."""
    made, before = ElementTree.fromstring(svg.to_svg(drawing, "x")), ElementTree.fromstring(plain())
    (curve,) = (d for one in before.iter(f"{SVG}path") if (d := one.get("d", "")).count("L") == 3 and "z" not in d)
    assert points(curve) in [points(one.get("d", "")) for one in made.iter(f"{SVG}path")]
    circles = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in made.iter(f"{SVG}circle")]
    ends = [(x / 100, y / 100) for _, (x, y) in points(curve)]
    assert circles[:4] == ends
    assert len(circles) == 5, "the legend's is the fifth"


@pytest.mark.usefixtures("drawn_anew")
def test_a_figure_has_no_group_that_says_nothing_and_its_letters_family_once() -> None:
    made = svg.to_svg(drawing, "x")
    assert "<g>" not in made
    assert "<g/>" not in made
    assert made.count("<g ") == made.count("</g>")
    assert made.count("font-family") == 1
    assert len(made) < 0.4 * len(plain())


def test_on_a_page_the_letters_are_the_page_s() -> None:
    assert "font-family" not in svg.inline(svg.to_svg(drawing, "x"), "a title")
