"""A fault at a file-system call, then the same commands again: `python -m benchmarks.faults` is the long form."""

import os
import subprocess
import sys

from tests.support.places import ROOT


def test_what_a_fault_disturbed_ends_as_the_undisturbed_when_the_commands_are_given_again() -> None:
    done = subprocess.run(  # a process of its own: it forks, before any thread
        [sys.executable, "-m", "benchmarks.faults", "--every", "390", "--faults", "kill,EIO"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "cases tried" in done.stdout
