"""A command with its time and memory."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

# Starts a command, and prints the KiB that it took at most. A process of its own, since a child's peak begins with
# what its parent had taken.
PEAK = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], dict(os.environ))
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(frozen=True)
class Watched:
    seconds: float  # of the whole process, its start included
    mib: float  # at most, of the process that was started; not of those that it started
    output: str


def run(line: Sequence[str]) -> Watched:
    """
    Raises:
        SystemExit: it ended with another status than 0.
    """
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", PEAK, *line], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        words = f"{done.stdout[-500:]}{done.stderr[-500:]}"
        raise SystemExit(f"{' '.join(line)} ended with status {done.returncode}: {words}")
    output, peak = done.stdout.rstrip("\n").rpartition("\n")[::2]
    return Watched(seconds, int(peak) / 1024, output)
