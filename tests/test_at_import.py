"""No module does work where it is imported, but those that docs/architecture.md names."""

import ast
from pathlib import Path

from tests.support.places import ROOT

PACKAGES = ("sweepbook", "hypermodels", "studies", "analysis", "classifier_gui")
AT_WORK = {
    "hypermodels/__init__.py",
    "studies/__init__.py",
    "studies/execution/processes/preload.py",
    "analysis/figures/__init__.py",
    "analysis/figures/style.py",
}
GUARDS = ("TYPE_CHECKING", "__name__ == '__main__'")


def works(path: Path) -> bool:
    """Whether a module does more than import, define and name."""
    return any(map(_works, ast.parse(path.read_text(encoding="utf-8")).body))


def _works(line: ast.stmt) -> bool:
    if isinstance(line, ast.If):
        return ast.unparse(line.test) not in GUARDS
    called = isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)
    return called or isinstance(line, ast.For | ast.While | ast.With | ast.Try | ast.Delete)


def test_no_other_module_works_where_it_is_imported() -> None:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert {str(path.relative_to(ROOT)) for path in paths if works(path)} == AT_WORK


def test_each_is_named_where_the_house_is_described() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = {path.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".") for path in AT_WORK}
    assert {name for name in named if f"`{name}`" not in text} == set()
