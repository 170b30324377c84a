"""Seeds are added look by look: real verdicts on runs whose truth is known, and nothing is trained."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from studies.data.dataset_ref import DatasetRef
from studies.plan.budget import NothingFits
from studies.plan.runs import Context
from studies.store.home import Home
from sweepbook.cli.options import AutoSeeds
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import look_by_look
from sweepbook.cli.training.outcome import Outcome
from tests.support.synthetic_records import CLASSES, Synthetic
from tests.sweepbook.cli.training.stored import asked

CONTEXT = Context("lenet", "m1", 1.0, DatasetRef("cifar10", "d1", tuple(CLASSES), (45000, 5000, 10000)), "float32")
NAME = "lenet-learning_rate-cifar10"
UNSTEADY = (4.0, -4.0, 4.1, -4.1, 4.2, -4.2, 4.3, -4.3)  # open, however many seeds there are
TRUTH = {0.001: (0.0,) * 8, 0.01: (-5.0, -5.1, -4.9, -5.0, -5.1, -4.9, -5.0, -5.1), 0.003: UNSTEADY}
LINE = "study lr --model lenet --values 0.001,0.01,0.003 --seeds auto:8"


class Trained:
    """What carries requests out: stores what the truth says of their seeds, and keeps what it was asked for."""

    def __init__(self, home: Home, refuses: int | None = None) -> None:
        self.home, self.refuses = home, refuses
        self.asked: list[tuple[int, list[object], bool]] = []
        self.steps: list[Sweep] = []

    def __call__(self, step: Sweep, planned: Sequence[int]) -> Outcome:
        assert isinstance(step.seeds, tuple)
        assert len(step.seeds) in planned
        if self.refuses == len(self.asked):
            raise NothingFits("Nothing fits into 1s.")
        ((_, values),) = step.varied
        self.asked.append((len(step.seeds), list(values or ()), step.only))
        self.steps.append(step)
        made = Synthetic()
        made.study("learning_rate", {value: TRUTH[value][: len(step.seeds)] for value in TRUTH}, step.seeds)
        made.write(self.home.root)
        return Outcome((NAME,))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a höme 家")


def looked(trained: Trained, request: Sweep, most: int = 8) -> Outcome:
    return look_by_look.carry_out(trained.home, CONTEXT, request, AutoSeeds(most), trained)


def test_a_value_that_is_decided_gets_no_more_seeds_and_the_reference_as_many_as_those_that_are_open(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = Trained(home)
    assert looked(trained, asked(LINE)) == Outcome((NAME,))
    every, left = [0.001, 0.01, 0.003], [0.001, 0.003]
    assert trained.asked == [(3, every, False), (5, left, False), (8, left, False)]
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["look 1 of 3: 3 seeds", f"{NAME}: open 0.003; reference 0.001; worse 0.01"]
    assert said[-2:] == ["look 3 of 3: 8 seeds", f"{NAME}: open 0.003; reference 0.001; worse 0.01"]


def test_there_is_no_further_look_where_all_is_decided(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    trained = Trained(home)
    looked(trained, asked(LINE.replace(",0.003", "")))
    assert [seeds for seeds, *_ in trained.asked] == [3]
    assert "look 2" not in capsys.readouterr().out


def test_a_study_is_narrowed_by_the_first_look_alone(home: Home) -> None:
    trained = Trained(home)
    looked(trained, asked(f"{LINE} --only"))
    assert [only for *_, only in trained.asked] == [True, False, False]


def test_a_dry_run_is_told_the_most_it_can_take_at_once(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    trained = Trained(home)
    looked(trained, asked(f"{LINE} --dry-run"), 6)
    assert [seeds for seeds, *_ in trained.asked] == [6]
    assert capsys.readouterr().out == (
        "seeds=auto looks at 3, 5, 6 seeds and gives no more to what is decided; at most it takes this:\n"
    )


def test_what_no_look_has_time_for_is_refused_and_what_a_later_one_has_not_is_said(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NothingFits):
        looked(Trained(home, refuses=0), asked(f"{LINE} --budget 1s"))
    trained = Trained(home, refuses=1)
    assert looked(trained, asked(f"{LINE} --budget 1s")) == Outcome((NAME,))
    assert capsys.readouterr().out.splitlines()[-1] == "no further look: Nothing fits into 1s."


def test_a_budget_is_one_for_all_looks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([100.0, 101.0, 131.0, 500.0])
    monkeypatch.setattr("sweepbook.cli.training.look_by_look.time", SimpleNamespace(monotonic=lambda: next(now)))
    trained = Trained(home)
    looked(trained, asked(f"{LINE} --budget 60s"))
    assert [step.budget and step.budget.seconds for step in trained.steps] == [59, 29, 0]


def test_values_that_are_not_named_are_those_the_study_has(home: Home) -> None:
    trained = Trained(home)
    request = asked(LINE)
    looked(trained, request)
    trained.asked.clear()
    looked(trained, replace(request, varied=((request.varied[0][0], None),)), 3)
    (found,) = trained.asked
    assert set(TRUTH) <= {value for value in found[1] if isinstance(value, float)}
