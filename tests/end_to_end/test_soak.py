"""Kill-safety in short: `python -m benchmarks.soak` is the long form."""

import subprocess
import tempfile
from pathlib import Path

from benchmarks.soak.disturbed import Soak
from benchmarks.soak.processes import COMMAND, HELPER, SERVER, WORKER
from benchmarks.soak.stored import command


def test_what_is_killed_again_and_again_ends_as_what_nobody_disturbs() -> None:
    options = ["--values", "0.001,0.002", "--seeds", "3", "--epochs", "40", "--threads", "1"]
    with tempfile.TemporaryDirectory() as short:  # a path that a socket's name fits into
        quiet, disturbed = Path(short) / "quiet", Path(short) / "disturbed"
        alone = command(quiet, [*options, "--workers", "0"])  # one process, and with as many threads the same numbers
        subprocess.run(alone, check=True, capture_output=True)
        victims = (WORKER, SERVER, COMMAND)
        soak = Soak(disturbed, [*options, "--workers", "2"], runs=6, victims=victims, helpers=1.0, epochs_between=40)
        soak.disturb(limit=600)
        soak.check(quiet)
    assert soak.outcome.wrong == []
    killed = soak.outcome.killed
    assert killed.pop(HELPER) >= 1
    assert killed == {WORKER: 1, SERVER: 1, COMMAND: 1}
