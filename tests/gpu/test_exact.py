"""What one process trains on a GPU: exact however it is cut, in every precision, with the memory it needs."""

import os
from pathlib import Path

import numpy as np
import pytest

from hypermodels import NETWORKS
from hypermodels.dimensions import configuration
from studies.data import datasets
from studies.data.dataset_ref import sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from studies.training import numerics
from studies.training.trainer import Trainer
from tests.gpu.devices import Device
from tests.support.half_precision import half
from tests.support.stored import rows

SMALL_GROWTH = 1.1  # of the memory that the first run took: what more runs of its program may take


@pytest.fixture
def data(prepared: Path) -> Path:
    return datasets.prepare("digits", prepared / "datasets")[1]


def a_run(device: Device, prepared: Path, network: str, precision: str = "float32", seed: int = 0) -> Run:
    ref, _ = datasets.prepare("digits", prepared / "datasets")
    context = Context(network, "test", device.widths[network], sampled(ref, device.pictures), precision)
    return trial_of(context, configuration({}), [seed]).runs[0]


def exact(folder: Path, data: Path, run: Run) -> RunRecord:
    """Train a run in one go, and in two pieces: in a warm program, then in a fresh one. Returns its record."""
    numerics.prepare()
    warm, whole, pieces = Trainer(), Store(folder / "whole"), Store(folder / "pieces")
    for trainer, store, epoch in ((warm, whole, 2), (warm, pieces, 1), (Trainer(), pieces, 2)):
        trainer.advance(store, run, epoch, data)
    record = whole.record(run.id)
    assert record is not None
    assert record.status == "completed", record.cause
    assert np.isfinite(whole.history(run.id)[-1].loss)
    assert rows(pieces, run) == rows(whole, run)
    return record


@pytest.mark.parametrize(
    ("network", "device"),
    [("lenet", "faked"), *(pytest.param(name, "gpu", marks=pytest.mark.gpu) for name in NETWORKS)],
    indirect=["device"],
)
def test_a_resumed_run_is_the_run_in_one_go(
    device: Device, network: str, prepared: Path, data: Path, tmp_path: Path
) -> None:
    record = exact(tmp_path, data, a_run(device, prepared, network))
    assert record.data["environment"]["device"] == device.name
    assert record.data["settings"]["tensorflow.deterministic"] is True


@pytest.mark.parametrize(
    ("precision", "device"),
    [
        half("mixed_bfloat16", "faked"),
        *(pytest.param(name, "gpu", marks=pytest.mark.gpu) for name in ("mixed_bfloat16", "mixed_float16")),
    ],
    indirect=["device"],
)
def test_a_mixed_precision_trains_and_resumes_exactly(
    device: Device, precision: str, prepared: Path, data: Path, tmp_path: Path
) -> None:
    record = exact(tmp_path, data, a_run(device, prepared, "lenet", precision))
    assert record.identity["precision"] == precision


def test_a_process_takes_the_memory_it_needs_and_more_runs_take_no_more(
    device: Device, prepared: Path, data: Path, tmp_path: Path
) -> None:
    assert os.environ["TF_FORCE_GPU_ALLOW_GROWTH"] == "true"
    before, total = device.memory()
    numerics.prepare()
    store, trainer = Store(tmp_path), Trainer()
    used = []
    for seed in range(3):
        assert trainer.advance(store, a_run(device, prepared, "lenet", seed=seed), 1, data)
        used.append(device.memory()[0])
    assert used[0] - before < total / 2, "TensorFlow takes nearly all where it is not told otherwise"
    assert used[-1] <= SMALL_GROWTH * used[0]
