"""A drawing in few letters looks as Matplotlib's own, dot by dot, in a browser."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from analysis.figures import svg
from analysis.figures.lean.drawing import lean
from analysis.figures.study_specs import study_specs
from analysis.numbers.evidence import gather
from analysis.text.text import Text
from tests.support.browser import started
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


def dots(page: Page, drawing: str) -> "np.ndarray":
    """The drawing's dots, two a point: an array (height, width, 3) of 0 to 255."""
    page.set_content(f"<body style=\"margin:0;font-family:'DejaVu Sans'\">{drawing}</body>")
    taken = Image.open(io.BytesIO(page.locator("svg").screenshot(animations="disabled")))
    return np.asarray(taken.convert("RGB"), int)


@pytest.mark.usefixtures("drawn_anew")
def test_a_drawing_looks_the_same(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Synthetic()
    study = made.study("learning_rate", {0.0001: -9, 0.001: 0, 0.01: -14}, (0, 1, 2), noise=0.5)
    monkeypatch.setattr(svg, "lean", lambda text: text[text.index("<svg") :])
    specs = study_specs(gather(load(made), study), Text())
    figures = {one.name: svg.to_svg(one.draw, one.name) for one in specs}
    assert len(figures) > 4
    page = browser.new_page(device_scale_factor=2)
    for name, drawing in figures.items():
        apart = np.abs(dots(page, drawing) - dots(page, lean(drawing)))
        assert (name, apart.mean() < 0.5, (apart > 60).mean() < 0.002) == (name, True, True)
    page.close()
