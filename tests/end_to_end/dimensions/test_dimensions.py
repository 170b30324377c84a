"""What the dimensions beyond the first eight do, as a user meets them."""

from pathlib import Path

import pytest

from analysis.numbers import frames
from tests.support.commands import Sweep


def test_a_chapter_of_named_dimensions_shares_what_they_share_and_each_schedule_ends_with_its_epochs(
    sweep: Sweep, home: Path
) -> None:
    code, out, _ = sweep("chapter", dimensions="augmentation,schedule")
    assert code == 0
    assert "8 runs asked for, 7 distinct" in out
    results = frames.load(home).results
    assert sorted(results.study.unique()) == [
        f"lenet-{name}-digits-samples100-width0.5" for name in ("augmentation", "schedule")
    ]
    losses = results[results.study.str.contains("schedule")].set_index("value").tra_loss
    assert losses.nunique() == 4
    code, out, _ = sweep("study", "schedule", epochs=3, dry_run=True)
    # of 4 runs to 3 epochs the constant one goes on, and the others are runs of their own
    assert "4 to train (10 epochs)" in out


def test_the_plan_of_epochs_with_a_schedule_has_a_run_for_each_and_says_so(sweep: Sweep) -> None:
    _, out, _ = sweep("study", "epochs", values="1,3", base="schedule=step", dry_run=True, epochs=None)
    assert "2 distinct runs, 2 of them to train" in out
    assert "note: Each number of epochs is a run of its own" in out
    assert "(4 epochs)" in out


def test_a_dimension_that_means_nothing_at_the_baseline_is_refused_or_left_out_of_all(sweep: Sweep) -> None:
    code, _, errors = sweep("study", "momentum")
    assert code == 2
    assert "momentum means nothing with optimizer=adam: it is for optimizer=momentum." in errors
    assert 'Give base="optimizer=momentum", or leave momentum out.' in errors
    code, _, errors = sweep("study", "lr", base="weight_decay=0.1")
    assert (code, "weight_decay means nothing with optimizer=adam" in errors) == (2, True)
    code, out, _ = sweep("study", "momentum", base="optimizer=momentum", values="0.5,0.9", dry_run=True)
    assert (code, "0.5, 0.9; seed 0" in out) == (0, True)
    code, out, _ = sweep("chapter", dimensions="all", dry_run=True)
    assert "left out: momentum, weight_decay; " in out
    assert "lenet-label_smoothing-" in out
    assert "lenet-momentum-" not in out
    assert "own, 0, 0.2, 0.5; seed 0" in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"tuner": "hyperband", "dimensions": "lr,schedule"}, "tuner=hyperband compares runs before their last epoch"),
        (
            {"tuner": "hyperband", "dimensions": "lr", "base": "schedule=cosine"},
            "tuner=hyperband compares runs before their last epoch",
        ),
        ({"dimensions": "optimizer=a..b"}, "optimizer=a..b: optimizer has names and no range"),
        ({"dimensions": "lr=0.03..0.001"}, "learning_rate=0.03..0.001 is no range: its first end must be the smaller"),
        (
            {"dimensions": "lr=0.1"},
            "learning_rate=0.1 is no range; write its ends, such as learning_rate=0.0001..0.01.",
        ),
        ({"dimensions": "l2=0..0.1"}, "l2=0..0.1 is drawn by its logarithm, so it must begin above 0"),
        ({"dimensions": "dropout=own..0.5"}, "dropout=own..0.5 is no range: own is no number"),
        ({"dimensions": "lr,momentum=0.5..0.9"}, "momentum means nothing with optimizer=adam"),
        ({"dimensions": "lr,dropp"}, "Unknown dimension dropp"),
    ],
)
def test_a_search_that_cannot_be_meant_is_refused_in_a_sentence(
    options: dict[str, str], sentence: str, sweep: Sweep, home: Path
) -> None:
    code, _, errors = sweep("tune", **options)
    assert code == 2
    assert sentence in errors
    assert "Traceback" not in errors
    assert not list((home / "tuner_dirs").glob("*/study.json"))
