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
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


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


def drawn(text: str) -> list[tuple[str, str, object]]:
    """What is drawn, in its order: each element, its text, and the numbers of its places in hundredths."""
    return [
        (one.tag, (one.text or "").strip(), points(cut(path)) if (path := one.get("d")) else numbers(one))
        for one in ElementTree.fromstring(text).iter()
        if one.tag in (f"{SVG}path", f"{SVG}text", f"{SVG}use", f"{SVG}rect")
    ]


def cut(path: str) -> str:
    return re.sub(r"(\.\d\d)\d+", r"\1", path)


def numbers(element: ElementTree.Element) -> list[int]:
    said = [element.get(name, "") for name in ("x", "y", "width", "height", "transform")]
    found = NUMBER.findall(" ".join(cut(one) for one in said if not one.startswith("rotate(-0 ")))
    return [round(100 * float(one)) for one in found]


@pytest.mark.usefixtures("drawn_anew")
def test_a_figure_shows_what_matplotlib_drew() -> None:
    assert drawn(svg.to_svg(drawing, "x")) == drawn(plain())


@pytest.mark.usefixtures("drawn_anew")
def test_a_figure_has_no_group_that_says_nothing_and_its_letters_family_once() -> None:
    made = svg.to_svg(drawing, "x")
    assert "<g>" not in made
    assert "<g/>" not in made
    assert made.count("<g ") == made.count("</g>")
    assert made.count("font-family") == 1
    assert "M 0.123456 L" in made, "what stands between tags stays as it is"
    assert len(made) < 0.6 * len(plain())


def test_on_a_page_the_letters_are_the_page_s() -> None:
    assert "font-family" not in svg.inline(svg.to_svg(drawing, "x"), "a title")
