"""A real browser for the tests of a page: the machine's Chromium without a window, driven by Playwright."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from analysis.pages.page_files import BROWSERS

# No window, no services of its own; the sandbox needs rights that a container's root has not.
WORDS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

NOBODY = "not an origin"  # in Chromium's log, who begins what the browser asks for by itself


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, until the block ends. A test is skipped where the machine has none."""
    if _program() is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with sync_playwright() as driver, launched(driver.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, *words: str) -> Iterator[Browser]:
    """A browser with `words` on its command line besides its usual ones. `Browser.browser_type` is the kind."""
    browser = kind.launch(executable_path=_program(), args=[*WORDS, *words])
    try:
        yield browser
    finally:
        browser.close()


def _program() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def opened(browser: Browser, page: Path, fragment: str = "", **settings: Any) -> Iterator[Page]:
    """A page of a report in a window of its own, which asks for nothing but pages beside it and reports no error.

    Args:
        settings: of Playwright's `new_context`.
    """
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **settings})
    shown = context.new_page()
    requested: list[str] = []
    errors: list[str] = []
    shown.on("request", lambda request: requested.append(request.url))
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    shown.goto(page.resolve().as_uri() + fragment)
    yield shown
    context.close()
    assert errors == []
    pages = page.parent.resolve().as_uri() + "/index"
    assert [one for one in requested if not one.startswith(("data:", "blob:", pages))] == []


def requested_by_pages(log: Path) -> list[str]:
    """The addresses that pages asked for, by Chromium's log of its network (`--log-net-log`).

    What the browser asks for its own sake is not among them.
    """
    written: dict[str, Any] = json.loads(log.read_text(encoding="utf-8"))
    return [
        params["url"]
        for event in written["events"]
        if "initiator" in (params := event.get("params") or {})
        if params["initiator"] != NOBODY and str(params.get("url", "")).startswith(("http", "ws"))
    ]
