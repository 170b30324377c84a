"""This machine, as far as training depends on it: processor and GPUs, and how much of them this process may use."""

import functools
import math
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from studies.system.errors import UsageError

VISIBLE_GPUS = "CUDA_VISIBLE_DEVICES"
NO_GPU = "share={share}: no GPU is here for workers to share; leave it out."
CGROUPS = Path("/sys/fs/cgroup")
GROUPS = Path("/proc/self/cgroup")
MEMORY_LIMITS = ("memory.max", "memory.limit_in_bytes")  # of version 2, of version 1
BFLOAT16_FLAGS = {"avx512_bf16", "amx_bf16"}  # processors that multiply bfloat16, not only convert it
FLOAT16_FLAGS = {"avx512_fp16", "amx_fp16"}


def cores() -> int:
    """How many threads may work at once: the cores this process may use, or less where a container has a quota."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([mine, *(math.ceil(quota) for quota in quotas())]))


def memory(groups: Path = GROUPS, root: Path = CGROUPS) -> int:
    """The bytes of memory that this process may use: the machine's, or less where a container has a limit."""
    import psutil  # takes longer to load than all else here, and most processes never ask

    limits = (_number(place / file) for place in _groups("memory", groups, root) for file in MEMORY_LIMITS)
    return min([psutil.virtual_memory().total, *(int(limit) for limit in limits if limit is not None)])


def quotas(groups: Path = GROUPS, root: Path = CGROUPS) -> Iterator[float]:
    """The processor time a second that this process' control group and each above it may take, where it is limited."""
    for place in _groups("cpu", groups, root):
        yield from _quota(place)


def _groups(controller: str, groups: Path, root: Path) -> Iterator[Path]:
    """The folder of the control group that limits this process, and those of the groups above it."""
    for controllers, name in _memberships(controller, groups):
        mounted = root / controllers  # version 2 names no controllers
        group = mounted / name.lstrip("/")
        yield from (
            place for place in (group, *group.parents) if place.is_relative_to(mounted)
        )  # the rest is the host's


def _memberships(controller: str, groups: Path) -> list[tuple[str, str]]:
    """(controllers, group) of this process: version 2 has one group for all controllers, version 1 one for each."""
    try:
        lines = [line.split(":", 2) for line in groups.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return []
    return [(one[1], one[2]) for one in lines if len(one) == 3 and (not one[1] or controller in one[1].split(","))]


def _number(file: Path) -> float | None:
    """What a group's file says, where it is there and says a number: `max` is no limit."""
    try:
        return float(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _quota(place: Path) -> Iterator[float]:
    """What cpu.max (version 2) or cpu.cfs_quota_us (version 1) allow; -1 and `max` are no limit."""
    try:
        if (place / "cpu.max").exists():
            quota, period = (place / "cpu.max").read_text(encoding="ascii").split()
        else:
            quota, period = ((place / f"cpu.cfs_{word}_us").read_text(encoding="ascii") for word in ("quota", "period"))
        if float(quota) > 0:
            yield float(quota) / float(period)
    except (OSError, ValueError):
        return


@functools.cache
def cpu_info() -> dict[str, str]:
    """The first processor's entry in /proc/cpuinfo; empty where there is none."""
    try:
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in first.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def cpu_name() -> str:
    return cpu_info().get("model name") or platform.processor() or platform.machine()


def multiplies_bfloat16() -> bool:
    """Whether bfloat16 is multiplied, not only converted: by the processor, and by oneDNN as far as it may use it."""
    return bool(BFLOAT16_FLAGS & _flags()) and _onednn_may("BF16", "FP16", "AMX", "AVX10")


def refuses(precision: str) -> bool:
    """Whether TensorFlow would hand `precision` to oneDNN, for the processor's sake, and oneDNN would not take it.

    Only where ONEDNN_MAX_CPU_ISA keeps oneDNN below the processor: TensorFlow does not look at it.
    """
    if precision == "mixed_bfloat16":
        return "avx512f" in _flags() and not _onednn_may("AVX512", "AVX10")
    if precision == "mixed_float16":
        return bool(FLOAT16_FLAGS & _flags()) and not _onednn_may("FP16", "AMX", "AVX10")
    return False


def onednn_limit() -> str:
    """The instructions that oneDNN is kept to by the environment; `ALL` where nothing is said."""
    limit = (os.environ.get("ONEDNN_MAX_CPU_ISA") or os.environ.get("DNNL_MAX_CPU_ISA") or "ALL").upper()
    return "ALL" if limit == "DEFAULT" else limit


def _onednn_may(*words: str) -> bool:
    return onednn_limit() == "ALL" or any(word in onednn_limit() for word in words)


def _flags() -> set[str]:
    return set(cpu_info().get("flags", "").split())


def visible_gpus(environment: Mapping[str, str] = os.environ, devices: Path = Path("/dev")) -> list[str]:
    """The GPUs this process may use, in CUDA's words: as CUDA_VISIBLE_DEVICES has them, else all by number."""
    if VISIBLE_GPUS in environment:
        names = (name.strip() for name in environment[VISIBLE_GPUS].split(","))
        return list(takewhile(lambda name: name not in ("", "-1"), names))  # CUDA reads no further either
    return [str(number) for number in range(len(list(devices.glob("nvidia[0-9]*"))))]


def assigned_gpus(workers: int, gpus: Sequence[str], share: int) -> list[dict[str, str]]:
    """The environment of each worker: the GPUs in turn. On a machine without any, nothing.

    `share` workers see the same one; TensorFlow then takes memory as it needs it (`variables.share`).

    Raises:
        UsageError: more than `share` workers would come to a GPU, or there is none to share.
    """
    if not gpus and share > 1:
        raise UsageError(NO_GPU.format(share=share))
    if not gpus:
        return [{} for _ in range(workers)]
    if workers > len(gpus) * share:
        raise UsageError(
            f"workers={workers} with share={share} do not fit: this machine has {len(gpus)} GPUs. Give share="
            f"{-(-workers // len(gpus))} or fewer workers; {VISIBLE_GPUS}=-1 trains on the CPU."
        )
    return [{VISIBLE_GPUS: gpus[number % len(gpus)]} for number in range(workers)]
