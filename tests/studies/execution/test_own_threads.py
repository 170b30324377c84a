"""A run goes on with the threads that it began with: they decide its last digits."""

import json
from pathlib import Path

from studies.system import machine
from studies.system.formats import counted
from tests.support.commands import Sweep
from tests.support.stored import forget, histories

OPTIONS = {"values": "0.001,0.002", "samples": "300"}


def threads(home: Path) -> set[int]:
    records = (home / "tuner_dirs" / "runs").glob("*/run.json")
    return {json.loads(path.read_text())["environment"]["threads"] for path in records}


def trained(sweep: Sweep, **options: object) -> str:
    """In worker processes, since threads are a process's own."""
    code, out, errors = sweep("study", "lr", **{**OPTIONS, "workers": "1", **options})
    assert code == 0, errors
    return out


def test_a_run_goes_on_with_its_own_threads_unless_others_are_asked_for(sweep: Sweep, home: Path) -> None:
    assert "1 worker, 3 threads" in trained(sweep, epochs="1", threads="3")
    out = trained(sweep, epochs="3", workers="2")
    assert "2 workers, " in out
    assert threads(home) == {3}
    in_pieces = histories(home)
    forget(home)
    trained(sweep, epochs="3", threads="3")
    assert histories(home) == in_pieces
    trained(sweep, epochs="4", threads="1")
    assert threads(home) == {1}
    for path in (home / "tuner_dirs" / "runs").glob("*/run.json"):
        record = json.loads(path.read_text())
        record["environment"]["threads"] = 1024
        path.write_text(json.dumps(record))
    out = trained(sweep, epochs="5")
    assert out.count(f"it began with 1,024 threads, too many for the {counted(machine.cores(), 'core')} here") == 2
    assert threads(home) == {machine.cores()}
