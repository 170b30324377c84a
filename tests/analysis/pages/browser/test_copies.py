"""Tables and figures are copied as they are shown, by mouse and by keyboard."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
from playwright.sync_api import Browser, Page

from studies.system import escapes
from tests.analysis.pages.browser.shown import (
    OWN,
    STUDY,
    column,
    results,
    table,
)
from tests.support.browser import opened


def test_every_button_works_by_keyboard_as_by_mouse(page: Page, folder: Path) -> None:
    found = results(folder)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    single = page.locator(OWN).get_by_role("button", name="One seed a value")
    single.focus()
    for key, seed in (("Enter", 0), ("Space", 1)):
        page.keyboard.press(key)
        expected = found[found["seed"] == seed].groupby("value")["val_acc"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
    page.get_by_role("button", name="All epochs and seeds").focus()
    page.keyboard.press("Enter")
    assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]]
    copies: dict[str, str] = {}
    for place in range(page.locator(f"{OWN} .tools button").count()):
        button = page.locator(f"{OWN} .tools button").nth(place)
        kind = button.inner_text()
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
        copies.setdefault(kind, page.evaluate("async () => (await navigator.clipboard.read())[0].types[0]"))
        if kind in ("Copy CSV", "Copy Markdown"):
            copies[kind] = page.evaluate("navigator.clipboard.readText()")
    reached = [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]]
    assert list(pd.read_csv(io.StringIO(copies["Copy CSV"]))["val_acc"]) == reached
    assert [line.split(" | ")[3].split(" (")[0] for line in copies["Copy Markdown"].splitlines()[2:]] == reached
    assert (copies["Copy SVG"], copies["Copy PNG"]) == ("text/plain", "image/png")
    page.locator(".switch a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.zh.html*")


def test_tables_and_figures_are_copied_as_they_are_shown(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "index.html", permissions=["clipboard-read", "clipboard-write"]) as page:

        def copied(kind: str, where: str) -> str:
            button = page.locator(f"{where} .tools button").nth(int(kind in ("Markdown", "PNG")))
            assert button.inner_text() == f"Copy {kind}"
            button.click()
            page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
            return str(page.evaluate("navigator.clipboard.readText()"))

        read = pd.read_csv(io.StringIO(copied("CSV", OWN)))
        assert list(read["value"]) == list(table(folder).index)
        assert [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]] == list(read["val_acc"])
        assert float(read["difference"][0]) < 0
        lines = copied("Markdown", OWN).splitlines()
        assert lines[1].count("---") == lines[0].count(" | ") + 1
        drawing = copied("SVG", f"#{STUDY}-differences")
        root = ElementTree.fromstring(drawing)
        assert root.tag.endswith("svg")
        assert "var(" not in drawing
        page.evaluate("navigator.clipboard.writeText('')")
        copied("PNG", f"#{STUDY}-differences")
        assert page.evaluate("async () => (await navigator.clipboard.read())[0].types") == ["image/png"]


def test_a_copied_name_is_no_formula(page: Page) -> None:
    """As `studies.system.escapes.cell` has it."""
    names = ["=1+1", "@x", "+2", "-0.5", "＝A1", "-x", "plain", "+0.4 (x)"]
    first = page.locator(f"{OWN} tbody tr").first.locator("td").last
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name in names:
        first.evaluate("(cell, name) => cell.replaceChildren(name)", name)
        button = page.locator(OWN).locator(".tools button").first
        button.click()
        page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
        button.evaluate("one => { one.textContent = 'Copy CSV'; }")
        rows = list(csv.reader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
        assert rows[1][rows[0].index("verdict")] == escapes.cell(name)


def test_where_there_is_no_clipboard_a_copy_is_a_file(page: Page, tmp_path: Path) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    with page.expect_download() as saved:
        page.locator(f"{OWN} .tools button").first.click()
    assert saved.value.suggested_filename == "table.csv"
    saved.value.save_as(tmp_path / "table.csv")
    assert list(pd.read_csv(tmp_path / "table.csv")["value"]) == [0.0001, 0.001, 0.003, 0.01]
