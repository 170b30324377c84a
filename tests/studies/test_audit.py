"""Stored runs are trained anew beside the store: the same bits, or what differs."""

import json
import re
from pathlib import Path

import pytest

from studies import prepare
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.stored import runs
from tests.support.warm.programs import TRAINERS

OPTIONS = {"values": "0.001,0.01", "epochs": "2"}


def audited(home: Path, *words: str) -> int:
    return main(["audit", *words, "--root", str(home)])


def test_every_bit_comes_again_and_a_changed_digit_is_found(
    sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert sweep("study", "lr", **OPTIONS)[0] == 0
    before = runs(home)
    TRAINERS.forget()
    assert audited(home, "--runs", "5", "--out", str(tmp_path / "audit.md")) == 0
    out = capfd.readouterr().out
    assert "2 of 2 runs with the same bits." in out
    assert (tmp_path / "audit.md").read_text().splitlines()[-1] == "2 of 2 runs with the same bits."
    assert runs(home) == before

    changed = sorted((home / "tuner_dirs" / "runs").glob("*/history.csv"))[0]
    rows = changed.read_text().splitlines()
    cells = rows[2].split(",")
    cells[3] = repr(float(cells[3]) + 1e-7)
    changed.write_text("\n".join([*rows[:2], ",".join(cells), ""]))
    assert audited(home) == 1
    out = capfd.readouterr().out
    assert re.search(rf"\| {changed.parent.name} .* \| OTHER DIGITS \| \+0.00 \|", out)
    assert "1 of 2 runs with the same bits; of the 1 others the accuracy moved by 0.00 points at most." in out

    record = changed.with_name("run.json")
    told = json.loads(record.read_text())
    told["environment"]["cpu"] = "Another CPU"
    record.write_text(json.dumps(told))
    assert audited(home) == 0
    assert "other digits; it was stored with another cpu" in capfd.readouterr().out


def test_a_run_of_another_build_of_the_network_is_said(
    sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sweep("study", "lr", **{**OPTIONS, "values": "0.001"})[0] == 0
    monkeypatch.setattr(prepare, "fingerprint", lambda *_, **__: "0" * 16)
    assert audited(home) == 0
    out = capfd.readouterr().out
    assert "not trained: the network or the pictures are others now" in out
    assert "0 of 1 run with the same bits; 1 could not be trained anew." in out


def test_an_empty_store_is_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert audited(tmp_path) == 2
    said = capfd.readouterr().err
    assert "No run has ended here that could be trained anew" in said
    assert f"`sweepbook status --root {tmp_path}`" in said
    assert not list(tmp_path.iterdir())
