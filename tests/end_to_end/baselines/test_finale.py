"""A finale from the command line: what it combines, trains, says and refuses."""

import json
from pathlib import Path

from tests.support.commands import Sweep
from tests.support.stored import histories

NAME = "lenet-finale-learning_rate-0.003-batch_size-16-digits-samples100-width0.5"


def test_a_finale_combines_the_best_values_and_trains_only_what_the_studies_did_not(sweep: Sweep, home: Path) -> None:
    code, out, err = sweep("finale")
    assert (code, out) == (2, "")
    assert "of those of lenet on digits after 2 epochs, 0 found a value better than the baseline. Train more" in err
    sweep("study", "lr", values="0.001,0.003", seeds="2")
    assert "1 found a value better" in sweep("finale")[2]
    sweep("study", "batch-size", values="16,32", seeds="2")
    before = histories(home)
    code, out, _ = sweep("finale", epochs=None, seeds=None)
    assert code == 0
    assert "no epochs were given: the studies are read after 2" in out
    assert "by its mean alone, no verdict is clear" in out
    assert "8 runs asked for, 8 distinct, 6 in the store, 2 to train (4 epochs)" in out
    assert "6 runs found, 2 trained (4 epochs)" in out
    assert "Together learning_rate=0.003 batch_size=16: +" in out
    assert "as a baseline: learning_rate=0.003 batch_size=16." in out
    assert before.items() <= histories(home).items()
    stored = json.loads((home / "tuner_dirs" / NAME / "study.json").read_text())
    assert (stored["kind"], stored["chosen"]) == ("finale", {"learning_rate": "mean", "batch_size": "mean"})
    assert stored["chosen_on"] == [0, 1]
    _, again, _ = sweep("finale", seeds="2")
    assert "8 runs found, 0 trained" in again


def test_a_finale_looks_once(sweep: Sweep) -> None:
    code, _, err = sweep("finale", seeds="auto")
    assert (code, "give a finale a number" in err) == (2, True)
