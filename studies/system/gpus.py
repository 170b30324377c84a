"""Which GPU a worker sees: one each, or one for several that share it. TensorFlow then takes memory as it needs it."""

import os
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from studies.system.errors import UsageError

VISIBLE = "CUDA_VISIBLE_DEVICES"


def visible(environment: Mapping[str, str] = os.environ, devices: Path = Path("/dev")) -> list[str]:
    """The GPUs this process may use, in CUDA's words: as CUDA_VISIBLE_DEVICES has them, else all by number."""
    if VISIBLE in environment:
        names = (name.strip() for name in environment[VISIBLE].split(","))
        return list(takewhile(lambda name: name not in ("", "-1"), names))  # CUDA reads no further either
    return [str(number) for number in range(len(list(devices.glob("nvidia[0-9]*"))))]


def assigned(workers: int, gpus: Sequence[str], share: int) -> list[dict[str, str]]:
    """The environment of each worker: the GPUs in turn. On a machine without any, nothing.

    Raises:
        UsageError: more than `share` workers would come to a GPU.
    """
    if not gpus:
        return [{} for _ in range(workers)]
    if workers > len(gpus) * share:
        raise UsageError(
            f"workers={workers} with share={share} do not fit: this machine has {len(gpus)} GPUs. Give share="
            f"{-(-workers // len(gpus))} or fewer workers; {VISIBLE}=-1 trains on the CPU."
        )
    return [{VISIBLE: gpus[number % len(gpus)]} for number in range(workers)]
