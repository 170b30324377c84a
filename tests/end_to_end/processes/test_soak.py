"""Kill-safety in short: `python -m benchmarks.soak` is the long form."""

import tempfile
from pathlib import Path

from benchmarks.soak.disturbed import Soak
from benchmarks.soak.processes import COMMAND, HELPER, SERVER, WORKER
from benchmarks.soak.stored import answers, command, histories, probes
from studies.system import machine
from sweepbook.cli.door import main

CHANCE = ["--base", "schedule=cosine augmentation=flip_crop dropout=0.3", "--size", "24", "--probes"]
# Runs are long beside a look at the store, so that a kill falls within one.
STUDY = ["--values", "0.001,0.002", "--seeds", "3", "--epochs", "60", *CHANCE]


def test_what_is_killed_again_and_again_ends_as_what_nobody_disturbs() -> None:
    """A user's own network with chance of every kind, at another side, whose layers are measured."""
    options = [*STUDY, "--threads", str(machine.cores())]  # as this process has: the same numbers
    with tempfile.TemporaryDirectory() as short:  # a path that a socket's name fits into
        quiet, disturbed = Path(short) / "quiet", Path(short) / "disturbed"
        assert main([*command(quiet, [*options, "--workers", "0"])[3:]]) == 0
        victims = (WORKER, SERVER, COMMAND)
        soak = Soak(disturbed, [*options, "--workers", "2"], runs=6, victims=victims, helpers=1.0, epochs_between=24)
        soak.disturb(limit=600)
        soak.check(quiet)
        said = (disturbed / "log").read_text(encoding="utf-8")
        stored = histories(quiet).keys()
        assert answers(quiet).keys() == probes(quiet).keys() == stored
        assert len(stored) == 6
    assert soak.outcome.wrong == []
    killed = soak.outcome.killed
    assert killed.pop(HELPER) >= 1
    assert killed == {WORKER: 1, SERVER: 1, COMMAND: 1}
    assert "goes on from epoch" in said
