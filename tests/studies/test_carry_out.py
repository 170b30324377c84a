"""Studies carried out: what one command leaves undone, the next does."""

import errno
import json
import os
from pathlib import Path

import pytest

from studies.store.open_run import OpenRun
from tests.support.commands import Sweep


def test_a_run_whose_last_word_the_disk_refused_gets_it_from_the_next_command(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = OpenRun.finish

    def refuses_once(self: OpenRun, *_: object, **__: object) -> None:
        monkeypatch.setattr(OpenRun, "finish", finish)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.folder / "run.json"))

    monkeypatch.setattr(OpenRun, "finish", refuses_once)
    options = {"values": "0.001,0.003", "epochs": 1}
    code, out, _ = sweep("study", "lr", **options)
    assert (code, "run.json: Input/output error" in out) == (3, True)
    code, out, _ = sweep("study", "lr", **options)
    assert (code, "2 runs found, 0 trained" in out) == (0, True)
    records = (home / "tuner_dirs" / "runs").glob("*/run.json")
    assert [json.loads(path.read_text())["status"] for path in records] == ["completed", "completed"]
