"""Whole commands on a GPU: workers that share it, a run that has no memory on it, a model for the classifier."""

from pathlib import Path

import pytest

from studies.store.home import Home
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from sweepbook.cli.door import main
from tests.gpu import devices
from tests.gpu.devices import Device
from tests.support.commands import Sweep


def records(home: Path) -> list[RunRecord]:
    store = Store(Home(home).runs)
    return [record for run in store.ids() if (record := store.record(run))]


def test_two_workers_share_it_and_their_runs_come_again_to_the_last_bit(
    device: Device, sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = sweep("study", "lr", values="0.001,0.003", workers=2, share=2)
    assert code == 0, out + err
    stored = [record.data["environment"] for record in records(home)]
    assert [(one["device"], one["workers"]) for one in stored] == [(device.name, 2)] * 2
    assert main(["audit", "--root", str(home)]) == 0
    assert "2 of 2 runs with the same bits." in capfd.readouterr().out


def test_a_run_of_it_becomes_a_model(device: Device, sweep: Sweep, home: Path) -> None:
    code, out, err = sweep("study", "lr", values="0.001", epochs=1, workers=1)
    assert code == 0, out + err
    assert [record.data["environment"]["device"] for record in records(home)] == [device.name]
    code, out, err = sweep("export", **dict.fromkeys(("samples", "width", "seeds", "epochs", "workers", "precision")))
    assert code == 0, out + err
    assert (home / "bundles" / "digits" / "lenet" / "model.onnx").exists()


def test_a_run_that_has_no_memory_fails_alone(
    device: Device, sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices.workers_begin_with(device.with_little_memory, monkeypatch)
    network, fits, too_many = device.tight
    words = {"model": network, "width": device.widths[network], "values": f"{fits},{too_many}"}
    code, out, err = sweep("study", "batch-size", **words, samples="all", workers=1)
    assert code == 3, out + err
    found = {record.identity["values"]["batch_size"]: record for record in records(home)}
    assert found[fits].status == "completed"
    assert found[too_many].status == "failed"
    cause = str(found[too_many].cause)
    assert cause.startswith("ResourceExhaustedError: ")
    assert cause.endswith("It was tried twice.")
    assert "Traceback" not in out + err
