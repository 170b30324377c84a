"""A page in a real browser, made and opened once for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sweepbook.cli.door import main
from tests.analysis.pages.browser.shown import SEEDS
from tests.support.browser import opened, started
from tests.support.synthetic_records import Synthetic


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture(scope="package")
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
