"""The chapter and the searches: what is shared is trained once, and a plan can be seen and cut before it runs."""

import json
import re
from pathlib import Path

import pytest

from hypermodels.dimensions import Dimension, InvalidValue, first
from studies import auto
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.labels import label
from studies.plan.runs import furthest
from studies.system import machine
from studies.training import timing
from sweepbook.cli.options import budget
from tests.support.commands import Sweep
from tests.support.contexts import CONTEXT
from tests.support.stored import forget, histories


@pytest.mark.parametrize("dimension", first(), ids=lambda d: d.flag)
def test_each_of_the_eight_studies_runs_from_the_command_line(dimension: Dimension, sweep: Sweep, home: Path) -> None:
    values = {"epochs": "1,2", "batch_size": "16,64"}.get(dimension.name)
    values = values or ",".join(label(dimension.name, value) for value in dimension.values[:2])
    code, out, _ = sweep("study", dimension.flag, values=values, epochs=None if dimension.name == "epochs" else 1)
    assert code == 0
    assert f"lenet-{dimension.name}-digits-samples100-width0.5: best {dimension.name}=" in out
    assert all(text.count("\n") >= 1 for text in histories(home).values())


def test_the_plan_of_a_chapter_shares_what_its_studies_share() -> None:
    studies = [questions.study(CONTEXT, dimension, seeds=(0, 1, 2)) for dimension in first()]
    pairs = [pair for study in studies for pair in study.runs_and_epochs()]
    distinct = furthest(pairs)
    values = sum(len(dimension.values) for dimension in first())
    assert len(pairs) == 3 * values
    assert len(distinct) == 3 * (values - 7 - 3)  # seven more baselines, and three points of the epochs study
    baseline = next(run for run in distinct if dict(run.values) == dict(studies[0].trials[2].runs[0].values))
    assert distinct[baseline] == 50


def test_the_dry_run_prints_the_plan_and_trains_nothing(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("chapter", epochs=10, dry_run=True, workers="auto")
    assert code == 0
    tried = [int(count) for count in re.findall(r"workers=(\d+), \d+ threads each: [\d,]+ pictures/s", out)]
    assert tried == auto.candidates(machine.cores())[: len(tried)] != []
    assert "34 runs asked for, 24 distinct, 0 in the store, 24 to train (280 epochs)" in out
    assert "forecast: 24 runs, 280 epochs, about" in out
    assert histories(home) == {}


def test_workers_are_tried_in_doubling_numbers_up_to_one_a_core() -> None:
    assert [auto.candidates(cores) for cores in (1, 2, 6, 8)] == [[1], [1, 2], [1, 2, 4, 6], [1, 2, 4, 8]]


def test_the_slowest_of_several_workers_is_believed() -> None:
    first = Timing({32: 0.1}, evaluate=1.0, build=2.0, state=10)
    other = Timing({32: 0.3}, evaluate=0.5, build=2.0, state=10)
    assert timing.slowest([first, other]) == Timing({32: 0.3}, evaluate=1.0, build=2.0, state=10)


@pytest.mark.parametrize(("text", "seconds"), [("2h", 7200), ("90m", 5400), ("1h30m", 5400), ("45s", 45)])
def test_a_budget_is_a_time(text: str, seconds: float) -> None:
    assert budget(text).seconds == seconds


@pytest.mark.parametrize("text", ["", "soon", "2", "h"])
def test_a_budget_that_is_none_is_shown(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a time; write 2h"):
        budget(text)


def test_a_probe_adds_a_small_grid_with_the_learning_rate(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "batch-size", values="32,64", epochs=1, probe=True)
    assert code == 0
    assert "8 runs asked for, 6 distinct" in out
    study = json.loads(next((home / "tuner_dirs").glob("lenet-batch_size-x-learning_rate-*/study.json")).read_text())
    assert (study["kind"], len(study["trials"])) == ("probe", 6)


@pytest.mark.parametrize("tuner", ["random", "bayesian", "hyperband"])
def test_a_search_goes_on_with_the_proposals_of_an_uninterrupted_one(
    tuner: str, sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = None if tuner == "hyperband" else 4
    options = {"tuner": tuner, "trials": trials, "dimensions": "lr=0.0001..0.03,l2", "epochs": 3}
    from studies.execution.outcomes import Outcomes
    from studies.execution.protocols import Proposal
    from studies.plan.runs import Run

    trained = Outcomes.trained
    count = []

    def dies(self: Outcomes, proposal: Proposal, run: Run, to_epoch: int) -> None:
        trained(self, proposal, run, to_epoch)
        count.append(run)
        if len(count) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Outcomes, "trained", dies)
    assert sweep("tune", **options)[0] == 130
    monkeypatch.undo()
    code, resumed, _ = sweep("tune", **options)
    assert code == 0
    after, best = histories(home), resumed.splitlines()[-2]
    forget(home)
    code, whole, _ = sweep("tune", **options)
    assert (code, whole.splitlines()[-2]) == (0, best)
    assert histories(home) == after


def test_list_and_status_show_what_there_is(sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from sweepbook.cli.door import main

    sweep("study", "lr", values="0.001", epochs=1)
    assert main(["list", "--root", str(home)]) == 0
    assert "lenet-learning_rate-digits-samples100-width0.5" in capfd.readouterr().out.replace("\n", "")
    assert main(["status", "--root", str(home)]) == 0
    shown = capfd.readouterr().out.splitlines()
    assert shown[0].split() == ["trials", "done", "running", "left", "failed", "epochs", "left", "ETA", "MB"]
    assert shown[1] == "lenet-learning_rate-digits-samples100-width0.5"
    assert shown[2].split()[:6] == ["1", "1", "0", "0", "0", "0"]


def test_clean_study_leaves_runs_that_others_use(sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from sweepbook.cli.door import main

    sweep("study", "lr", values="0.001,0.01", epochs=1)
    sweep("study", "l2", values="0.0", epochs=1)  # the same baseline run
    name = "lenet-learning_rate-digits-samples100-width0.5"
    assert main(["clean-study", name, "--yes", "--root", str(home)]) == 0
    assert "1 run that no other study uses" in capfd.readouterr().out
    assert not (home / "tuner_dirs" / name).exists()
    assert len(histories(home)) == 1
    assert main(["clean-study", "nothing", "--root", str(home)]) == 2


def test_checkpoints_are_kept_within_a_limit_and_the_best_one_always(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "lr", values="0.0001,0.001,0.003", epochs=1, keep=0)
    assert code == 0
    assert "2 checkpoints dropped to keep within 0 GiB" in out
    assert len(list((home / "tuner_dirs" / "runs").glob("*/checkpoint.npz"))) == 1
    assert len(histories(home)) == 3


def test_clean_asks_and_removes_every_output(sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sweepbook.cli.door import main

    sweep("study", "lr", values="0.001", epochs=1)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert main(["clean", "--root", str(home)]) == 0
    assert histories(home)
    (study,) = (home / "tuner_dirs").glob("*/study.json")
    study.write_text('{"schema": 1, "na')  # what is torn can be removed too
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert main(["clean", "--root", str(home)]) == 0
    assert not histories(home)
    assert not (home / "tb_logs").exists() or not list((home / "tb_logs").iterdir())


def test_a_budget_that_nothing_fits_into_trains_nothing_and_says_what_would_fit(sweep: Sweep, home: Path) -> None:
    options = {"values": "0.001,0.003", "epochs": 1}
    code, _, err = sweep("study", "lr", budget="0.001s", **options)
    assert (code, histories(home)) == (2, {})
    assert "Nothing fits into 0.001s: the quickest run that is missing takes longer, about" in err
    assert not list((home / "tuner_dirs").glob("*/study.json"))
    code, out, _ = sweep("study", "lr", budget="1h", **options)
    assert (code, len(histories(home))) == (0, 2)
    assert "within 1h: 2 runs, 2 epochs, about" in out


def test_a_new_value_after_five_joins_them_in_status_project_and_board_with_the_seeds_of_the_study(
    sweep: Sweep, home: Path
) -> None:
    assert sweep("study", "lr", values="0.001,0.003", seeds="0,4", epochs=1)[0] == 0
    code, out, _ = sweep("study", "lr", values="0.03", seeds=None, epochs=1)
    assert code == 0
    assert "no seeds were given: what is studied already goes on with its own (0, 4)" in out
    assert "keeps 0.001, 0.003; seeds 0, 4; 1 epoch" in out
    assert "0 runs found, 2 trained" in out
    name = "lenet-learning_rate-digits-samples100-width0.5"
    scores = [json.loads(path.read_text())["score"] for path in (home / "tuner_dirs" / name).glob("trial_*/trial.json")]
    assert len([score for score in scores if score is not None]) == 3
    assert len(list((home / "tb_logs" / name).glob("*/seed4"))) == 3
    assert "2 runs found, 0 trained" in sweep("study", "lr", values="0.03", seeds=None, epochs=1)[1]
    code, out, _ = sweep("study", "lr", values="0.03", seeds="4,", epochs=1, only=True)
    assert (code, "leaves out 0.001, 0.003; seeds 0, 4; 1 epoch" in out) == (0, True)
    assert len(list((home / "tb_logs" / name).glob("*/seed*"))) == 3  # a session, and its two curves
    assert len(histories(home)) == 6  # nothing stored is lost
