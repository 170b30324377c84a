"""Names and settings from outside, in figures, pages and tables: they are shown, and do nothing else."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from analysis.bundles import card_markdown
from analysis.figures import svg
from analysis.figures.card_specs import card_specs
from analysis.pages.spreadsheet import csv_bytes
from analysis.text.text import Text
from studies.system import escapes
from sweepbook.cli.door import main
from tests.support.linear_bundles import card
from tests.support.places import ROOT
from tests.support.synthetic_records import Synthetic

EVIL = (
    '"><script>alert(1)</script>',
    "$0-$50",
    "$$ to $_{10",
    "a|b\n*c*",
    "#2563b0",
    "\x1b[2J",
    "00_" + 90 * "x" + "_00",
)


def small() -> Synthetic:
    made = Synthetic(dataset="a&b|$c$")
    made.study(
        "activation",
        {"relu": (0.0, 0.0), "tanh": (-1.0, -1.2)},
        (0, 1),
        command="make\n\x1b[2J<script>",
        name="lenet-activation",
        curve={"seconds": 1.0},
    )
    return made


def outsiders_card() -> dict[str, object]:
    recall = [0.5] * len(EVIL)
    return {
        "classes": list(EVIL),
        "per_class_recall": recall,
        "confusion_matrix": [[1] * len(EVIL) for _ in EVIL],
        "test": {"accuracy": 0.63, "low": 0.62, "high": 0.64, "pictures": 10000},
        "errors": [{"picture": '"><script>', "true": EVIL[0], "predicted": EVIL[3], "probability": 0.97}],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a store whose names are hostile."""
    root = small().write(tmp_path_factory.mktemp("outside"))
    (root / "bundles" / "a&b|$c$" / "lenet").mkdir(parents=True)
    (root / "bundles" / "a&b|$c$" / "lenet" / "card.json").write_text(json.dumps(outsiders_card()))
    assert main(["report", "--root", str(root)]) == 0
    return root / "reports" / "lenet"


def test_no_name_becomes_an_element_of_the_page(folder: Path) -> None:
    elements: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            elements.extend([tag, *(name for name, _ in attrs)])

    text = (folder / "index.html").read_text(encoding="utf-8")
    Reader().feed(text)
    assert "aria-label" in elements
    assert not set(elements) & {"onload", "onerror"}
    assert elements.count("script") == 2  # the page's own and its data
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", text)


def test_every_figure_is_well_formed_and_shows_names_as_they_are(folder: Path) -> None:
    drawn = [ElementTree.parse(path).getroot() for path in sorted((folder / "figures").glob("*.svg"))]
    shown = {text for figure in drawn for element in figure.iter() if (text := element.text)}
    assert shown >= {escapes.short(name) for name in EVIL}


def test_names_do_not_break_the_markdowns_tables(folder: Path) -> None:
    rows = [line for line in (folder / "report.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    bars = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert bars == {3, 10}  # of the table at a glance and the study's own


def test_names_do_not_break_the_cards_tables() -> None:
    count = len(EVIL)
    page = card_markdown.page(
        replace(
            card("lenet"), classes=list(EVIL), per_class_recall=[0.5] * count, confusion_matrix=[[1] * count] * count
        )
    )
    confusion = page.partition("## Confusion")[2].strip().splitlines()[2:]
    assert len(confusion) == 2 + count
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in confusion} == {count + 2}


def test_tables_open_rightly_in_a_spreadsheet_and_in_pandas() -> None:
    frame = pd.DataFrame({"类": ["猫", "=1+1", None], "number": [-0.5, float("nan"), 2.0]})
    written = csv_bytes(frame)
    assert written.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(written))
    assert list(read.columns) == ["类", "number"]
    assert list(read["类"][:2]) == ["猫", "'=1+1"]
    pd.testing.assert_series_equal(read["number"], frame["number"])


@pytest.mark.usefixtures("drawn_anew")
def test_figures_do_not_depend_on_the_users_settings_of_matplotlib() -> None:
    def draw() -> list[str]:
        return [figure.svg for figure in svg.render(list(card_specs(outsiders_card(), Text())), "best")]

    plain = draw()
    users: Any = {
        "text.usetex": True,
        "savefig.bbox": "tight",
        "lines.markersize": 12,
        "figure.dpi": 200,
        "font.size": 30,
    }
    with matplotlib.rc_context(users):
        assert draw() == plain


def test_the_report_starts_whatever_the_users_settings_of_matplotlib(tmp_path: Path) -> None:
    """Those of the current folder come before those of MPLCONFIGDIR."""
    (tmp_path / "matplotlibrc").write_bytes(b"\xff\xfe")
    environment = {**os.environ, "MPLBACKEND": "module://nothing", "MPLCONFIGDIR": str(tmp_path)}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "sweepbook", "report", "--root", str(small().write(tmp_path))]
    subprocess.run(command, check=True, env=environment, cwd=tmp_path, capture_output=True, timeout=120)


def test_matplotlib_says_nothing_where_the_home_cannot_be_written() -> None:
    environment = {**os.environ, "MPLCONFIGDIR": "/proc/none", "HOME": "/proc/none", "PYTHONPATH": str(ROOT)}
    code = "import analysis.figures, matplotlib; matplotlib.get_cachedir()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_figures_colours_are_replaced_in_its_drawing_alone() -> None:
    assert svg.inline('<svg viewBox="0 0 1 1"><text style="fill: #2563b0">#2563b0</text></svg>', "x").endswith(
        '<text style="fill: var(--f4)">#2563b0</text></svg>'
    )
