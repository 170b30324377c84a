"""Where a run was trained: versions, device, threads, workers, git revision."""

import functools
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from studies.system import machine, variables


def describe() -> dict[str, object]:
    """As stored in run.json."""
    return {**_fixed(), "threads": variables.threads(), "workers": variables.workers()}


def load() -> float:
    """How many threads of the whole machine wanted a core, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


@functools.cache
def _fixed() -> dict[str, object]:
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
        "cpu": machine.cpu_name(),
        "device": device,
        "onednn": os.environ["TF_ENABLE_ONEDNN_OPTS"],
        "git": git_revision(),
    }


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
