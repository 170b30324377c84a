"""What study and chapter plan: values, seeds and studies that nobody named. No picture is read, no process started."""

from pathlib import Path

import pytest

from hypermodels.dimensions import find
from studies import speeds
from studies.plan import questions
from studies.plan.budget import NothingFits
from studies.plan.costs import Speed, Timing
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import machine
from studies.training.timing import TooSlow
from sweepbook.cli.training import resources, sweep
from tests.support.contexts import CONTEXT
from tests.sweepbook.cli.training.stored import asked, trained

LR = "study lr --model lenet --dataset digits"
NAME = "lenet-learning_rate-digits"


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that are there already, on a machine of two cores, where a step takes a hundredth of a second."""
    monkeypatch.setattr(resources, "context", lambda *_: (CONTEXT, Path("nowhere")))
    monkeypatch.setattr(machine, "cores", lambda: 2)
    monkeypatch.setattr(machine, "memory", lambda: 1 << 36)
    monkeypatch.setattr(machine, "visible_gpus", list)
    steps = dict.fromkeys((16, 32, 64, 128, 256), 0.01)
    monkeypatch.setattr(speeds, "of_plan", lambda *_: Speed(Timing(steps, 0.1, 1.0, 1000)))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a höme 家")


def planned(home: Home, line: str) -> tuple[str, ...]:
    return sweep.sweep(asked(f"{line} --dry-run --root '{home.root}'")).studies


def test_a_new_study_has_the_tables_values_and_seeds_that_decide_something(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert planned(home, LR) == (NAME,)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "no seeds were given: 3 for lenet, whose study takes minutes; 1 is enough for a first look"
    assert f"{NAME}: 0.0001, 0.0003, 0.001, 0.003, 0.01; seeds 0, 1, 2; 10 epochs" in said
    assert f"{NAME}: 15 distinct runs, 15 of them to train" in said
    assert "2 workers, 1 thread each" in said
    assert said[-1].startswith("forecast: 15 runs, 150 epochs, about ")
    assert not home.root.exists()


def test_a_study_that_is_there_goes_on_with_its_own_seeds_and_values(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog.write(home, questions.study(CONTEXT, find("lr"), (0.02,), (4, 7), 3, "before"))
    planned(home, LR)
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "no seeds were given: what is studied already goes on with its own (4, 7)",
        f"{NAME} keeps 0.02; seeds 4, 7; 3 epochs",
    ]
    assert f"{NAME}: 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02; seeds 4, 7; 10 epochs" in said


def test_where_all_is_stored_nothing_is_timed_and_nobody_trains(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study = questions.study(CONTEXT, find("lr"), (0.001,), (0,), 2)
    for run, epochs in study.runs_and_epochs():
        trained(Store(home.runs), run, epochs, lambda _: 0.5)
    monkeypatch.setattr(speeds, "of_plan", lambda *_: pytest.fail("steps were timed"))
    planned(home, f"{LR} --values 0.001 --seeds 1 --epochs 2")
    said = capsys.readouterr().out
    assert "1 run asked for, 1 distinct, 1 in the store, 0 to train (0 epochs)" in said
    assert "worker" not in said
    assert said.splitlines()[-1].startswith("forecast: 0 runs, 0 epochs, about 0")


def test_all_dimensions_are_those_that_mean_something_at_the_baseline(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "chapter --model lenet --dataset digits --dimensions all --seeds 1"
    plain = planned(home, line)
    assert "left out: momentum, weight_decay; what each is for" in capsys.readouterr().out
    own = planned(home, f"{line} --base optimizer=momentum")
    assert "left out" not in capsys.readouterr().out
    assert (len(plain), len(own)) == (12, 14)


def test_grids_and_studies_at_each_values_own_rate_come_after_the_plain_ones(home: Home) -> None:
    line = "chapter --model lenet --dataset digits --dimensions optimizer,l2,loss --seeds 1 --probe --tuned lr"
    assert planned(home, line) == (
        "lenet-optimizer-digits",
        "lenet-l2-digits",
        "lenet-loss-digits",
        "lenet-optimizer-x-learning_rate-digits",
        "lenet-optimizer-tuned-lr-digits",
        "lenet-loss-tuned-lr-digits",
    )


def test_a_plan_is_shown_without_a_forecast_where_a_busy_machine_cannot_be_timed(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_: object) -> Speed:
        raise TooSlow

    monkeypatch.setattr(speeds, "of_plan", busy)
    why = (
        "timing a few training steps took longer than 60 s; wait until the machine is less busy, or ask for a smaller "
    )
    assert planned(home, f"{LR} --seeds 1") == (NAME,)
    said = capsys.readouterr().out.splitlines()
    assert f"{NAME}: 5 distinct runs, 5 of them to train" in said
    assert said[-1] == f"no forecast: {why}width"
    assert len(planned(home, "study optimizer --model lenet --dataset digits --tuned lr")) == 2
    assert "forecast: " not in capsys.readouterr().out.replace("no forecast: ", "")
    with pytest.raises(NothingFits) as refused:
        planned(home, f"{LR} --seeds 1 --budget 60s")
    assert str(refused.value) == (
        f"What fits into 60s is not known: {why}width. Without a budget the study trains all the same."
    )


def test_a_budget_leaves_out_what_does_not_fit_or_is_refused_with_what_would(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(home, f"{LR} --seeds 2 --budget 60s")
    assert "within 60s: " in capsys.readouterr().out
    with pytest.raises(NothingFits, match=r"^Nothing fits into 1s: the quickest run that is missing takes longer"):
        planned(home, f"{LR} --seeds 1 --budget 1s")
