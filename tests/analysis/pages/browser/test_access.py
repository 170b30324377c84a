"""The page is for everybody: without script, by the tabulator, on paper, whatever it shows."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sweepbook.cli.door import main
from tests.analysis.pages.browser.shown import OWN, SEEDS, STUDY
from tests.support.browser import opened
from tests.support.synthetic_records import Synthetic


def test_the_page_without_script_has_the_same_text_and_numbers(browser: Browser, folder: Path, page: Page) -> None:
    with opened(browser, folder / "index.html", java_script_enabled=False) as bare:
        read = "main => main.innerText"
        said = [
            " ".join(one.split()) for one in re.split(r"[\n\t]", bare.locator("main").evaluate(read)) if one.strip()
        ]
        scripted = " ".join(page.locator("main").evaluate(read).split())
        assert len(said) > 100
        assert [one for one in said if one not in scripted] == []
        assert bare.locator("button, input").count() == 0
        assert bare.locator("svg").first.get_attribute("aria-label")


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), (".zh", "dark")])
def test_the_page_is_accessible_whatever_it_shows(browser: Browser, folder: Path, language: str, scheme: str) -> None:
    with opened(browser, folder / f"index{language}.html", color_scheme=scheme, reduced_motion="reduce") as page:
        page.locator(f"{OWN} input").first.focus()
        page.keyboard.press("Home")
        page.locator(f"{OWN} .pick").first.click()
        page.locator(f"#{STUDY}-val_accuracy svg").focus()
        page.keyboard.press("ArrowLeft")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert (
            page.locator(".tip").first.evaluate(
                "tip => getComputedStyle(document.querySelector('svg [data-value]')).transitionDuration"
            )
            == "0s"
        )


def test_everything_is_reached_by_the_tabulator_with_its_focus_seen(page: Page) -> None:
    page.locator(f"{OWN} input").first.focus()
    reached: list[str] = []
    for _ in range(26):
        kind, outline = page.evaluate(
            "() => { const one = document.activeElement, style = getComputedStyle(one);"
            " return [one.className.baseVal ?? (one.className || one.localName), style.outlineStyle]; }"
        )
        assert outline != "none"
        reached.append("svg" if kind in ("", "reads") else kind)
        page.keyboard.press("Tab")
    assert {"input", "sort", "pick", "button", "svg"} <= set(reached)


def test_the_table_of_a_finale_fits_the_paper(browser: Browser, tmp_path: Path) -> None:
    """A4 within margins of 1 cm; what is wider would have the whole page shrunk."""
    made, names = Synthetic(), ("learning_rate", "batch_size", "activation", "initializer", "l2")
    home, best = (0.001, 32, "relu", "glorot_uniform", 0.0), (0.003, 16, "tanh", "random_normal", 0.00001)
    made.study(names, {home: 0.0, best: 4.0}, SEEDS, kind="finale")
    root = made.write(tmp_path)
    assert main(["report", "--root", str(root)]) == 0
    with opened(browser, root / "reports/lenet/index.html", viewport={"width": 718, "height": 1000}) as page:
        assert page.locator("table").last.evaluate("one => one.scrollWidth") > 718
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") == 718


def test_a_figure_is_laid_out_when_it_comes_on_the_screen_and_has_its_place_before(page: Page) -> None:
    last, high = page.locator(".figures svg[role]").last, "document.documentElement.scrollHeight"
    seen = "one => one.querySelector('path').checkVisibility({contentVisibilityAuto: true})"
    before = page.evaluate(high)
    assert not last.evaluate(seen)
    last.scroll_into_view_if_needed()
    page.wait_for_function(seen, arg=last.element_handle())
    page.add_style_tag(content=".figures svg[role]{content-visibility:visible}")
    assert page.evaluate(high) == before
