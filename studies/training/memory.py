"""The memory that a run took."""

import contextlib
import resource
import sys
from pathlib import Path


def forget_peak() -> None:
    """Let the peak begin anew: a worker's next run may be a smaller one. Where that cannot be, it is the process'."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_bytes(b"5")


def peak_memory() -> int:
    """The largest resident memory of this process since `forget_peak`, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
