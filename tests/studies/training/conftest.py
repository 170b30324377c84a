"""What tests of training share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[DatasetRef, Path]:
    """A few digits, prepared."""
    from tests.studies.training.digits import prepared  # with TensorFlow

    return prepared(tmp_path_factory.mktemp("data"))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Store]:
    return (Store(tmp_path / str(number)) for number in range(100))
