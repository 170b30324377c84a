"""How a request ended: its studies, its exit code, and what is dropped of checkpoints."""

from pathlib import Path

import pytest

from hypermodels.dimensions import find
from studies.execution.protocols import Totals
from studies.plan import questions
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import exits
from sweepbook.cli.training import outcome
from sweepbook.cli.training.outcome import Outcome
from tests.support.contexts import CONTEXT
from tests.sweepbook.cli.training.stored import trained

STUDY = questions.study(CONTEXT, find("lr"), (0.001, 0.003), (0,), 2)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A study of two values, of which 0.003 is the better one."""
    home = Home(tmp_path / "a höme 家")
    catalog.write(home, STUDY)
    for run, epochs in STUDY.runs_and_epochs():
        trained(Store(home.runs), run, epochs, lambda run: 10 * float(run.configuration["learning_rate"]) + 0.5)
    return home


def checkpoints(home: Home) -> int:
    return len(Store(home.runs).checkpoint_sizes())


def test_of_two_outcomes_each_study_stands_once_and_the_worse_code_counts() -> None:
    first, second = Outcome(("a", "b"), exits.SOME_FAILED), Outcome(("b", "c"))
    assert first.then(second) == Outcome(("a", "b", "c"), exits.SOME_FAILED)
    assert second.then(first) == Outcome(("b", "c", "a"), exits.SOME_FAILED)
    assert Outcome(()).then(Outcome(())) == Outcome((), exits.DONE)


def test_the_best_of_each_study_and_the_counts_are_said_last(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome.conclude(home, [STUDY], Totals(2, 1, 3, diverged=1), keep=1) == Outcome((STUDY.name,))
    assert capsys.readouterr().out.splitlines() == [
        f"{STUDY.name}: best learning_rate=0.003, val_accuracy 0.5300 (1 seed)",
        "2 runs found, 1 trained (3 epochs), 1 diverged, 0 failed",
    ]


def test_a_failed_run_has_an_exit_code_of_its_own(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = outcome.conclude(home, [STUDY], Totals(1, 0, 1, {"r1": "it died"}), keep=1)
    assert found.code == exits.SOME_FAILED
    assert capsys.readouterr().out.endswith("1 run found, 0 trained (1 epoch), 0 diverged, 1 failed\n")


def test_checkpoints_beyond_the_limit_go_but_not_that_of_the_best_run(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome.say_surplus(home, 1)
    assert capsys.readouterr().out == ""
    outcome.say_surplus(home, 0)
    assert capsys.readouterr().out.startswith("keep=0 GiB: 1 checkpoint (0.0 MB: 1 of ")
    assert checkpoints(home) == 2
    outcome.conclude(home, [], Totals(), keep=0)
    said = capsys.readouterr().out
    assert said.startswith("1 checkpoint dropped to keep within 0 GiB; their histories stay\n")
    assert checkpoints(home) == 1
    assert all(len(Store(home.runs).history(run.id)) == 2 for run, _ in STUDY.runs_and_epochs())


def test_a_study_that_is_not_stored_or_has_no_trial_has_no_best(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    search = questions.search(CONTEXT, "random", ["learning_rate"], (0,), 3, "")
    outcome.conclude(Home(tmp_path), [STUDY, search], Totals(), keep=1)
    assert capsys.readouterr().out == "0 runs found, 0 trained (0 epochs), 0 diverged, 0 failed\n"
