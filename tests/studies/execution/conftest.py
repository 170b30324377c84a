"""What tests of a driver and of its parts share."""

from pathlib import Path

import pytest

from studies.store.runs import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "a höme 家" / "runs")
