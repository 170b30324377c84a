"""Where the seconds of a short command go: `python -m benchmarks.commands.start_and_end [demo-in-three five-runs]`.

Each is run in an empty folder. A table has the processor seconds of each process in each second of the clock; below it
stand the seconds of the clock, and the processor seconds of all processes. On a busy machine the latter say more.
"""

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

import psutil

from benchmarks.support import results

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): orphans become children of this process, and count
LOOK = 0.05  # seconds
STUDY = "study lr --model lenet --dataset digits"
THEN = "--model lenet --dataset digits"
SCENARIOS = {
    "demo": [f"{STUDY} --seeds 2 --epochs 5 then export {THEN} then report {THEN}"],
    "demo-in-three": [f"{STUDY} --seeds 2 --epochs 5", f"export {THEN}", f"report {THEN}"],
    "five-runs": [f"{STUDY} --seeds 1 --epochs 2"],
}


def role(process: psutil.Process, seen: int) -> str:
    """What a process is, in a word or two; `seen` are those before it."""
    words = " ".join(process.cmdline())
    for mark, name in (
        ("resource_tracker", "tracker"),
        ("analysis.bundles.child", "OpenCV"),
        ("git describe", "git"),
    ):
        if mark in words:
            return name
    parent = process.parent()
    if "multiprocessing.forkserver" in words:
        return f"forked {seen}" if parent and "multiprocessing.forkserver" in " ".join(parent.cmdline()) else "server"
    return "command" if process.ppid() == os.getpid() else "waits"


def measure(commands: list[str]) -> None:
    """Run the commands one after the other in a fresh folder, and print where their seconds went."""
    spent: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))  # by second, then by process
    names: dict[int, str] = {}
    last: dict[int, float] = {}
    load, begun = results.load(), time.perf_counter()
    with tempfile.TemporaryDirectory() as root:
        for command in commands:
            words = [word for part in command.split(" then ") for word in ("then", *part.split(), "--root", root)][1:]
            running = subprocess.Popen(
                [sys.executable, "-m", "sweepbook", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            while running.poll() is None:
                for process in psutil.Process().children(recursive=True):
                    try:
                        now = sum(process.cpu_times()[:2])
                        names.setdefault(process.pid, role(process, len(names)))
                    except psutil.Error:
                        continue
                    second = int(time.perf_counter() - begun)
                    spent[second][process.pid] += now - last.get(process.pid, 0.0)
                    last[process.pid] = now
                time.sleep(LOOK)
    seconds = time.perf_counter() - begun
    shown = [one for one in names if last.get(one, 0.0) >= 0.05]
    rows = [[second, *(f"{spent[second][one]:.2f}" for one in shown)] for second in sorted(spent)]
    rows.append(["all", *(f"{last[one]:.2f}" for one in shown)])
    print(results.table(["second", *(names[one] for one in shown)], rows))
    print(f"\n{seconds:.1f} s, {sum(last.values()):.1f} s of processors, load {load}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("scenarios", nargs="*", default=["demo"], choices=SCENARIOS)
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    for name in parser.parse_args().scenarios:
        print(f"\n{name}")
        measure(SCENARIOS[name])


if __name__ == "__main__":
    main()
