"""docs/reference/variables.md names every environment variable of the code, in the file that uses it."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.support.places import ROOT

PACKAGES = ("sweepbook", "hypermodels", "studies", "analysis", "classifier_gui")
NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|MPLBACKEND|PYTHONPATH"  # nothing else in the code is a text of this form


def in_code() -> dict[str, set[str]]:
    """The files in which each name stands as a text of its own."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(NAME, node.value):
                found[node.value].add(str(path.relative_to(ROOT)))
    return found


def in_document() -> dict[str, set[str]]:
    """The files that the document's tables name for each variable."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in Path(ROOT / "docs/reference/variables.md").read_text().splitlines():
        if line.startswith("| `"):
            first, *_, last = line.strip("| ").split(" | ")
            for name in re.findall(rf"`({NAME})`", first):
                found[name] |= set(re.findall(r"`([\w/]+\.py)`", last))
    return found


def test_the_document_names_every_variable_and_where_it_is_used() -> None:
    told, used = in_document(), in_code()
    assert set(told) == set(used)
    assert {name: files - used[name] for name, files in told.items() if files - used[name]} == {}
