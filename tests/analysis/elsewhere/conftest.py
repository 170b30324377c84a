"""What the tests of other tools share."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.analysis.elsewhere.projects import HOME


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    """A project of its own, to be broken."""

    def made(name: str) -> Path:
        target = tmp_path / "theirs" / name
        copied = shutil.copytree if (HOME / name).is_dir() else shutil.copyfile
        target.parent.mkdir(exist_ok=True)
        copied(HOME / name, target)
        return target

    return made
