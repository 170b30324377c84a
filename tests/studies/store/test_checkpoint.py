"""checkpoint.npz: whole, of this run and of this version, or none: then training begins anew."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studies.store import checkpoint, history
from studies.store.beside import probes
from studies.store.beside.answers import Answers
from studies.store.checkpoint import NAME
from studies.store.history import Epoch

ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, float("nan"), 0.001, 0.5) for n in (1, 2)]
STATE: dict[str, np.ndarray] = {
    "model/c1/kernel": np.arange(6, dtype=np.float32).reshape(2, 3),
    "optimizer/0": np.array(7, np.int64),
    "model/家": np.zeros((0, 3), np.float32),
}
SAID = Answers(np.array([0, 1], np.uint8), {1: np.array([0, 0], np.uint8), 2: np.array([0, 1], np.uint8)})
PROBES = probes.of_epoch(1, dict.fromkeys(probes.columns(["c1"], ["r1"]), 0.5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a höme 家"
    made.mkdir()
    checkpoint.write(made, "r1", 2, ROWS, STATE, SAID, PROBES)
    return made


def test_all_of_a_run_is_read_back_to_the_last_bit(folder: Path) -> None:
    found = checkpoint.read(folder, "r1")
    assert found is not None
    assert (found.epoch, repr(found.rows), found.probes) == (2, repr(ROWS), PROBES)
    assert found.state.keys() == STATE.keys()
    for name, array in STATE.items():
        assert (found.state[name].dtype, found.state[name].tobytes()) == (array.dtype, array.tobytes())
        assert found.state[name].shape == array.shape
    assert found.answers is not None
    np.testing.assert_array_equal(found.answers.labels, SAID.labels)
    assert {epoch: said.tolist() for epoch, said in found.answers.said.items()} == {1: [0, 0], 2: [0, 1]}


def test_answers_and_probes_may_be_missing(folder: Path) -> None:
    checkpoint.write(folder, "r1", 1, ROWS[:1], STATE, None)
    found = checkpoint.read(folder, "r1")
    assert found is not None
    assert (found.epoch, found.answers, found.probes) == (1, None, None)


def test_none_and_another_runs_are_none(folder: Path) -> None:
    assert checkpoint.read(folder / "elsewhere", "r1") is None
    assert checkpoint.read(folder, "r2") is None


def test_one_that_was_cut_at_any_length_is_none(folder: Path) -> None:
    whole = (folder / NAME).read_bytes()
    for length in range(0, len(whole), 7):
        (folder / NAME).write_bytes(whole[:length])
        assert checkpoint.read(folder, "r1") is None, length


def rewritten(folder: Path, **change: Any) -> None:
    """The file with other facts in it, or other arrays."""
    with np.load(folder / NAME) as stored:
        arrays: dict[str, Any] = dict(stored)
    meta = json.loads(arrays["meta"].tobytes())
    meta |= {name: value for name, value in change.items() if name in meta}
    arrays |= {name: value for name, value in change.items() if name not in meta}
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    (folder / NAME).write_bytes(buffer.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"run": ["r1"]},
        {"epoch": "two"},
        {"history": history.text(ROWS).replace("2,", "3,")},
        {"history": None},
        {"probes": "epoch,right\n"},
        {"answers/labels": np.array([0.5, 1.0])},
        {"state/model/c1/kernel": np.array([print], object)},
    ],
    ids=str,
)
def test_of_another_version_or_of_other_kinds_it_is_none(change: dict[str, Any], folder: Path) -> None:
    rewritten(folder)
    assert checkpoint.read(folder, "r1") is not None
    rewritten(folder, **change)
    assert checkpoint.read(folder, "r1") is None
