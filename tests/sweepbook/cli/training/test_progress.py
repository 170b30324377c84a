"""The line that is shown while runs are trained: its "best" is the summary's, and it fits 80 columns."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from hypermodels.dimensions import BASELINE, find
from studies.execution.protocols import Proposal, Result
from studies.plan import questions
from studies.plan.studies import describe
from studies.plan.trials import trial_of
from studies.store import best
from studies.store.history import Epoch
from studies.store.runs import Store
from sweepbook.cli.training import announcements
from sweepbook.cli.training.progress import ProgressLines
from tests.support.contexts import CONTEXT

STUDY = questions.study(CONTEXT, find("lr"), (0.001, 0.003), (0, 1), 2)
LOW, HIGH = (Proposal("s", str(number), trial) for number, trial in enumerate(STUDY.trials))


def rows(*accuracies: float) -> tuple[Epoch, ...]:
    return tuple(Epoch(k + 1, 0.5, one, 1.0, 1.0, 0.001, 2.0) for k, one in enumerate(accuracies))


def ended(proposal: Proposal, seed: int, *accuracies: float, status: str = "completed") -> Result:
    return Result(proposal.trial.runs[seed], rows(*accuracies), status)


def both_asked() -> ProgressLines:
    made = ProgressLines(2, {"s": ("learning_rate",)})
    for proposal in (LOW, HIGH):
        made.trial_asked(proposal)
    return made


def test_the_best_is_the_mean_over_the_seeds_after_the_last_epoch_and_counts_what_was_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = both_asked()
    lines.run_found(LOW, ended(LOW, 0, 0.99, 0.70))
    lines.run_ended(LOW, ended(LOW, 1, 0.2, 0.60))
    lines.epoch_ended(HIGH, HIGH.trial.runs[0], rows(0.98)[0], 2)  # on its way, so no best yet
    lines.run_ended(HIGH, ended(HIGH, 0, 0.98, 0.64))
    assert "best 0.6500 (learning_rate=0.001, mean of 2 seeds)" in capsys.readouterr().out.splitlines()[-1]
    lines.run_ended(HIGH, ended(HIGH, 1, float("nan"), float("nan"), status="diverged"))
    assert "best 0.6500" in capsys.readouterr().out
    lines.run_ended(HIGH, ended(HIGH, 0, 0.5, 0.66))
    assert "best 0.6600 (learning_rate=0.003)" in capsys.readouterr().out


def test_of_equal_trials_the_line_names_the_one_that_the_summary_names(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = Store(tmp_path)
    lines = both_asked()
    for proposal in (HIGH, LOW):  # in this order they end
        lines.run_ended(proposal, ended(proposal, 0, 0.5, 0.60))
        with store.opened(proposal.trial.runs[0]) as run:
            run.begin({})
            run.store(list(rows(0.5, 0.60)), {"w": np.zeros(1, np.float32)})
            run.finish("completed", seconds={"training": 1.0}, parameters=6)
    (first, *_) = announcements.best(STUDY, best.of_study(store, describe(STUDY)))
    assert "best learning_rate=0.001, val_accuracy 0.6000" in first
    assert "best 0.6000 (learning_rate=0.001)" in capsys.readouterr().out.splitlines()[-1]


def test_the_best_is_one_of_the_same_study_after_equally_many_epochs(capsys: pytest.CaptureFixture[str]) -> None:
    lines = both_asked()
    longer = Proposal("s", "2", questions.study(CONTEXT, find("lr"), (0.001,), (0,), 3).trials[0])
    lines.trial_asked(longer)
    lines.run_found(HIGH, ended(HIGH, 0, 0.9, 0.9))
    lines.run_ended(longer, ended(longer, 0, 0.5, 0.5, 0.6))
    assert "best 0.6000 (learning_rate=0.001)" in capsys.readouterr().out


def test_what_is_left_of_a_search_counts_the_trials_that_it_has_not_asked_for_yet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("sweepbook.cli.training.progress.time.monotonic", lambda: float(next(clock)))
    for trials, told in ((5, r"ETA (\d+):(\d\d) done"), (None, "ETA - done")):
        lines = ProgressLines(trials, {"s": ("learning_rate",)}, "random")
        lines.trial_asked(LOW)  # two seeds, two epochs each
        lines.tick([], 0)
        lines.epoch_ended(LOW, LOW.trial.runs[0], rows(0.5)[0], 2)
        lines.run_ended(LOW, ended(LOW, 0, 0.5, 0.6))
        found = re.search(told, capsys.readouterr().out)
        assert found is not None
        if trials:
            assert 60 * int(found[1]) + int(found[2]) >= 4 * 4 * 10  # four more trials of four epochs, 10 s each


def test_what_is_left_goes_down_with_each_epoch_whether_or_not_anybody_looked_meanwhile(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("sweepbook.cli.training.progress.time.monotonic", lambda: float(next(clock)))
    lines = both_asked()
    lines.tick([], 3)
    for row in rows(0.5, 0.6, 0.7):
        lines.epoch_ended(LOW, LOW.trial.runs[0], row, 4)
    said = capsys.readouterr().out.splitlines()
    assert "ETA 0:00" not in said[0]
    assert "ETA 0:00" in said[1]


def test_a_searchs_bar_and_lines_are_short_and_its_values_are_said_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    trial = trial_of(CONTEXT, {**BASELINE, "epochs": 50}, (0,))
    proposal = Proposal("s", "0", trial)
    lines = ProgressLines(30, {"s": tuple(BASELINE)})
    lines.trial_asked(proposal)
    lines.run_started(proposal, trial.runs[0], 0, 50)
    lines.run_ended(proposal, ended(proposal, 0, 0.5))
    lines.tick([(proposal, trial.runs[0], {"epoch": 49, "step": 1, "steps": 2})] * 8, 3000)
    lines.close()
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().out).replace("\r", "\n").splitlines()
    (bar,) = {line for line in shown if "━" in line and "epoch 49" in line}
    assert bar.startswith("trial 1/30 seed 0 epoch 49 +7 ")
    assert "best 0.5000 (trial 1) ETA" in bar
    assert len(bar) <= 80
    assert sum("optimizer=adam" in line for line in shown) == 1
