"""What a machine gives to this process, which numbers its processor computes with, and which GPU a worker sees."""

from pathlib import Path

import pytest

from studies.system import machine
from studies.system.errors import UsageError
from studies.system.machine import assigned_gpus, visible_gpus
from tests.support.commands import Sweep


def group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)


def quotas(tmp_path: Path, membership: str) -> list[float]:
    (tmp_path / "membership").write_text(membership)
    return list(machine.quotas(tmp_path / "membership", tmp_path / "mounted"))


def test_a_quota_of_version_2_counts_and_those_of_the_groups_above(tmp_path: Path) -> None:
    mounted = tmp_path / "mounted"
    group(mounted / "a", cpu__max="150000 100000\n")
    group(mounted / "a" / "b", cpu__max="max 100000\n")
    assert quotas(tmp_path, "0::/a/b\n") == [1.5]
    group(mounted / "a" / "b", cpu__max="50000 100000\n")
    assert quotas(tmp_path, "0::/a/b\n") == [0.5, 1.5]


def test_a_quota_of_version_1_counts_also_where_a_container_sees_its_group_as_the_root(tmp_path: Path) -> None:
    group(tmp_path / "mounted" / "cpu,cpuacct", cpu__cfs_quota_us="100000\n", cpu__cfs_period_us="50000\n")
    assert quotas(tmp_path, "5:memory:/x\n4:cpu,cpuacct:/docker/0123\n") == [2.0]
    group(tmp_path / "mounted" / "cpu,cpuacct", cpu__cfs_quota_us="-1\n")
    assert quotas(tmp_path, "4:cpu,cpuacct:/docker/0123\n") == []


@pytest.mark.parametrize("text", ["", "nonsense", "0::/nowhere", "0::/../../etc"])
def test_no_group_is_no_quota(text: str, tmp_path: Path) -> None:
    assert quotas(tmp_path, text) == []


def test_memory_is_what_a_group_or_one_above_it_may_take_and_the_machine_has(tmp_path: Path) -> None:
    def memory(membership: str) -> int:
        (tmp_path / "membership").write_text(membership)
        return machine.memory(tmp_path / "membership", tmp_path / "mounted")

    whole = memory("")
    assert whole > 1 << 29
    group(tmp_path / "mounted" / "a", memory__max="4000000\n")
    group(tmp_path / "mounted" / "a" / "b", memory__max="max\n")
    assert memory("0::/a/b\n") == 4_000_000
    group(tmp_path / "mounted" / "memory" / "x", memory__limit_in_bytes="3000000\n")
    assert memory("5:memory:/x\n4:cpu,cpuacct:/docker/0123\n") == 3_000_000
    group(tmp_path / "mounted" / "memory" / "x", memory__limit_in_bytes="9223372036854771712\n")  # no limit
    assert memory("5:memory:/x\n") == whole


@pytest.mark.parametrize(("found", "threads"), [([0.5], 1), ([1.5, 8.0], 2), ([], 4), ([16.0], 4)])
def test_threads_follow_the_quota_rounded_up_and_the_cores(
    found: list[float], threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3})
    monkeypatch.setattr(machine, "quotas", lambda: found)
    assert machine.cores() == threads


SAPPHIRE_RAPIDS = "avx2 avx512f avx512_bf16 avx512_fp16"


@pytest.mark.parametrize(
    ("flags", "limit", "multiplied", "refused"),
    [
        (SAPPHIRE_RAPIDS, "", True, ()),
        (SAPPHIRE_RAPIDS, "default", True, ()),
        (SAPPHIRE_RAPIDS, "AVX2", False, ("mixed_bfloat16", "mixed_float16")),
        (SAPPHIRE_RAPIDS, "AVX512_CORE", False, ("mixed_float16",)),
        (SAPPHIRE_RAPIDS, "AVX512_CORE_AMX", True, ()),
        ("avx2 avx512f", "AVX2", False, ("mixed_bfloat16",)),
        ("avx2", "", False, ()),  # TensorFlow then computes it without oneDNN
        ("avx2", "AVX2", False, ()),
    ],
)
def test_half_precision_follows_what_onednn_is_kept_to(
    flags: str, limit: str, multiplied: bool, refused: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured with TensorFlow 2.21: a convolution and a product in either precision, at each limit."""
    monkeypatch.setattr(machine, "cpu_info", lambda: {"flags": flags})
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", limit)
    monkeypatch.delenv("DNNL_MAX_CPU_ISA", raising=False)
    assert machine.multiplies_bfloat16() == multiplied
    halves = ("float32", "mixed_bfloat16", "mixed_float16")
    assert tuple(precision for precision in halves if machine.refuses(precision)) == refused


def test_every_worker_gets_a_gpu_of_its_own() -> None:
    assert assigned_gpus(2, ["0", "1"], 1) == [{"CUDA_VISIBLE_DEVICES": "0"}, {"CUDA_VISIBLE_DEVICES": "1"}]


def test_workers_that_share_are_spread_over_the_gpus() -> None:
    seen = [one["CUDA_VISIBLE_DEVICES"] for one in assigned_gpus(5, ["0", "GPU-8f3a"], 3)]
    assert seen == ["0", "GPU-8f3a", "0", "GPU-8f3a", "0"]


def test_more_workers_than_the_gpus_take_are_refused_with_what_would_fit() -> None:
    with pytest.raises(UsageError, match=r"workers=5 with share=2 .* has 2 GPUs. Give share=3 or fewer workers"):
        assigned_gpus(5, ["0", "1"], 2)


def test_without_gpus_nothing_is_said_and_nothing_refused() -> None:
    assert assigned_gpus(3, [], 1) == [{}, {}, {}]


def test_the_gpus_are_those_cuda_may_use(tmp_path: Path) -> None:
    for name in ("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm"):
        (tmp_path / name).touch()
    assert visible_gpus({}, tmp_path) == ["0", "1"]
    assert visible_gpus({"CUDA_VISIBLE_DEVICES": "3, 1"}, tmp_path) == ["3", "1"]
    assert visible_gpus({"CUDA_VISIBLE_DEVICES": "0,-1,1"}, tmp_path) == ["0"]
    assert (
        visible_gpus({"CUDA_VISIBLE_DEVICES": "-1"}, tmp_path)
        == visible_gpus({"CUDA_VISIBLE_DEVICES": ""}, tmp_path)
        == []
    )


def test_a_study_with_too_many_workers_for_its_gpus_writes_nothing(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    code, _, err = sweep("study", "lr", workers="2", precision="float32")
    assert (code, "workers=2 with share=1 do not fit: this machine has 1 GPUs" in err) == (2, True)
    assert not (home / "tuner_dirs" / "runs").exists()
