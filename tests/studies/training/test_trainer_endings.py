"""How a run ends, and what its record says of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hypermodels.dimensions import configuration
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store.runs import Store
from tests.studies.training.digits import USUAL, a_run, trained


def test_a_loss_that_is_not_finite_ends_the_run_as_diverged(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data, learning_rate=1e30)
    history = trained(store, data, run, 4)
    assert store.record(run.id).status == "diverged"
    assert len(history) == 1
    assert not np.isfinite(store.history(run.id)[-1].loss)


def test_a_diverged_run_is_not_trained_further(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    store, run = next(stores), a_run(data, learning_rate=1e30)
    assert trained(store, data, run, 1) == trained(store, data, run, 5)


def test_the_record_says_what_changes_numbers_and_times(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.system import variables
    from studies.training import numerics

    store, run = next(stores), a_run(data)
    monkeypatch.setenv(variables.WORKERS, "3")
    trained(store, data, run, 1)
    record = store.record(run.id).data
    assert record["settings"] == numerics.found()
    assert (record["environment"]["workers"], record["environment"]["threads"]) == (3, variables.threads())
    assert 0 < record["seconds"]["tracing"] <= record["seconds"]["outside"]
    assert len(record["load"]) == 2


def test_a_run_whose_first_epochs_held_the_tracing_does_not_get_it_apart(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data)
    trained(store, data, run, 1)
    path = store.folder(run.id) / "run.json"
    record = json.loads(path.read_text())
    del record["seconds"]["tracing"]
    path.write_text(json.dumps(record))
    trained(store, data, run, 2)
    assert "tracing" not in json.loads(path.read_text())["seconds"]


def test_an_exception_in_a_run_is_recorded_with_its_cause(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data)
    context = Context("lenet", "test", 0.5, DatasetRef("digits", "x", ("one",), (60, 10, 10)), "float32")
    broken = trial_of(context, configuration({}), [0]).runs[0]  # labels that no class answers to
    USUAL.advance(store, broken, 1, data[1])
    record = store.record(broken.id)
    assert record is not None
    assert record.status == "failed"
    assert record.cause
    USUAL.advance(store, run, 1, data[1])  # and the next run is not hurt
    assert store.record(run.id).status == "completed"


def test_memory_that_is_refused_is_no_failure_of_the_run_whoever_asked_for_it(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tensorflow import errors

    from studies.training.program import Program

    store, run = next(stores), a_run(data)
    onednn = "Operation received an exception:Status: {}, message: could not create a primitive, in file mkl_conv.cc"
    refusals = (
        MemoryError("std::bad_alloc"),
        errors.ResourceExhaustedError(None, None, "Graph execution error:\n" * 99 + "OOM when allocating tensor\n"),
        errors.AbortedError(None, None, onednn.format(1)),
        errors.AbortedError(None, None, onednn.format(5)),
    )
    for refusal in refusals:
        monkeypatch.setattr(Program, "train", lambda *_, refusal=refusal: _raise(refusal))
        with pytest.raises(
            (MemoryError, errors.ResourceExhaustedError),
            match=r"^(std::bad_alloc|OOM when allocating tensor$|oneDNN could not go on, as without memory)",
        ):
            USUAL.advance(store, run, 1, data[1])
        assert store.record(run.id).status == "running"
    monkeypatch.setattr(Program, "train", lambda *_: _raise(errors.AbortedError(None, None, onednn.format(3))))
    USUAL.advance(store, run, 1, data[1])
    assert store.record(run.id).status == "failed"


def _raise(error: Exception) -> None:
    raise error
