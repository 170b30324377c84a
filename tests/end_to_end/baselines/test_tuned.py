"""TUNED=lr from the command line: both phases, one choice however it is reached, and what is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from studies import speeds
from studies.plan.costs import Speed, Timing
from studies.store import catalog
from studies.store.home import Home
from studies.store.open_run import OpenRun
from studies.store.runs import Store
from sweepbook.cli import status
from tests.support.commands import Sweep
from tests.support.stored import forget, histories

NAME = "lenet-loss-tuned-lr-digits-samples100-width0.5"
WORDS = {"values": "mean_squared_error,categorical_crossentropy", "tuned": "lr=0.001,0.003"}


def record(home: Path) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((home / "tuner_dirs" / NAME / "study.json").read_text())
    return stored


def judged(home: Path) -> dict[str, float]:
    """By value, the rate of the trial that has a seed besides those that choose."""
    trials = [trial for trial in record(home)["trials"] if 0 in trial["seeds"]]
    return {trial["values"]["loss"]: trial["values"]["learning_rate"] for trial in trials}


def test_each_value_is_trained_at_rates_that_two_seeds_choose_among_and_judged_on_others(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speeds, "of_plan", lambda *_: Speed(Timing({32: 0.01}, 0.1, 1.0, 1000)))
    code, plan, _ = sweep("study", "loss", epochs="1", dry_run=True, **WORDS)
    assert code == 0
    assert "seeds 1000, 1001; 1 epoch" in plan
    assert "then each value at the learning rate that it chose: at most 2 runs more (2 epochs)" in plan
    assert "forecast: 12 runs, 12 epochs" in plan
    assert not (home / "tuner_dirs" / NAME).exists()
    code, out, _ = sweep("study", "loss", epochs="1", **WORDS)
    assert code == 0
    assert "learning rates, chosen on seeds 1000, 1001" in out
    assert "at the end of the ladder: mean_squared_error, categorical_crossentropy. A better rate may lie beyond" in out
    stored = record(home)
    assert (stored["kind"], stored["dimensions"], stored["chosen_on"]) == (
        "tuned",
        ["loss", "learning_rate"],
        [1000, 1001],
    )
    assert (stored["seeds"], len(stored["trials"]), len(judged(home))) == ([0], 4, 2)
    assert (home / "tuner_dirs" / NAME.replace("-tuned-lr", "") / "study.json").exists()
    before, choice = histories(home), judged(home)
    code, out, _ = sweep("study", "loss", epochs="1", **{**WORDS, "seeds": "2"})
    assert code == 0
    assert "0 diverged, 0 failed" in out
    assert before.items() <= histories(home).items()
    assert (judged(home), record(home)["seeds"]) == (choice, [0, 1])
    code, plan, _ = sweep("study", "loss", epochs="1", dry_run=True, **{**WORDS, "seeds": "2", "tuned": "lr"})
    assert code == 0
    assert "12 distinct runs, 0 of them to train" in plan


def test_beside_a_tuned_study_no_note_says_that_there_is_one_rate_and_none_is_said_twice(sweep: Sweep) -> None:
    one_rate, losses = "note: Every optimizer runs at the baseline's learning rate", "note: Loss values of different"
    for words, times in (({}, 1), ({"tuned": "lr"}, 0)):
        code, plan, _ = sweep("study", "optimizer", values="adam,sgd", dry_run=True, **words)
        assert (code, plan.count(one_rate)) == (0, times)
    code, plan, _ = sweep("study", "loss", dry_run=True, **WORDS)
    assert (code, plan.count(losses)) == (0, 1)


def test_a_tuned_study_that_was_killed_makes_the_same_choice_and_the_same_bytes(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk holds when the first epochs of the third run are stored is what a kill there leaves."""
    options = {**WORDS, "epochs": "2", "samples": "100"}
    left, store = home.parent / "left", OpenRun.store

    def kept(run: OpenRun, *words: Any) -> None:
        store(run, *words)
        if len(histories(home)) == 3 and not left.exists():
            shown = shutil.ignore_patterns("progress", ".progress*")  # replaced at any time
            shutil.copytree(home / "tuner_dirs", left, symlinks=True, ignore=shown)

    with monkeypatch.context() as patched:
        patched.setattr(OpenRun, "store", kept)
        assert sweep("study", "loss", **options)[0] == 0
    shutil.rmtree(home / "tuner_dirs")
    left.rename(home / "tuner_dirs")
    assert not judged(home)
    (row,) = [one for one in catalog.read(Home(home)) if one["name"] == NAME]
    counts = status.counts(row, Store(Home(home).runs))
    assert counts.done + counts.running + counts.left == 8 + 2
    assert sweep("study", "loss", **options)[0] == 0
    after, stored = histories(home), record(home)
    assert len(after) == 12 - sum(rate == 0.001 for rate in judged(home).values())
    forget(home)
    (home / "tuner_dirs" / NAME / "study.json").unlink()
    assert sweep("study", "loss", **options)[0] == 0
    assert histories(home) == after
    assert {**record(home), "command": "", "commands": []} == {**stored, "command": "", "commands": []}
    counts = status.counts(catalog.read_one(home / "tuner_dirs" / NAME), Store(Home(home).runs))
    assert (counts.done, counts.left) == (10, 0)


def test_a_seed_that_chooses_is_refused_as_one_that_judges(sweep: Sweep, home: Path) -> None:
    code, out, err = sweep("study", "loss", epochs="1", **{**WORDS, "seeds": "1000,0"})
    assert (code, out) == (2, "")
    assert "seed 1000 cannot judge them: leave it out of seeds" in err
    assert not (home / "tuner_dirs" / "runs").exists()
