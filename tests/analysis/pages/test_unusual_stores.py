"""A store of one run, of none, of failed or diverged ones, or a damaged one has a sensible page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.numbers import frames
from tests.analysis.pages.reports import NONE, page, publish, small
from tests.support.synthetic_records import Synthetic


def one_run(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,)}, seeds=(0,))


def one_seed(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: (0.0,), 0.01: (-3.0,)}, seeds=(0,))


def not_started(made: Synthetic) -> None:
    made.study("activation", {"relu": None, "tanh": None})


def all_failed(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE})
    for run, record in made.runs.items():
        record.update(status="failed", cause="Traceback\nMemoryError: <no> room")
        made.histories[run] = []


def still_running(made: Synthetic) -> None:
    made.study("l2", {0.0: NONE, 0.001: NONE, 0.01: None})
    for rows in list(made.histories.values())[3:]:
        del rows[2:]


def diverged_at_once(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.01: NONE}, curve={"diverge_at": 1})


def a_probe(made: Synthetic) -> None:
    grid = {(rate, name): (rate * 100, 0.0, 0.5) for rate in (0.001, 0.01) for name in ("adam", "sgd")}
    made.study(("learning_rate", "optimizer"), grid, kind="probe")


def a_search(made: Synthetic) -> None:
    tried = {(0.001 * step, ("adam", "sgd")[step % 2], 32): (-0.3 * step,) for step in range(1, 15)}
    made.study(("learning_rate", "optimizer", "batch_size"), tried, (0,), kind="tune", tuner="bayesian")


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (one_run, "Only relu can be judged so far"),
        (one_seed, "no value has two seeds to compare"),
        (not_started, "No run has a result yet"),
        (all_failed, "MemoryError: &lt;no&gt; room"),
        (still_running, "have not reached the epoch asked for"),
        (diverged_at_once, "Diverged at epoch 1, where the loss was no longer a finite number: 0.001 (3 of 3 runs)"),
        (a_probe, "The best combination is"),
        (a_search, "Best of 14 trials is number 1"),
    ],
)
def test_unusual_stores_have_a_sensible_page(tmp_path: Path, fill: Callable[[Synthetic], None], said: str) -> None:
    made = Synthetic()
    fill(made)
    root = made.write(tmp_path)
    assert publish(root) == 0
    assert said in page(root)
    assert not re.search(r"\bnan\b", page(root).lower())


@pytest.mark.usefixtures("sketched")
def test_a_torn_run_is_listed_and_costs_only_itself(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    torn = next(path for path in sorted((root / "tuner_dirs" / "runs").iterdir()))
    (torn / "run.json").write_text('{"schema": 1, "iden')
    assert publish(root) == 0
    assert f"Unreadable runs, left out: {torn.name}." in page(root)


@pytest.mark.usefixtures("sketched")
def test_a_value_of_another_kind_costs_its_study_or_run_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = small()
    made.study("optimizer", {"adam": NONE, "sgd": (-4.0, -4.1, -4.2)})
    made.studies[1]["base"] = {"learning_rate": "fast"}
    run = made.studies[0]["trials"][0]["runs"][0]
    made.runs[run]["identity"]["values"]["learning_rate"] = "fast"
    assert publish(made.write(tmp_path)) == 2  # the other is written
    said = capsys.readouterr()
    assert "is damaged (learning_rate='fast'): remove" in said.out + said.err
    assert "Learning rate" in page(tmp_path)


@pytest.mark.usefixtures("sketched")
@pytest.mark.parametrize("field", [{"parameters": None}, {}])
def test_runs_that_do_not_say_their_parameters_have_a_dash(field: dict[str, None], tmp_path: Path) -> None:
    made = small()
    made.runs = {
        run: {name: one for name, one in record.items() if name != "parameters"} | field
        for run, record in made.runs.items()
    }
    assert publish(made.write(tmp_path)) == 0
    index = (tmp_path / "reports" / "index.html").read_text()
    assert re.findall("<td>([^<]*)</td>", index)[:2] == ["3", "–"]


def test_a_last_line_without_its_newline_does_not_count(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    path = next((root / "tuner_dirs" / "runs").glob("*/history.csv"))
    run, rows = path.parent.name, frames.read(root).histories[path.parent.name]
    path.write_bytes(path.read_bytes()[:-2])
    assert frames.read(root).histories[run] == rows[:-1]


@pytest.mark.parametrize("content", ['{"schema": 2, "name": "later"}', '{"schema": 1, "na'])
def test_a_newer_or_torn_study_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    root = small().write(tmp_path)
    (root / "tuner_dirs" / "lenet-learning_rate-cifar10" / "study.json").write_text(content)
    assert publish(root) == 2
    error = capsys.readouterr().err
    assert "study.json" in error
    assert error.count("\n") == 1
