"""run.json: a record whose every field is of its type, or none; somebody else's is left as it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from hypermodels.dimensions import BASELINE
from studies.store import run_json
from studies.store.run_json import RunRecord
from tests.studies.store.test_runs import a_run

RUN = a_run()
DATA: dict[str, Any] = {
    "schema": 1,
    "id": RUN.id,
    "identity": RUN.identity,
    "status": "completed",
    "epochs": 3,
    "cause": None,
    "environment": {"threads": 2},
    "seconds": {"training": 1.5},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a höme 家" / RUN.id
    made.mkdir(parents=True)
    return made


def stored(folder: Path, **change: Any) -> RunRecord | None:
    (folder / "run.json").write_text(json.dumps({**DATA, **change}), encoding="utf-8")
    return run_json.read(folder)


def test_a_record_is_what_was_written(folder: Path) -> None:
    found = stored(folder)
    assert found is not None
    assert (found.id, found.status, found.epochs, found.seed, found.threads) == (RUN.id, "completed", 3, 0, 2)
    assert found.values == {name: value for name, value in BASELINE.items() if name != "epochs"}
    assert (found.seconds, found.updated, found.history_bytes) == ({"training": 1.5}, "", None)
    assert (found.readable, found.ended, found.refused) == (True, True, False)
    assert run_json.read(folder.parent / "none") is None


@pytest.mark.parametrize(("status", "done"), [("running", 3), ("completed", 3), ("failed", 3), ("diverged", 99)])
def test_a_run_is_done_at_the_epochs_it_has_and_at_all_where_it_diverged(status: str, done: int, folder: Path) -> None:
    found = stored(folder, status=status)
    assert found is not None
    assert found.ended == (status != "running")
    assert found.done(done)
    assert found.done(done + 1) == (status == "diverged")


@pytest.mark.parametrize("threads", [0, -1, True, "2", 2.0, 1025, None])
def test_threads_that_no_process_is_started_with_are_not_known(threads: object, folder: Path) -> None:
    found = stored(folder, environment={"threads": threads})
    assert found is not None
    assert found.threads is None


def test_what_an_earlier_version_left_out_is_not_known(folder: Path) -> None:
    found = stored(folder, environment=None, seconds=None, updated=None)
    assert found is not None
    assert (found.threads, found.seconds, found.updated, found.history_digest) == (None, {}, "", None)
    without = stored(folder, epochs=0)
    assert without is not None
    assert without.threads is None  # none of its epochs was trained with any


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"a": NaN}', b"[" * 100_000])
def test_what_is_torn_may_be_written_anew(content: bytes, folder: Path) -> None:
    (folder / "run.json").write_bytes(content)
    assert run_json.read(folder) is None


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "1"},
        {"id": None},
        {"identity": {**RUN.identity, "seed": -1}},
        {"identity": {**RUN.identity, "values": {"optimizer": 3}}},
        {"identity": {**RUN.identity, "values": {"batch_size": 32.5}}},
        {"identity": {**RUN.identity, "dataset": {"name": "digits"}}},
        {"status": "done"},
        {"status": ["completed"]},
        {"epochs": "3"},
        {"epochs": 2**53},
        {"seconds": {"training": "1"}},
        {"load": [0.1, None]},
    ],
    ids=str,
)
def test_a_field_of_another_type_is_no_record(change: dict[str, Any], folder: Path) -> None:
    assert stored(folder, **change) is None


def test_a_value_of_a_dimension_that_is_not_the_tables_is_the_users_own(folder: Path) -> None:
    found = stored(folder, identity={**RUN.identity, "values": {**RUN.identity["values"], "depth": "very"}})
    assert found is not None
    assert found.values["depth"] == "very"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 2}, "was stored by a newer version (schema 2, this one reads 1): update this program"),
        ({"schema": 2, "id": 7, "status": None}, "was stored by a newer version"),
        ({"id": "0" * 16}, f"is another run's ('{'0' * 16}'); remove"),
    ],
)
def test_somebody_elses_is_refused_with_the_file_and_the_remedy(
    change: dict[str, Any], said: str, folder: Path
) -> None:
    found = stored(folder, **change)
    assert found is not None
    assert (found.refused, found.readable, found.ended, found.epochs) == (True, False, False, 0)
    assert str(found.cause).startswith(f"{folder / 'run.json'} {said}")


def test_what_cannot_be_read_is_refused_and_not_overwritten(folder: Path) -> None:
    (folder / "run.json").mkdir()
    found = run_json.read(folder)
    assert found is not None
    assert found.refused
    assert "A folder stands where a file belongs." in str(found.cause)


def test_only_a_packed_record_of_a_run_that_has_ended_is_as_its_file(folder: Path) -> None:
    for status in run_json.STATUSES:
        found = stored(folder, status=status)
        assert found is not None
        content = run_json.packed(found)
        assert run_json.unpacked(RUN.id, content) == found
        assert run_json.has_ended(content) == run_json.is_whole(RUN.id, content) == (status != "running")
        assert not run_json.is_whole("0" * 16, content)
