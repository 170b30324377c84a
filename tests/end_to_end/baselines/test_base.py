"""A study's own baseline from the command line: what is trained, stored, shown and refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from hypermodels.published import recipes
from tests.support.commands import Sweep
from tests.support.stored import histories

OWN = "lenet-l2-digits-samples100-width0.5-base-learning_rate-0.003"


def described(home: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((home / "tuner_dirs" / name / "study.json").read_text())
    return content


def test_two_baselines_are_two_studies_side_by_side_that_share_their_runs(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "l2", values="0,0.001", base="lr=0.003", seeds="2")
    assert (code, "baseline: learning_rate=0.003; the rest as the table has it" in out) == (0, True)
    before = histories(home)
    assert "2 in the store" in sweep("study", "lr", values="0.001,0.003", seeds="2")[1]  # l2=0 around 0.003
    assert "0 to train" in sweep("study", "l2", values="0,0.001", base="learning_rate=0.003", seeds="2")[1]
    assert described(home, OWN)["base"] == {"learning_rate": 0.003}
    assert "base" not in described(home, "lenet-learning_rate-digits-samples100-width0.5")
    assert before.items() <= histories(home).items()
    project = json.loads((home / "tuner_dirs" / OWN / "oracle.json").read_text())
    fixed = {one["config"]["name"]: one["config"].get("value") for one in project["hyperparameters"]["space"]}
    assert fixed["learning_rate"] == 0.003


def test_the_reference_is_the_own_baselines_value(sweep: Sweep, home: Path) -> None:
    from analysis.numbers import frames
    from analysis.numbers.trials import reference

    sweep("study", "lr", base="learning_rate=0.02", epochs=1)
    (study,) = frames.load(home).studies
    assert reference(study) == "0.02"
    assert len(study["trials"]) == 6


def test_best_is_said_goes_on_as_it_began_and_is_found_anew_when_all_is_trained(sweep: Sweep, home: Path) -> None:
    code, out, err = sweep("study", "l2", base="best")
    assert (code, out) == (2, "")
    assert "base=best: nothing is stored of lenet on digits, 100 training pictures" in err
    sweep("study", "lr", values="0.0001,0.003", seeds="2")
    words = {"values": "0,1e-05", "base": "best", "epochs": None}
    code, out, _ = sweep("study", "l2", **words)
    assert code == 0
    assert "base=best is learning_rate=0.003 epochs=2: val_accuracy 0." in out
    assert "(mean of seeds 0, 1) after 2 epochs, in lenet-learning_rate-digits-samples100-width0.5" in out
    assert described(home, OWN)["base"] == {"learning_rate": 0.003}
    run = described(home, OWN)["trials"][1]["runs"][0]
    for file in (home / "tuner_dirs" / "runs" / run).iterdir():  # as if killed before it began
        file.unlink()
    sweep("study", "lr", values="0.01", seeds="2", epochs=4)
    _, out, _ = sweep("study", "l2", **words)
    assert "base=best goes on as this command began: learning_rate=0.003 epochs=2" in out
    assert "1 to train" in out
    _, out, _ = sweep("study", "l2", dry_run=True, **words)
    assert "base=best is learning_rate=0.01 epochs=4" in out


def test_a_recipe_is_said_with_its_source_and_epochs_that_are_typed_win(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "l2", values="0.0001", base="recipe", epochs=1)
    assert code == 0
    assert "base=recipe follows Wei Li 2017" in out
    assert "epochs=1 was given: those, and not the 60 of base=recipe" in out
    (name,) = [path.parent.name for path in (home / "tuner_dirs").glob("*/study.json")]
    base = described(home, name)["base"]
    assert base == {name: value for name, value in recipes.of("lenet").values.items() if name != "epochs"}


def test_a_search_holds_what_it_does_not_search_at_the_own_baseline(sweep: Sweep, home: Path) -> None:
    code, _, err = sweep("tune", base="lr=0.003", trials="2", dry_run=True)
    assert (code, "base=learning_rate=0.003 would hold nothing: all of it is searched" in err) == (2, True)
    code, _, _ = sweep("tune", base="lr=0.003", dimensions="l2", trials="2", epochs=1)
    assert code == 0
    trials = described(home, "lenet-random-l2-digits-samples100-width0.5-base-learning_rate-0.003")["trials"]
    assert {trial["values"]["learning_rate"] for trial in trials} == {0.003}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"base": "speed=1"}, "Unknown dimension speed; choose from"),
        ({"base": "epochs=30", "epochs": "10"}, "base says epochs=30, and epochs=10 was given too"),
        ({"base": "good"}, "base=good is no baseline: give best"),
    ],
)
def test_a_wrong_baseline_is_refused_before_anything_is_written(
    options: dict[str, str], said: str, sweep: Sweep, home: Path
) -> None:
    code, out, err = sweep("study", "l2", **options)
    assert (code, out, said in err) == (2, "", True)
    assert not (home / "tb_logs").exists()
