"""study.json: what an older version left out is filled in, and what this one cannot know is told."""

import json
from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE, find
from studies.plan import questions
from studies.store import catalog
from studies.store.home import Home
from studies.system.errors import UsageError
from tests.support.contexts import CONTEXT


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """The folder of a stored study."""
    study = questions.study(CONTEXT, find("lr"), [0.1])
    catalog.write(Home(tmp_path), study)
    return Home(tmp_path).study(study.name)


def change(folder: Path, **fields: object) -> None:
    path = folder / "study.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def test_a_value_that_is_not_named_is_the_tables_baseline(stored: Path) -> None:
    (trial,) = catalog.read_one(stored)["trials"]
    change(stored, trials=[{**trial, "values": {"learning_rate": 0.1, "epochs": 10}}])
    (read,) = catalog.read_one(stored)["trials"]
    assert read["values"] == {**BASELINE, "learning_rate": 0.1}


def test_a_dimension_of_another_version_is_no_damage_and_nothing_is_advised_to_be_removed(stored: Path) -> None:
    change(stored, dimensions=["depth"])
    with pytest.raises(UsageError, match="names depth, which is no dimension of this version: update") as told:
        catalog.read_one(stored)
    assert "remove" not in str(told.value)
