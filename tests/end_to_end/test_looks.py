"""Looks at a study's verdicts, through the command line: they are counted, and SEEDS=auto plans them."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from analysis.findings import verdicts
from studies.store.open_run import OpenRun
from studies.system.errors import UsageError
from tests.support.commands import Sweep
from tests.support.stored import histories

STUDY = "lenet-learning_rate-digits-samples100-width0.5"
VALUES = "0.001,1e-7,0.0011"


def stored(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "tuner_dirs" / STUDY / "study.json").read_text(encoding="utf-8"))
    return found


def test_each_command_that_leaves_more_seeds_to_compare_is_a_look(sweep: Sweep, home: Path) -> None:
    sweep("study", "lr", values="0.001,0.01", seeds=1)
    assert "looks" not in stored(home)
    for count in (2, 2, 3):
        sweep("study", "lr", values="0.001,0.01", seeds=count)
    sweep("study", "lr", values="0.001,0.01,0.003", seeds=2)
    assert [look["seeds"] for look in stored(home)["looks"]] == [2, 3]
    assert [look["spends"] for look in stored(home)["looks"]] == pytest.approx([0.03, 0.012])


def test_a_reading_after_other_epochs_counts_its_own_looks(sweep: Sweep, home: Path) -> None:
    sweep("study", "lr", values="0.001,0.01", seeds=3, epochs=1)
    sweep("study", "lr", values="0.001,0.01", seeds=2, epochs=2)
    assert [(look["reading"], look["seeds"], look["spends"]) for look in stored(home)["looks"]] == [
        (1, 3, pytest.approx(0.03)),
        (2, 2, pytest.approx(0.03)),
    ]


def test_what_is_decided_gets_no_more_seeds(sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = {STUDY: {"0.001": "reference", "1e-07": "worse", "0.0011": "undecided"}}  # the digits alone decide none
    monkeypatch.setattr("analysis.findings.verdicts.after", lambda *_: verdicts)
    code, out, _ = sweep("study", "lr", values=VALUES, seeds="auto:4")
    assert code == 0
    seeds = {trial["values"]["learning_rate"]: trial["seeds"] for trial in stored(home)["trials"]}
    assert seeds == {0.001: [0, 1, 2, 3], 1e-7: [0, 1, 2], 0.0011: [0, 1, 2, 3]}
    assert "look 2 of 2: 4 seeds" in out
    assert f"{STUDY}: open 0.0011; reference 0.001; worse 1e-07" in out
    assert [look["spends"] for look in stored(home)["looks"]] == pytest.approx([0.0225, 0.0225])


def test_the_same_command_again_takes_the_same_looks_and_trains_nothing(sweep: Sweep, home: Path) -> None:
    sweep("study", "lr", values=VALUES, seeds="auto:4")
    before = stored(home)
    code, out, _ = sweep("study", "lr", values=VALUES, seeds="auto:4")
    assert (code, stored(home)) == (0, before)
    assert out.count(" 0 trained (0 epochs)") == out.count("look ")


def test_a_plan_that_is_killed_goes_on_to_the_looks_and_the_bytes_of_one_that_was_not(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk holds within a look is what a kill there leaves: two values have seeds of the look to come."""
    left, finish = home.parent / "left", OpenRun.finish

    def kept(run: OpenRun, *words: Any, **facts: Any) -> None:
        finish(run, *words, **facts)
        if len(histories(home)) == 12 and not left.exists():
            shutil.copytree(home / "tuner_dirs", left, symlinks=True)

    verdicts = {STUDY: {"0.001": "reference", "1e-07": "worse", "0.0011": "undecided"}}
    monkeypatch.setattr("analysis.findings.verdicts.after", lambda *_: verdicts)
    with monkeypatch.context() as patched:
        patched.setattr(OpenRun, "finish", kept)
        sweep("study", "lr", values=VALUES, seeds="auto:5", epochs=1)
    undisturbed, every = stored(home), histories(home)
    assert ([look["seeds"] for look in undisturbed["looks"]], len(every)) == ([3, 5], 13)
    shutil.rmtree(home / "tuner_dirs")
    left.rename(home / "tuner_dirs")
    _, again, _ = sweep("study", "lr", values=VALUES, seeds="auto:5", epochs=1)
    assert "1 trained (1 epoch)" in again
    assert stored(home) == undisturbed
    assert histories(home) == every


def test_a_dry_run_says_the_looks_and_the_most_they_can_take(sweep: Sweep, home: Path) -> None:
    _, out, _ = sweep("study", "lr", values=VALUES, seeds="auto:5", dry_run=True)
    assert "seeds=auto looks at 3, 5 seeds" in out
    assert "15 distinct runs" in out
    assert not (home / "tuner_dirs" / STUDY).exists()


def test_with_rates_of_their_own_values_get_seeds_until_both_studies_have_decided(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeds that choose stay those; a command given again makes the same choice and the same looks."""
    tuned = STUDY.replace("learning_rate", "batch_size-tuned-lr")
    plain = STUDY.replace("learning_rate", "batch_size")
    looked_at: list[list[str]] = []

    def after(_: Path, __: str, studies: Iterable[str], *___: object) -> dict[str, dict[str, str]]:
        looked_at.append(list(studies))
        both = {"32": "reference", "50": "worse"}
        return {plain: {**both, "64": "undecided"}, tuned: {**both, "64": "equivalent"}}

    monkeypatch.setattr("analysis.findings.verdicts.after", after)
    words = {"values": "32,50,64", "epochs": "1", "tuned": "lr=0.001,0.003", "seeds": "auto:4"}
    code, out, _ = sweep("study", "batch-size", **words)
    assert (code, looked_at) == (0, [[plain, tuned]] * 2)
    assert f"{tuned}: equivalent 64; reference 32; worse 50" in out
    found = json.loads((home / "tuner_dirs" / tuned / "study.json").read_text(encoding="utf-8"))
    judging = {
        trial["values"]["batch_size"]: [seed for seed in trial["seeds"] if seed < 1000]
        for trial in found["trials"]
        if 0 in trial["seeds"]
    }
    assert judging == {32: [0, 1, 2, 3], 50: [0, 1, 2], 64: [0, 1, 2, 3]}
    assert [look["spends"] for look in found["looks"]] == pytest.approx([0.0225, 0.0225])
    _, again, _ = sweep("study", "batch-size", **words)
    assert again.count(" 0 trained (0 epochs)") == again.count("0 diverged")
    assert json.loads((home / "tuner_dirs" / tuned / "study.json").read_text(encoding="utf-8")) == found


def test_a_tuned_study_is_judged_by_the_seeds_of_a_look_at_the_rates_that_others_chose(
    sweep: Sweep, home: Path
) -> None:
    sweep("study", "batch-size", values="32,64", epochs="1", tuned="lr=0.001,0.003", seeds="3")
    tuned = STUDY.replace("learning_rate", "batch_size-tuned-lr")
    found = verdicts.after(home, "lenet", [tuned], 1, 3)
    assert found[tuned]["32"] == "reference"
    assert found[tuned]["64"] in {"undecided", "equivalent", "better", "worse", "unlearned"}


@pytest.mark.parametrize("word", ["auto:2", "auto:x", "auto:", "auto:-5"])
def test_a_wrong_number_is_refused(sweep: Sweep, word: str) -> None:
    code, _, err = sweep("study", "lr", seeds=word)
    assert (code, f"seeds={word} is out of range: give the most seeds, 3 or more" in err) == (2, True), err


def test_a_search_takes_a_number(sweep: Sweep) -> None:
    code, _, err = sweep("tune", seeds="auto", trials=2)
    assert (code, "give a search a number" in err) == (2, True), err


def test_within_a_budget_only_too_little_time_ends_the_looks(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> dict[str, dict[str, str]]:
        raise UsageError("study.json is torn")

    monkeypatch.setattr("analysis.findings.verdicts.after", refused)
    code, _, err = sweep("study", "lr", values="0.001,0.01", seeds="auto:3", budget="2h")
    assert (code, "study.json is torn" in err) == (2, True), err
