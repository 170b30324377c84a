"""What the documents say of the tables in the code is what the code says."""

import pytest

from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS
from tests.support.places import ROOT
from tools.references import between, documents

MADE = documents()


@pytest.mark.parametrize("path", MADE)
def test_a_document_is_as_the_code_has_it(path: str) -> None:
    assert (ROOT / path).read_text() == MADE[path], "run: python -m tools.references"


def test_every_dimension_and_every_network_is_told() -> None:
    assert all(f"| {one.name} |" in MADE["docs/reference/dimensions.md"] for one in DIMENSIONS)
    assert all(f"## {one}: {title}" in MADE["docs/reference/networks.md"] for one, title in NETWORKS.items())


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = "a\n<!-- made: x -->\nold\n<!-- end: x -->\nb\n"
    assert between(text, "x", "new") == "a\n<!-- made: x -->\nnew\n<!-- end: x -->\nb\n"


def test_make_has_a_target_for_every_dimension() -> None:
    lines = (ROOT / "Makefile").read_text().replace("\\\n", " ").splitlines()
    (studies,) = (line for line in lines if line.startswith("STUDIES = "))
    assert studies.split()[2:] == [f"study-{one.flag}" for one in DIMENSIONS]
