"""What tune plans: what it chooses from, how much, and what it refuses. No picture is read, no process started."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from hypermodels.dimensions import find
from hypermodels.errors import UsageError
from studies import speeds
from studies.plan import questions
from studies.plan.costs import Speed, Timing
from studies.store import catalog
from studies.store.home import Home
from studies.system import machine
from studies.training.timing import TooSlow
from sweepbook.cli import door, train
from sweepbook.cli.training import resources, search
from tests.support.contexts import CONTEXT

LINE = "tune --model lenet --dataset digits --dimensions lr,l2"


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures that are there already, on a machine of four cores, where a step takes a hundredth of a second."""
    monkeypatch.setattr(resources, "context", lambda *_: (CONTEXT, Path("nowhere")))
    monkeypatch.setattr(machine, "cores", lambda: 4)
    monkeypatch.setattr(machine, "memory", lambda: 1 << 36)
    monkeypatch.setattr(machine, "visible_gpus", list)
    monkeypatch.setattr(speeds, "of_search", lambda *_: Speed(Timing({32: 0.01}, 0.1, 1.0, 1000)))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a höme 家")


def planned(home: Home, line: str) -> tuple[str, ...]:
    given = shlex.split(f"{line} --dry-run --root '{home.root}'")
    return search.search(door.request(train.TUNE, given)).studies


def test_a_search_says_what_it_chooses_from_and_how_much(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert planned(home, f"{LINE.replace('l2', 'l2=0.001..0.1')} --trials 5 --epochs 4") == (
        "lenet-random-learning_rate-l2-digits",
    )
    said = capsys.readouterr().out.splitlines()
    assert "lenet-random-learning_rate-l2-digits: learning_rate 0.0001, 0.0003, 0.001, 0.003, 0.01" in said
    assert "lenet-random-learning_rate-l2-digits: l2 0.001 to 0.1" in said
    assert "lenet-random-learning_rate-l2-digits: 5 trials by random; seed 0; at most 4 epochs each" in said
    assert said[-1].startswith("forecast: 5 runs, 20 epochs, about ")
    assert said[-1].endswith("; what is stored already takes no time")
    assert not home.root.exists()


def test_a_search_is_shown_without_a_forecast_where_a_busy_machine_cannot_be_timed(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_: object) -> Speed:
        raise TooSlow

    monkeypatch.setattr(speeds, "of_search", busy)
    assert planned(home, LINE) == ("lenet-random-learning_rate-l2-digits",)
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith("no forecast: timing a few training steps took longer than 60 s; wait until")


@pytest.mark.parametrize(
    ("tuner", "workers"), [("random", "4 workers, 1 thread each"), ("bayesian", "1 worker, 4 threads")]
)
def test_who_learns_from_results_trains_one_run_after_the_other(
    tuner: str, workers: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(home, f"{LINE} --tuner {tuner}")
    assert workers in capsys.readouterr().out.splitlines()


def test_hyperband_decides_the_epochs_itself(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    planned(home, "tune --model lenet --dataset digits --tuner hyperband --epochs 10")
    said = capsys.readouterr().out
    assert ": 30 trials by hyperband; seed 0; at most 10 epochs each" in said
    assert ": epochs " not in said


def test_a_search_that_is_there_goes_on_with_its_own_seeds(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["learning_rate", "l2"]
    plain = questions.study(CONTEXT, find("lr"), (0.1,), (3, 5), 10)
    before = questions.search(CONTEXT, "random", names, (3, 5), 1, "before")
    catalog.write(home, replace(before, trials=plain.trials))
    planned(home, LINE)
    said = capsys.readouterr().out
    assert said.startswith("no seeds were given: what is studied already goes on with its own (3, 5)\n")
    assert "seeds 3, 5; at most 10 epochs each" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--base lr=0.003", "base=learning_rate=0.003 would hold nothing: all of it is searched."),
        ("--base momentum=0.5", "momentum means nothing with optimizer=adam"),
    ],
)
def test_a_baseline_of_which_nothing_is_held_is_refused(words: str, sentence: str, home: Home) -> None:
    with pytest.raises(UsageError) as refused:
        planned(home, f"{LINE} {words}")
    assert str(refused.value).startswith(sentence)
