"""What tests of training share."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store

if TYPE_CHECKING:
    from tests.studies.training.digits import Whole


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[DatasetRef, Path]:
    """A few digits, prepared."""
    from tests.studies.training.digits import prepared  # with TensorFlow

    return prepared(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def whole(data: tuple[DatasetRef, Path], tmp_path_factory: pytest.TempPathFactory) -> "Callable[[str], Whole]":
    """A network's run in one go, once for all tests: to build a program takes longer than they train in it."""
    from tests.studies.training.digits import in_one_go

    return functools.cache(lambda network: in_one_go(data, network, Store(tmp_path_factory.mktemp(network))))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Store]:
    return (Store(tmp_path / str(number)) for number in range(100))
