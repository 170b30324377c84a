"""study.json: what an older version left out is filled in, and what this one cannot know is told."""

import json
import re
from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE, find
from studies.plan import questions
from studies.store import catalog, run_json
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


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"learning_rate": "fast", "epochs": 10}, "learning_rate='fast'"),
        ({"learning_rate": 0.1, "epochs": 10, "optimizer": 3}, "optimizer=3"),
        ({"learning_rate": 0.1, "epochs": 10, "batch_size": 32.5}, r"batch_size=32\.5"),
        ({"learning_rate": 10**400, "epochs": 10}, "trials="),
    ],
)
def test_a_value_that_is_not_of_its_dimensions_kind_is_damage(
    values: dict[str, object], said: str, stored: Path
) -> None:
    (trial,) = catalog.read_one(stored)["trials"]
    change(stored, trials=[{**trial, "values": values}])
    with pytest.raises(UsageError, match=rf"is damaged \({said}.*: remove"):
        catalog.read_one(stored)


def test_so_is_one_of_its_base(stored: Path) -> None:
    change(stored, base={"l2": "strong"})
    with pytest.raises(UsageError, match=r"is damaged \(l2='strong'\)"):
        catalog.read_one(stored)


def test_so_is_one_of_the_networks_own_row(stored: Path) -> None:
    (trial,) = catalog.read_one(stored)["trials"]
    row = {"name": "heads", "title": "Heads", "values": [1, 2], "baseline": 1, "scale": "linear", "doc": ""}
    own = {"title": "Mine", "paper": "", "source": "0" * 16, "dimensions": [row]}
    values = {"learning_rate": 0.1, "epochs": 10}
    change(stored, network="mine", own=own, trials=[{**trial, "values": {**values, "heads": 2}}])
    assert catalog.read_one(stored)["trials"][0]["values"]["heads"] == 2
    change(stored, trials=[{**trial, "values": {**values, "heads": "two"}}])
    with pytest.raises(UsageError, match=r"is damaged \(heads='two'\)"):
        catalog.read_one(stored)


def test_a_run_whose_value_is_not_of_its_dimensions_kind_is_trained_anew(tmp_path: Path) -> None:
    folder = tmp_path / "0123"
    folder.mkdir()
    dataset = {"name": "digits", "digest": "d"}
    identity = {"network": "lenet", "width": 1.0, "classes": 10, "seed": 0, "precision": "float32", "dataset": dataset}
    record = {"schema": 1, "id": "0123", "status": "completed", "epochs": 1}
    for rate, read in ((0.1, True), (1, True), ("fast", False)):
        values = {"learning_rate": rate, "of_a_users_network": "any"}
        (folder / "run.json").write_text(json.dumps({**record, "identity": {**identity, "values": values}}))
        assert (run_json.read(folder) is not None) == read


def test_a_row_of_its_own_with_a_number_that_no_float_can_be_is_damage(stored: Path) -> None:
    row = {"name": "depth", "title": "Depth", "values": [1, 10**400], "baseline": 1, "scale": "linear", "doc": ""}
    change(stored, network="mine", own={"title": "Net", "paper": "", "source": "0" * 16, "dimensions": [row]})
    with pytest.raises(UsageError, match=r"is damaged \(own: .*too large"):
        catalog.read_one(stored)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"chosen_on": None}, "no chosen_on of a tuned study"),
        ({"chosen_on": []}, "no chosen_on of a tuned study"),
        ({"trials": []}, "no trial"),
        ({"base": {"learning_rate": 0}}, "learning_rate=0 of a tuned study"),
        ({"dimensions": []}, "no dimension"),
        ({"dimensions": ["loss"]}, r"dimensions=\['loss'\] of a tuned study"),
        ({"dimensions": ["learning_rate", "learning_rate"]}, "dimensions=.* of a tuned study"),
        ({"kind": "study", "dimensions": []}, "no dimension"),
        ({"kind": "study", "trials": []}, "no trial"),
    ],
)
def test_a_study_that_asks_nothing_or_a_tuned_one_without_its_ladder_is_damage_and_the_others_go_on(
    fields: dict[str, object], said: str, stored: Path
) -> None:
    home = Home(stored.parents[1])
    ladder = questions.tuned(CONTEXT, questions.study(CONTEXT, find("loss")), (0.01, 0.1))
    assert ladder is not None
    catalog.write(home, ladder)
    folder = home.study(ladder.name)
    assert catalog.read_one(folder)["kind"] == "tuned"
    change(folder, **fields)
    refused: list[str] = []
    assert [one["name"] for one in catalog.read(home, refused)] == [stored.name]
    assert re.search(rf"is damaged \({said}\): remove", refused[0])


@pytest.mark.parametrize("fields", [{"runs": []}, {"seeds": []}, {"seeds": None}])
def test_a_trial_without_runs_is_damage(fields: dict[str, object], stored: Path) -> None:
    (trial,) = catalog.read_one(stored)["trials"]
    change(stored, trials=[{**trial, **fields}])
    with pytest.raises(UsageError, match=r"is damaged \(trial 0 has no runs\): remove"):
        catalog.read_one(stored)


def test_a_rate_of_a_tuned_study_is_above_zero(stored: Path) -> None:
    (trial,) = catalog.read_one(stored)["trials"]
    values = {**trial["values"], "learning_rate": 0.0}
    tuned = {"kind": "tuned", "dimensions": ["loss", "learning_rate"], "chosen_on": [1000]}
    change(stored, trials=[{**trial, "values": values}], **tuned)
    with pytest.raises(UsageError, match=r"is damaged \(learning_rate=0\.0"):
        catalog.read_one(stored)
