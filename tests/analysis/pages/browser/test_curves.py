"""Curves are read by pointer and by keyboard."""

import json
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.analysis.pages.browser.shown import STUDY, epochs


def drawn_at(page: Page) -> float:
    """How opaque the drawn curves are, once they stopped to change."""
    curve = page.locator(f"#{STUDY}-val_accuracy svg:not(.over svg) path[data-value]").first
    page.wait_for_timeout(300)
    return float(curve.evaluate("one => getComputedStyle(one).opacity"))


def test_curves_are_read_by_pointer_and_by_keyboard(page: Page, folder: Path) -> None:
    told = epochs(folder)
    figure = page.locator(f"#{STUDY}-val_accuracy svg")
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box
    tip = page.locator(f"#{STUDY}-val_accuracy .tip")

    def as_stored(said: str) -> bool:
        value, who, when, accuracy = said.replace("\u00a0%", "").split(" · ")
        there = told[(told["value"] == float(value)) & (told["epoch"] == int(when.removeprefix("epoch ")))]
        if "seed " in who:
            there = there[there["seed"] == int(who.removeprefix("seed "))]
        return bool(abs(there["val_accuracy"].mean() * 100 - float(accuracy)) < 0.006)

    for across in (0.3, 0.5, 0.8):
        for down in (0.2, 0.5):
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
            page.wait_for_function("tip => !tip.hidden", arg=tip.element_handle())
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert as_stored(tip.inner_text())
    assert page.locator(f"#{STUDY}-val_accuracy .nearest").count() == 1
    assert drawn_at(page) < 1, "what is read stands out from what is drawn"
    page.mouse.move(5, 5)
    assert not tip.is_visible()
    assert drawn_at(page) == 1
    figure.focus()
    page.keyboard.press("ArrowLeft")
    first = tip.inner_text()
    page.keyboard.press("ArrowLeft")
    assert "epoch 9" in tip.inner_text()
    page.keyboard.press("ArrowUp")
    assert tip.inner_text() != first
    assert as_stored(tip.inner_text())
    assert page.locator(f"#{STUDY}-val_accuracy [role=status]").inner_text() == tip.inner_text()


def test_a_move_over_the_curves_lays_out_nothing_but_what_lies_over_them(browser: Browser, page: Page) -> None:
    figure = page.locator(f"#{STUDY}-val_accuracy svg").first
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box

    def move(share: float) -> None:
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    move(0.3)  # the seeds' curves are drawn once
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    move(0.6)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    laid_out = [one["args"]["beginData"] for one in events if one["name"] == "Layout" and one["ph"] == "X"]
    assert laid_out
    assert all(one["partialLayout"] and one["totalObjects"] < 20 for one in laid_out)
