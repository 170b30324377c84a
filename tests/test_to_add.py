"""What is added in one place is listed in one place, as the table in docs/architecture.md says."""

import ast
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from analysis.text.languages import LANGUAGES as REPORT
from classifier_gui.text.language import LANGUAGES as WINDOW
from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS, OPTIMIZERS
from studies.data.sources.lookup import BUILT_IN
from tests.support.places import ROOT

PACKAGES = ("sweepbook", "hypermodels", "studies", "analysis", "classifier_gui")


def listing(names: Collection[str]) -> set[str]:
    """The files in which each of these names stands as a text, or as a module, by itself."""
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {str(path.relative_to(ROOT)) for path in paths if set(names) <= _names(path)}


def _names(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    said = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return said | {node.id for node in nodes if isinstance(node, ast.Name)}


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (NETWORKS, {"hypermodels/__init__.py"}),
        (OPTIMIZERS, {"hypermodels/dimensions.py"}),
        ({one.name for one in DIMENSIONS}, {"hypermodels/dimensions.py"}),
        ({*REPORT, *WINDOW}, {"analysis/text/languages.py", "classifier_gui/text/language.py"}),
        (BUILT_IN, {"studies/data/sources/lookup.py"}),
    ],
    ids=["networks", "optimizers", "dimensions", "languages", "datasets"],
)
def test_what_there_is_is_listed_once(names: Collection[str], files: set[str]) -> None:
    optional = {f"hypermodels/published/{table}.py" for table in ("recipes", "references")}  # a network needs neither
    texts = {f"analysis/text/{code}.py" for code in REPORT}  # every language names the dimensions
    assert listing(names) - optional - texts == files


def test_no_two_types_have_one_name() -> None:
    """A word means one thing; what a test or a benchmark calls its own stays there."""
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []
