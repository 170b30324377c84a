"""A value is singled out, a table is sorted, and the view has an address."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.analysis.pages.browser.shown import EVERY, OWN, STUDY, column, single_out, slide, table
from tests.support.browser import opened


def test_a_legends_entry_a_row_and_a_forests_line_single_a_value_out_everywhere(page: Page) -> None:
    for place, target in (
        ("2", f"#{STUDY}-val_accuracy text[data-value='2']"),
        ("1", f"{OWN} tbody tr[data-value='1'] td:nth-child(3)"),
        ("3", f"#{STUDY}-differences text[data-value='3']"),
        ("0", "#cifar10-effects text[data-value='0'][data-study='0']"),
    ):
        page.locator(target).click()
        assert {frozenset(single_out(page, one)) for one in ("val_accuracy", "val_loss", "outcomes", "gap")} == {
            frozenset(place)
        }
        assert page.locator(f"{OWN} tbody tr:not(.dim)").get_attribute("data-value") == place
        assert page.locator("[data-study='lenet-activation-cifar10'] .dim").count() == 0
        page.keyboard.press("Escape")
        assert single_out(page) == EVERY
    again = page.locator(f"#{STUDY}-val_accuracy text[data-value='2']")
    again.click()
    again.click()
    assert single_out(page) == EVERY


def test_a_value_is_singled_out_by_keyboard_and_its_view_has_an_address(
    page: Page, browser: Browser, folder: Path
) -> None:
    button = page.locator(f"{OWN} tbody tr[data-value='2'] button")
    button.focus()
    page.keyboard.press("Enter")
    assert single_out(page) == {"2"}
    assert button.get_attribute("aria-pressed") == "true"
    address = page.evaluate("location.hash")
    assert f"{STUDY}.only=0.003" in address
    with opened(browser, folder / "index.html", address) as again:
        assert single_out(again) == {"2"}
        again.locator(".switch a").click()
        again.wait_for_load_state()
        assert again.url.endswith("index.zh.html" + address)
        assert single_out(again) == {"2"}


def test_the_table_shows_what_its_file_has(page: Page, folder: Path) -> None:
    told = table(folder)
    assert [float(one) for one in column(page, "value")] == list(told.index)
    for head in ("tra_acc", "val_acc"):
        assert column(page, head) == [f"{100 * one:.1f} %" for one in told[head]]
    for head in ("tra_loss", "val_loss"):
        assert column(page, head) == [f"{one:.3f}" for one in told[head]]
    assert column(page, "n") == [str(one) for one in told["n"]]
    assert column(page, "verdict") == list(told["verdict"])
    signed = [f"{one:+.1f}".replace("-", "\u2212") for one in told["difference"]]
    assert column(page, "difference") == [one if one != "+nan" else "–" for one in signed]


def test_a_view_is_kept_in_its_address(browser: Browser, folder: Path, page: Page) -> None:
    slide(page, "After epoch", "Home", 1)
    slide(page, "After epoch", "ArrowRight", 3)
    page.locator(f"{OWN} th button", has_text="val_acc").click()
    page.locator(f"{OWN} .pick").first.click()
    address = page.evaluate("location.hash")
    with opened(browser, folder / "index.html", address) as again:
        for read in (lambda one: column(one, "val_acc"), single_out, lambda one: column(one, "value")):
            assert read(again) == read(page)
        again.keyboard.press("Escape")
        assert single_out(again) == EVERY


def test_tables_sort_by_mouse_and_keyboard_and_say_so(page: Page, folder: Path) -> None:
    head = page.locator(f"{OWN} th").filter(has_text="val_acc")
    order = table(folder)["val_acc"].sort_values()
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert [float(one) for one in column(page, "value")] == list(order.index)
    head.locator("button").focus()
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(one) for one in column(page, "value")] == list(order.index[::-1])
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "none"
    assert [float(one) for one in column(page, "value")] == list(table(folder).index)
