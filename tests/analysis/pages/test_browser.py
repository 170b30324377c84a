"""The page in a real browser: what each control shows, by mouse and by keyboard, and what it leaves alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sweepbook.cli.door import main
from tests.support.browser import opened, started
from tests.support.synthetic_records import Synthetic

STUDY = "lenet-learning_rate-cifar10"
SEEDS = (0, 1, 2, 3, 4)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter of two studies with five seeds, in both languages."""
    made = Synthetic()
    made.study("learning_rate", {0.0001: -9, 0.001: 0, 0.003: 0.4, 0.01: -14}, SEEDS, noise=0.5)
    made.study("activation", {"relu": 0, "tanh": -1.2, "sigmoid": -11}, SEEDS)
    root = made.write(tmp_path_factory.mktemp("page"))
    assert main(["report", "--root", str(root), "--language", "zh"]) == 0
    return root / "reports" / "lenet"


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    with opened(browser, folder / "index.html") as shown:
        yield shown


def single_out(page: Page, figure: str = "val_accuracy") -> set[str]:
    """The values that a figure of the study shows undimmed."""
    found = page.locator(f"#{STUDY}-{figure} [data-value]:not(.dim)").evaluate_all(
        "all => all.map(one => one.dataset.value)"
    )
    return set(found)


EVERY = {"0", "1", "2", "3"}


def test_a_legends_entry_a_row_and_a_forests_line_single_a_value_out_everywhere(page: Page) -> None:
    for place, target in (
        ("2", f"#{STUDY}-val_accuracy g[data-value='2'] text"),
        ("1", f"[data-study='{STUDY}'] tbody tr[data-value='1'] td:nth-child(3)"),
        ("3", f"#{STUDY}-differences g[data-value='3'] text"),
        ("0", "#cifar10-effects g[data-value='0'][data-study='0'] text"),
    ):
        page.locator(target).click()
        assert {frozenset(single_out(page, one)) for one in ("val_accuracy", "val_loss", "outcomes", "gap")} == {
            frozenset(place)
        }
        assert page.locator(f"[data-study='{STUDY}'] tbody tr:not(.dim)").get_attribute("data-value") == place
        assert page.locator("[data-study='lenet-activation-cifar10'] .dim").count() == 0
        page.keyboard.press("Escape")
        assert single_out(page) == EVERY
    again = page.locator(f"#{STUDY}-val_accuracy g[data-value='2'] text")
    again.click()
    again.click()
    assert single_out(page) == EVERY


def test_a_value_is_singled_out_by_keyboard_and_its_view_has_an_address(
    page: Page, browser: Browser, folder: Path
) -> None:
    button = page.locator(f"[data-study='{STUDY}'] tbody tr[data-value='2'] button")
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
