"""A file has one job and a folder one subject: both stay small. What may be larger is named here, with its reason."""

from pathlib import Path

import pytest

from analysis.text.languages import LANGUAGES as REPORT
from classifier_gui.text.language import LANGUAGES as WINDOW
from tests.support.places import ROOT

MOST_LINES = 200
MOST_MODULES = 14
CODE = ("sweepbook", "hypermodels", "studies", "analysis", "classifier_gui", "tools", "benchmarks")
LONGER = {
    "hypermodels/dimensions.py": "the table of dimensions",
    **{f"analysis/text/{code}.py": "the report's words, a table" for code in REPORT},
}
MAY_BE_LONGER = {f"classifier_gui/text/{code}.py": "the window's words, a table" for code in WINDOW}
FULLER: dict[str, str] = {}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def modules(folder: Path) -> int:
    return sum(path.name != "__init__.py" for path in folder.glob("*.py"))


@pytest.mark.parametrize("package", CODE)
def test_no_module_is_longer_than_200_lines(package: str) -> None:
    longer = {str(path.relative_to(ROOT)) for path in (ROOT / package).rglob("*.py") if lines(path) > MOST_LINES}
    assert longer <= {*LONGER, *MAY_BE_LONGER}


@pytest.mark.parametrize("package", [*CODE, "tests"])
def test_no_folder_holds_more_than_14_modules(package: str) -> None:
    folders = [ROOT / package, *(path for path in (ROOT / package).rglob("*") if path.is_dir())]
    assert {str(path.relative_to(ROOT)) for path in folders if modules(path) > MOST_MODULES} <= set(FULLER)


def test_an_exception_that_is_not_needed_is_not_kept() -> None:
    assert all(lines(ROOT / path) > MOST_LINES for path in LONGER)
    assert all(modules(ROOT / path) > MOST_MODULES for path in FULLER)
