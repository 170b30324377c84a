"""`make lint` refuses unformatted code; `test_import_contracts` tries its arrows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT

STEPS = ("ruff check .", "ruff format --check --quiet .", "mypy", "lint-imports --no-logo")


def test_make_lint_takes_each_of_its_steps() -> None:
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    assert recipe[1] == "".join(f"\t@.venv/bin/{step}\n" for step in STEPS)


@pytest.mark.parametrize(("code", "status"), [('A = {"b": 1}\n', 0), ("A = { 'b':1 }\n", 1), ("A = 1\n\n\n\n\n", 1)])
def test_code_in_another_form_than_ruffs_is_refused(code: str, status: int) -> None:
    words = ["format", "--check", "--quiet", "--stdin-filename", str(ROOT / "studies" / "one.py"), "-"]
    ruff = Path(sys.executable).with_name("ruff")
    assert subprocess.run([ruff, *words], input=code.encode(), cwd=ROOT, capture_output=True).returncode == status
