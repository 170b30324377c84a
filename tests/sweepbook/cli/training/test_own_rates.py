"""TUNED=lr: ladders first, then each value at the rate that its own ladder chose. Nothing is trained here."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from hypermodels.dimensions import Value, find
from studies.plan import questions
from studies.plan.budget import NothingFits
from studies.plan.questions import CHOOSING
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import own_rates
from sweepbook.cli.training.outcome import Outcome
from tests.support.contexts import CONTEXT
from tests.sweepbook.cli.training.stored import asked, trained

RATES = (0.0003, 0.001, 0.003)
BEST = {"adam": 0.001, "sgd": 0.003}  # of each optimizer
PLAIN = questions.study(CONTEXT, find("optimizer"), tuple(BEST), (0, 1), 2)
LINE = "study optimizer --model lenet --dataset digits --values adam,sgd --seeds 2 --epochs 2 --tuned lr"
Accuracy = Callable[[Run], float]


def a_ladder() -> Study:
    found = questions.tuned(CONTEXT, PLAIN, RATES)
    assert found is not None
    return found


LADDER = a_ladder()


def by_truth(run: Run) -> float:
    """An optimizer is the better the nearer its rate is to its best one."""
    values = run.configuration
    return 0.9 if values["learning_rate"] == BEST[str(values["optimizer"])] else 0.5


def without_sgd(run: Run) -> float:
    return -1.0 if run.configuration["optimizer"] == "sgd" else by_truth(run)


class Trained:
    """What carries plans out: stores how each of their runs ended, and keeps what it was given."""

    def __init__(self, home: Home, accuracy: Accuracy = by_truth, refuses: int | None = None) -> None:
        self.home, self.accuracy, self.refuses = home, accuracy, refuses
        self.plans: list[list[Study]] = []
        self.to_come: list[Mapping[Run, int]] = []
        self.budgets: list[float | None] = []

    def __call__(self, step: Sweep, plans: list[Study], to_come: Mapping[Run, int]) -> Outcome:
        if self.refuses == len(self.plans):
            raise NothingFits("Nothing fits into 1s.")
        self.plans.append(plans)
        self.to_come.append(to_come)
        self.budgets.append(step.budget.seconds if step.budget else None)
        for plan in plans if not step.dry_run else ():
            catalog.grow(self.home, plan)
            for run, epochs in plan.runs_and_epochs():
                if not Store(self.home.runs).has(run, epochs):
                    trained(Store(self.home.runs), run, epochs, self.accuracy)
        return Outcome(tuple(plan.name for plan in plans))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a höme 家")


def carried_out(trained: Trained, line: str = LINE) -> Outcome:
    return own_rates.carry_out(trained.home, asked(line), [PLAIN], [LADDER], trained)


def judged(study: Study) -> dict[Value, list[tuple[Value, int]]]:
    """By value the rate and the seed of each run that judges it."""
    found: dict[Value, list[tuple[Value, int]]] = {}
    for trial in study.trials:
        rate = trial.values["learning_rate"]
        seeds = [(rate, run.seed) for run in trial.runs if run.seed not in CHOOSING]
        found.setdefault(trial.values["optimizer"], []).extend(seeds)
    return found


def test_each_value_is_judged_at_the_rate_that_was_best_on_the_seeds_that_choose(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = Trained(home)
    assert carried_out(trained) == Outcome((PLAIN.name, LADDER.name))
    first, second = trained.plans
    assert first == [PLAIN, LADDER]
    assert judged(second[0]) == {"adam": [(0.001, 0), (0.001, 1)], "sgd": [(0.003, 0), (0.003, 1)]}
    assert second[0].seeds == (0, 1)
    assert capsys.readouterr().out.splitlines() == [
        f"{LADDER.name}: adam 0.001, sgd 0.003 (learning rates, chosen on seeds 1000, 1001)",
        f"{LADDER.name}: at the end of the ladder: sgd. A better rate may lie beyond; the report has the command.",
    ]


def test_what_comes_afterwards_is_at_most_each_value_at_the_rate_that_leaves_most_to_train(home: Home) -> None:
    """adam at the baseline's rate is in the plain study; at another rate it is not."""
    trained = Trained(home)
    carried_out(trained)
    first, second = trained.to_come
    assert (len(first), set(first.values()), dict(second)) == (4, {2}, {})
    assert {run.seed for run in first} == {0, 1}


def test_a_command_that_is_given_again_makes_the_same_choice_and_has_nothing_to_add(home: Home) -> None:
    carried_out(Trained(home))
    again = Trained(home)
    carried_out(again)
    (only,) = again.plans
    assert judged(only[1]) == {"adam": [(0.001, 0), (0.001, 1)], "sgd": [(0.003, 0), (0.003, 1)]}
    assert again.to_come == [{}]


def test_a_dry_run_ends_with_the_ladders(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    trained = Trained(home)
    carried_out(trained, f"{LINE} --dry-run")
    assert [len(plans) for plans in trained.plans] == [2]
    assert capsys.readouterr().out == ""


def test_a_value_whose_ladder_has_no_result_is_judged_at_no_rate_and_that_is_said(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = Trained(home, without_sgd)
    carried_out(trained)
    assert judged(trained.plans[1][0]) == {"adam": [(0.001, 0), (0.001, 1)], "sgd": []}
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"{LADDER.name}: no rate is chosen yet for optimizer sgd: runs of the ladder have no result"
    )


def test_time_that_is_too_short_for_the_ladders_is_refused_and_for_judging_is_said(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NothingFits):
        carried_out(Trained(home, refuses=0), f"{LINE} --budget 1s")
    assert carried_out(Trained(home, refuses=1), f"{LINE} --budget 1s") == Outcome((PLAIN.name, LADDER.name))
    assert capsys.readouterr().out.splitlines()[-1] == "the chosen rates are not judged yet: Nothing fits into 1s."


def test_a_budget_is_one_for_both(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 140.0])
    monkeypatch.setattr("sweepbook.cli.training.own_rates.time", SimpleNamespace(monotonic=lambda: next(now)))
    trained = Trained(home)
    carried_out(trained, f"{LINE} --budget 60s")
    assert trained.budgets == [60, 20]
