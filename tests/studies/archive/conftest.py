"""What the tests of records share."""

from pathlib import Path

import pytest

from sweepbook.cli.door import main
from tests.support.places import STORED_EARLIER


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The file of all records of the fixture."""
    folder = tmp_path / "to hand on"
    assert main(["publish", str(folder), "--root", str(STORED_EARLIER)]) == 0
    return folder / "lenet-digits.zip"
