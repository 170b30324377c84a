"""Studies carried out: what one command leaves undone, the next does."""

import errno
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from studies.store.open_run import OpenRun
from studies.store.reading.run_reader import RunReader
from studies.store.reading.unchanged import Stamp
from sweepbook.cli.training.outcome import Outcome
from tests.support.commands import Sweep


def test_a_run_whose_last_word_the_disk_refused_gets_it_from_the_next_command(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = OpenRun.finish

    def refuses_once(self: OpenRun, *_: object, **__: object) -> None:
        monkeypatch.setattr(OpenRun, "finish", finish)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.folder / "run.json"))

    monkeypatch.setattr(OpenRun, "finish", refuses_once)
    options = {"values": "0.001,0.003", "epochs": 1}
    code, out, _ = sweep("study", "lr", **options)
    assert (code, "run.json: Input/output error" in out) == (3, True)
    code, out, _ = sweep("study", "lr", **options)
    assert (code, "2 runs found, 0 trained" in out) == (0, True)
    records = (home / "tuner_dirs" / "runs").glob("*/run.json")
    assert [json.loads(path.read_text())["status"] for path in records] == ["completed", "completed"]


def test_a_project_that_cannot_be_written_is_said_and_made_by_the_next_command(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(folder: Path, *_: object) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(folder / "oracle.json"))

    with monkeypatch.context() as patch:
        patch.setattr("studies.views.keras_tuner.write_project", refuses)
        code, out, _ = sweep("study", "lr", values="0.001", epochs=1)
    assert code == 0
    assert "the Keras-Tuner project of study lenet-learning_rate-digits-samples100-width0.5 was not written: " in out
    assert "oracle.json: Permission denied. Change its permissions" in out
    assert "1 trained" in out
    assert not list((home / "tuner_dirs").glob("lenet*/trial_*"))
    assert "1 run found, 0 trained" in sweep("study", "lr", values="0.001", epochs=1)[1]
    assert len(list((home / "tuner_dirs").glob("lenet*/trial_*"))) == 1


def test_a_command_with_nothing_to_train_looks_at_each_run_once_before_it_concludes(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sweep("study", "lr", values="0.001,0.003", epochs=1)[0] == 0
    stamp, looked = RunReader.stamp, Counter[str]()

    def counted(self: RunReader, run_id: str) -> Stamp | None:
        looked[run_id] += 1
        return stamp(self, run_id)

    def concluded(*_: object) -> Outcome:
        seen.update(looked)
        return Outcome(())

    seen: dict[str, int] = {}
    monkeypatch.setattr(RunReader, "stamp", counted)
    monkeypatch.setattr("sweepbook.cli.training.sweep.conclude", concluded)
    assert sweep("study", "lr", values="0.001,0.003", epochs=1)[0] == 0
    assert list(seen.values()) == [1, 1]
