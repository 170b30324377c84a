"""Documents name files and folders that there are."""

import re

import pytest

from tests.support.places import ROOT

DOCUMENTS = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")),
    *(f"docs/chapter6/{p.name}" for p in (ROOT / "docs/chapter6").glob("*.md")),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text()
    named = re.findall(
        r"`((?:sweepbook|hypermodels|studies|analysis|classifier_gui|tests|tools|benchmarks)/[\w./]+)`", text
    )
    missing = [path for path in named if "xx" not in path and not _there(path)]
    assert not missing


def _there(path: str) -> bool:
    """A folder, a file, or a module without its ending."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_somewhere(document: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / document).read_text())
    assert not [target for target in targets if not ((ROOT / document).parent / target).exists()]


def test_every_room_is_told_where_the_house_is_described() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    packages = ("sweepbook", "hypermodels", "studies", "analysis", "classifier_gui")
    rooms = (path.parent for package in packages for path in (ROOT / package).glob("*/**/__init__.py"))
    assert [str(room.relative_to(ROOT)) for room in rooms if not re.search(rf"`(\w+/)*{room.name}/`", text)] == []
