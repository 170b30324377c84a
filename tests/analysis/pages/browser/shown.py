"""A chapter's page in a browser: what it shows, and what its files have."""

from pathlib import Path

import pandas as pd
from playwright.sync_api import Page

STUDY = "lenet-learning_rate-cifar10"
OWN = f"[data-study='{STUDY}']"
SEEDS = (0, 1, 2, 3, 4)
EVERY = {"0", "1", "2", "3"}


def single_out(page: Page, figure: str = "val_accuracy") -> set[str]:
    """The values that a figure of the study shows undimmed."""
    found = page.locator(f"#{STUDY}-{figure} [data-value]:not(.dim)").evaluate_all(
        "all => all.map(one => one.dataset.value)"
    )
    return set(found)


def table(folder: Path) -> "pd.DataFrame":
    return pd.read_csv(folder / f"{STUDY}.csv").set_index("value")


def results(folder: Path) -> "pd.DataFrame":
    """A row a run of the study, as the page's file has it; values are numbers."""
    found = pd.read_csv(folder / "results.csv")
    return found[found["study"] == STUDY].astype({"value": float})


def epochs(folder: Path) -> "pd.DataFrame":
    """A row an epoch of the study's runs, with value and seed."""
    return pd.read_csv(folder / "epochs.csv").merge(results(folder)[["value", "run", "seed"]], on="run")


def column(page: Page, head: str) -> list[str]:
    """The texts of a column of the study's table, as it stands, without the small print."""
    heads = [one.strip() for one in page.locator(f"{OWN} th").all_text_contents()]
    cells = page.locator(f"{OWN} tbody td:nth-child({heads.index(head) + 1})")
    return [
        str(text).replace("\u00a0", " ")
        for text in cells.evaluate_all("all => all.map(one => one.innerText.split('\\n')[0])")
    ]


def slide(page: Page, which: str, key: str, times: int = 1) -> None:
    page.get_by_label(which).first.focus()
    for _ in range(times):
        page.keyboard.press(key)
