"""Studies carried out: what one command leaves undone, the next does."""

import errno
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from studies.store.open_run import OpenRun
from studies.store.reading.run_reader import RunReader
from studies.store.reading.unchanged import Stamp
from sweepbook.cli.door import main
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


def test_a_run_is_counted_once_however_many_of_its_epochs_a_study_keeps(sweep: Sweep) -> None:
    sweep("study", "lr", values="0.001,1e30", epochs=1)
    code, out, _ = sweep("study", "lr", values="0.001,1e30", epochs=2)
    assert (code, "1 in the store, 1 to train (1 epoch)" in out) == (0, True)
    assert "1 run found, 1 trained (1 epoch), 0 diverged, 0 failed" in out  # what diverged had ended
    for _ in range(2):
        assert "1 run found, 0 trained" in sweep("study", "epochs", values="1,2", epochs=None)[1]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the disk was asked for each run."""
    stamp, counts = RunReader.stamp, Counter[str]()

    def counted(self: RunReader, run_id: str) -> Stamp | None:
        counts[run_id] += 1
        return stamp(self, run_id)

    monkeypatch.setattr(RunReader, "stamp", counted)
    return counts


def test_a_command_with_nothing_to_train_looks_at_each_run_once(sweep: Sweep, looked: Counter[str]) -> None:
    options = {"values": "0.001,0.003", "epochs": 1}
    said = [sweep("study", "lr", **options)[1].splitlines()[-2:]]
    looked.clear()
    said.append(sweep("study", "lr", **options)[1].splitlines()[-2:])
    assert list(looked.values()) == [1, 1]
    assert said[0][0] == said[1][0]  # the best
    assert said[1][1].startswith("2 runs found, 0 trained")


def test_a_command_that_only_makes_views_looks_once_for_each_who_needs_the_run_and_the_next_finds_them_right(
    sweep: Sweep, home: Path, looked: Counter[str]
) -> None:
    options = {"values": "0.001,0.003", "epochs": 1}
    sweep("study", "lr", **options)
    stamp = next((home / "tuner_dirs").glob("lenet*/views"))
    before = stamp.read_bytes()
    stamp.unlink()
    looked.clear()
    assert sweep("study", "lr", **options)[0] == 0
    assert stamp.read_bytes() == before
    assert list(looked.values()) == [4, 4]  # the plan, the board, the driver, and the board as it is told of the trial


def test_a_command_that_finds_everything_trained_and_shown_loads_no_tensorboard_and_no_tensorflow(home: Path) -> None:
    line = "study lr --model lenet --dataset digits --samples 100 --width 0.5 --seeds 1 --values 0.001 --epochs 1"
    words = [*line.split(), "--precision", "float32", "--workers", "0", "--root", str(home)]
    assert main(words) == 0
    heavy = "{'tensorflow', 'keras', 'tensorboard', 'pandas', 'matplotlib'}"
    code = f"import sys; from sweepbook.cli.door import main; main(sys.argv[1:]); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["1 run found, 0 trained (0 epochs), 0 diverged, 0 failed", "set()"]
