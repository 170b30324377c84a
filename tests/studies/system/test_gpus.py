"""Which GPU a worker sees: decided without one."""

from pathlib import Path

import pytest

from studies.system.errors import UsageError
from studies.system.gpus import assigned, visible
from tests.support.commands import Sweep


def test_every_worker_gets_a_gpu_of_its_own() -> None:
    assert assigned(2, ["0", "1"], 1) == [{"CUDA_VISIBLE_DEVICES": "0"}, {"CUDA_VISIBLE_DEVICES": "1"}]


def test_workers_that_share_are_spread_over_the_gpus() -> None:
    seen = [one["CUDA_VISIBLE_DEVICES"] for one in assigned(5, ["0", "GPU-8f3a"], 3)]
    assert seen == ["0", "GPU-8f3a", "0", "GPU-8f3a", "0"]


def test_more_workers_than_the_gpus_take_are_refused_with_what_would_fit() -> None:
    with pytest.raises(UsageError, match=r"workers=5 with share=2 .* has 2 GPUs. Give share=3 or fewer workers"):
        assigned(5, ["0", "1"], 2)


def test_without_gpus_nothing_is_said_and_nothing_refused() -> None:
    assert assigned(3, [], 1) == [{}, {}, {}]


def test_the_gpus_are_those_cuda_may_use(tmp_path: Path) -> None:
    for name in ("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm"):
        (tmp_path / name).touch()
    assert visible({}, tmp_path) == ["0", "1"]
    assert visible({"CUDA_VISIBLE_DEVICES": "3, 1"}, tmp_path) == ["3", "1"]
    assert visible({"CUDA_VISIBLE_DEVICES": "0,-1,1"}, tmp_path) == ["0"]
    assert visible({"CUDA_VISIBLE_DEVICES": "-1"}, tmp_path) == visible({"CUDA_VISIBLE_DEVICES": ""}, tmp_path) == []


def test_a_study_with_too_many_workers_for_its_gpus_writes_nothing(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    code, _, err = sweep("study", "lr", workers="2", precision="float32")
    assert (code, "workers=2 with share=1 do not fit: this machine has 1 GPUs" in err) == (2, True)
    assert not (home / "tuner_dirs" / "runs").exists()
