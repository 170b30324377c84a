"""Where a run was trained: versions, device, threads, git revision."""

import functools
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path


@functools.cache
def describe() -> dict[str, object]:
    """As stored in run.json."""
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    device = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "GPU") if gpus else "CPU"
    return {
        "python": platform.python_version(),
        "tensorflow": version("tensorflow"),
        "keras": version("keras"),
        "keras_tuner": version("keras-tuner"),
        "numpy": version("numpy"),
        "platform": platform.platform(),
        "cpu": cpu_name(),
        "device": device,
        "onednn": os.environ["TF_ENABLE_ONEDNN_OPTS"],
        "threads": int(os.environ.get("TF_NUM_INTRAOP_THREADS") or cores()),
        "git": git_revision(),
    }


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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


@functools.cache
def git_revision() -> str | None:
    if told := os.environ.get("SWEEPBOOK_REVISION"):
        return told  # by the driver: what a cluster's nodes are sent is no git checkout
    here = Path(__file__).parent
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=here, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
