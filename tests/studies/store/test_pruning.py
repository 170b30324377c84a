"""Checkpoints within a limit: what is dropped, what never is, and that one rule says which run is the best."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.bundles.writing import Bundling
from studies.store import best, pruning
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.training import announcements
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def longer(tmp_path: Path) -> Home:
    """Seed 0 of the baseline was trained to 20 epochs, seed 1 to 10: at 10 they reached 0.60 and 0.66, at 20 0.70."""
    made = Synthetic("lenet", "digits")
    made.study("learning_rate", {0.001: (0.0, 6.0), 0.01: (-20.0, -21.0)}, (0, 1), base=0.6)
    made.study("epochs", {20: (10.0,)}, (0,), base=0.6)
    home = Home(made.write(tmp_path))
    for run in Store(home.runs).ids():
        checkpoint(home, run, len(made.histories[run]))
    return home


def checkpoint(home: Home, run: str, epochs: int) -> None:
    meta = np.frombuffer(json.dumps({"schema": 1, "run": run, "epoch": epochs}).encode(), np.uint8)
    np.savez(home.runs / run / "checkpoint.npz", meta=meta)


def chosen(home: Home) -> best.Choice:
    (choice,) = [best.choose(group, Store(home.runs)) for group in best.candidates(home).values()]
    assert choice is not None
    return choice


def test_the_run_that_export_chooses_keeps_its_checkpoint_whatever_the_lengths(longer: Home) -> None:
    before = chosen(longer)
    assert (before.seed, before.candidate.epochs) == (0, 20)
    assert pruning.prune(longer, Store(longer.runs), keep=0) == 3
    assert [path.parent.name for path in longer.runs.glob("*/checkpoint.npz")] == [before.run.id]
    assert chosen(longer).run.id == before.run.id


def test_what_will_be_dropped_is_said_with_the_studies_that_lose_it(longer: Home) -> None:
    going = pruning.surplus(longer, Store(longer.runs), keep=0)
    assert str(going).startswith("3 checkpoints (0.0 MB: 3 of lenet-learning_rate-digits)")
    assert len(list(longer.runs.glob("*/checkpoint.npz"))) == 4
    assert pruning.surplus(longer, Store(longer.runs), keep=1).sizes == {}


def test_nothing_is_dropped_while_a_study_cannot_be_read(longer: Home) -> None:
    (longer.study("lenet-epochs-digits") / "study.json").write_text("{")
    assert pruning.prune(longer, Store(longer.runs), keep=0) == 0


def test_the_summary_names_the_configuration_that_export_would_take_of_that_study(longer: Home) -> None:
    from hypermodels.dimensions import BY_NAME
    from studies.plan import questions
    from studies.store import catalog
    from tests.support.contexts import CONTEXT

    stored = catalog.read_one(longer.study("lenet-learning_rate-digits"))
    study = questions.study(CONTEXT, BY_NAME["learning_rate"])
    found = best.of_study(Store(longer.runs), stored)
    (line,) = announcements.best(study, found)
    assert line == f"{study.name}: best learning_rate=0.001, val_accuracy {found[0].mean:.4f} (mean of 2 seeds)"
    assert found[0].mean == max(one.mean for one in found)


def test_a_bundle_stays_where_only_its_checkpoint_is_gone(longer: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from analysis.bundles import writing

    before = chosen(longer)
    (longer.runs / before.run.id / "checkpoint.npz").unlink()
    now = chosen(longer)
    assert now.run.id != before.run.id
    card = type("Card", (), {"run": before.run.id, "configuration": before.candidate.values, "validation": None})()
    monkeypatch.setattr(writing, "_read", lambda _: card)
    monkeypatch.setattr(writing, "_undamaged", lambda *_: True)
    assert Bundling(longer, now).there()
    monkeypatch.setattr(card, "run", min(set(Store(longer.runs).ids()) - {before.run.id, now.run.id}), raising=False)
    assert not Bundling(longer, now).there()
