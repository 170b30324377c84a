"""What a page advises to do next: commands that work as they are printed, with what they take, three at most."""

import copy
import re
import shlex
from pathlib import Path

import pytest

from analysis.findings import advice
from analysis.findings.finding import Finding
from analysis.findings.rules import study_findings
from analysis.findings.steps.study_steps import MOST, next_steps
from analysis.numbers.evidence import Evidence
from studies.plan.study_record import StudyRecord
from sweepbook.cli import door
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.synthetic_evidence import NONE, evidence, evidences
from tests.support.synthetic_records import Synthetic, chapter


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def steps(made: Synthetic) -> dict[str, Finding]:
    found = evidence(made)
    return {one.rule: one for one in next_steps(found, study_findings(found), made.studies)}


def seconds_an_epoch(found: Evidence, value: str) -> float:
    return float(found.counted.loc[found.counted["value"] == value, "epoch_seconds"].mean())


def test_undecided_values_get_the_seeds_that_may_decide_and_what_these_take(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 0.2, 0.1), "tanh": (1.5, -0.4, 1.9)})
    step, found = steps(made)["next_seeds"], evidence(made)
    more = step.numbers["seeds"] - 3
    assert more > 0
    assert step.numbers["command"].startswith("make study-activation ")
    assert f"SEEDS={step.numbers['seeds']}" in step.numbers["command"]
    assert step.numbers["epochs_to_train"] == 2 * more * 10
    taken = sum(seconds_an_epoch(found, value) for value in ("relu", "tanh")) * more * 10
    assert step.numbers["needed_seconds"] == pytest.approx(taken)


@pytest.fixture
def uneven(made: Synthetic) -> Synthetic:
    """As SEEDS=auto leaves it: two values have eight seeds and are not decided, the others are, by three."""
    unsure = (1.5, -0.4, 1.9, -1.0, 1.2, -0.7, 1.4, -0.6)
    worse = {name: (-9.0, -9.1, -9.2, *[None] * 5) for name in ("sgd", "adagrad")}
    study = made.study("optimizer", {**worse, "rmsprop": unsure, "adam": (0.0,) * 8}, range(8))
    for trial in study["trials"][:2]:
        trial["seeds"], trial["runs"] = [0, 1, 2], trial["runs"][:3]
    return made


def test_what_is_decided_gets_no_more_seeds(uneven: Synthetic) -> None:
    step = steps(uneven)["next_seeds"].numbers
    more = step["seeds"] - 8
    assert step["names"] == ["rmsprop"]
    assert f"SEEDS={step['seeds']} VALUES=rmsprop,adam" in step["command"]
    assert step["epochs_to_train"] == 2 * more * 10


def test_a_value_that_has_fewer_seeds_than_others_gets_as_many_as_are_said(uneven: Synthetic) -> None:
    """One was added later, with three seeds."""
    trial = uneven.studies[0]["trials"][2]
    trial["seeds"], trial["runs"] = [0, 1, 2], trial["runs"][:3]
    step = steps(uneven)["next_seeds"].numbers
    assert step["names"] == ["rmsprop"]
    assert f"SEEDS={step['seeds']} VALUES=rmsprop,adam" in step["command"]
    assert step["epochs_to_train"] == 10 * (step["seeds"] - 3 + max(0, step["seeds"] - 8))


def test_a_grid_has_the_seeds_that_all_values_have(uneven: Synthetic) -> None:
    step = steps(uneven)["next_probe"].numbers
    assert "SEEDS=3 VALUES=sgd,adagrad,rmsprop,adam PROBE=1" in step["command"]
    assert step["epochs_to_train"] == 4 * 2 * 3 * 10


def test_what_was_begun_is_asked_of_the_values_that_wait(uneven: Synthetic) -> None:
    late = next(trial["runs"][-1] for trial in uneven.studies[0]["trials"] if trial["values"]["optimizer"] == "adam")
    del uneven.runs[late], uneven.histories[late]
    step = steps(uneven)["next_go_on"].numbers
    assert "SEEDS=8 VALUES=adam" in step["command"]
    assert step["epochs_to_train"] == 10


def test_beyond_the_end_a_value_has_the_seeds_of_the_best(made: Synthetic) -> None:
    effects = {0.001: (0.0,) * 5, 0.003: (2.0, 2.1, 2.2, None, None), 0.01: (9.0, 9.1, 9.2, None, None)}
    study = made.study("learning_rate", effects, range(5))
    for trial in study["trials"][1:]:
        trial["seeds"], trial["runs"] = [0, 1, 2], trial["runs"][:3]
    step = steps(made)["next_beyond"].numbers
    assert "SEEDS=3 VALUES=0.03" in step["command"]
    assert step["epochs_to_train"] == 3 * 10


def test_one_seed_asks_for_three(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (1.5,)}, (0,))
    step = steps(made)["next_single"]
    assert (step.numbers["seeds"], step.numbers["epochs_to_train"]) == (3, 2 * 2 * 10)


def test_a_value_with_one_seed_among_others_with_more_gets_three(made: Synthetic) -> None:
    study = made.study("activation", {"relu": (0.0,) * 5, "tanh": (1.5, None, None, None, None)}, range(5))
    study["trials"][1]["seeds"], study["trials"][1]["runs"] = [0], study["trials"][1]["runs"][:1]
    step = steps(made)["next_single"].numbers
    assert (step["seeds"], step["epochs_to_train"]) == (3, 2 * 10)


def test_a_best_value_at_the_end_asks_for_the_next(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.003: (2.0, 2.1, 2.2), 0.01: (9.0, 9.1, 9.2)})
    step = steps(made)["next_beyond"]
    assert step.numbers["beyond"] == "0.03"
    assert "VALUES=0.03" in step.numbers["command"]
    assert step.numbers["epochs_to_train"] == 3 * 10


def test_what_lies_beyond_and_was_asked_for_is_finished_and_not_asked_for_again(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.003: (2.0, 2.1, 2.2), 0.01: (9.0, 9.1, 9.2), 0.03: None})
    assert "next_beyond" not in steps(made)
    assert "VALUES=0.03" in steps(made)["next_go_on"].numbers["command"]


def test_longer_training_goes_on_with_the_same_runs(made: Synthetic) -> None:
    made.study("epochs", {5: NONE, 10: NONE, 20: NONE})
    found = evidence(made)
    told = Finding("edge", found.study["name"], "20", {"beyond": "40", "command": "make study-epochs VALUES=40"}, None)
    step = next(one for one in next_steps(found, [told], made.studies) if one.rule == "next_beyond")
    assert step.numbers["epochs_to_train"] == 3 * (40 - 20)


def test_longer_training_with_a_schedule_is_a_run_of_its_own(made: Synthetic) -> None:
    made.study("epochs", {5: (0.0,), 10: (1.0,), 20: (2.0,)}, (0,), schedule="cosine")
    found = evidence(made)
    told = Finding("edge", found.study["name"], "20", {"beyond": "40", "command": "make study-epochs VALUES=40"}, None)
    step = next(one for one in next_steps(found, [told], made.studies) if one.rule == "next_beyond")
    assert step.numbers["epochs_to_train"] == 40
    assert steps(made)["next_single"].numbers["epochs_to_train"] == 2 * (5 + 10 + 20)


def test_points_along_the_same_runs_are_trained_once(made: Synthetic) -> None:
    made.study("epochs", {5: None, 10: None, 20: None})
    assert steps(made)["next_go_on"].numbers["epochs_to_train"] == 3 * 20


def test_what_was_begun_is_finished_first(made: Synthetic) -> None:
    made.study("optimizer", {"adam": NONE, "sgd": None, "rmsprop": NONE})
    found = steps(made)
    assert next(iter(found)) == "next_go_on"
    assert found["next_go_on"].numbers["epochs_to_train"] == 3 * 10


def test_a_dimension_that_cannot_answer_alone_asks_for_a_probe_until_it_is_there(made: Synthetic) -> None:
    made.study("batch_size", {32: NONE, 64: (-5.0, -5.1, -5.2)})
    assert "PROBE=1" in steps(made)["next_probe"].numbers["command"]
    assert steps(made)["next_probe"].numbers["epochs_to_train"] == 2 * 3 * 10 * 2
    made.study(("batch_size", "learning_rate"), {(32, 0.001): NONE, (64, 0.003): NONE}, kind="probe")
    assert "next_probe" not in steps(made)


def test_a_study_without_results_has_no_forecast(made: Synthetic) -> None:
    made.study("activation", {"relu": None, "tanh": None})
    assert steps(made)["next_go_on"].numbers["needed_seconds"] is None


def test_values_whose_validation_lags_are_trained_until_it_has_followed() -> None:
    record = lagging(made := Synthetic("alexnet"))
    step = steps(made)["next_lagging"].numbers
    assert (step["names"], step["epochs"]) == (["256"], 23)  # 460 updates leave less than 1 % of what they began with
    assert step["epochs_to_train"] == 2 * 3 * 23
    assert shlex.split(step["command"])[:2] == ["make", "study-batch-size"]
    assert {"VALUES=32,256", "EPOCHS=23", "SEEDS=3"} < set(shlex.split(step["command"]))
    longer = copy.deepcopy(record)
    for trial in longer["trials"]:
        trial["values"]["epochs"] = 23
    found = evidence(made)
    told = next_steps(found, study_findings(found), [*made.studies, longer])
    assert "next_lagging" not in {one.rule for one in told}


def lagging(made: Synthetic) -> StudyRecord:
    """Batches of 32 and of 256 on 5,000 pictures: those of 256 make 200 updates in ten epochs."""
    record = made.study("batch_size", {32: NONE, 256: NONE})
    record["dataset"]["train"] = 5000
    for run in record["trials"][1]["runs"]:
        for row in made.histories[run]:
            row[1:3] = [0.6, 0.2]
    return record


def test_there_are_three_at_most_and_a_decided_study_needs_none(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-9.0, -9.1, -9.2)})
    assert steps(made) == {}
    whole = chapter()
    assert all(len(next_steps(one, study_findings(one), whole.studies)) <= MOST for one in evidences(whole))


@pytest.mark.parametrize(("command", "words"), [("make study-l2", 'BASE="{}"'), ("sweepbook study l2", '--base "{}"')])
def test_what_is_recommended_is_printed_as_a_command_takes_it(made: Synthetic, command: str, words: str) -> None:
    study = made.study("l2", {0.0: NONE}, learning_rate=0.003, command=command) | {"base": {"learning_rate": 0.003}}
    said = advice.base_words(study, {"activation": "tanh", "l2": "0.0001"})
    assert said == words.format("learning_rate=0.003 activation=tanh l2=0.0001")
    given = shlex.split(said.replace("BASE=", "--base "))
    request = door.request(door.VERBS["study"], ["study", "lr", "--model", "lenet", *given])
    assert dict(request.base) == {"learning_rate": 0.003, "activation": "tanh", "l2": 0.0001}
    assert advice.base_words(made.studies[0], {"l2": "0"}) == ""


@pytest.mark.usefixtures("sketched")
def test_every_printed_command_works_as_printed(sweep: Sweep, home: Path) -> None:
    """A study of the batch size with one seed, whose page advises seeds and a probe."""
    assert sweep("study", "batch-size", values="50,100", epochs=1)[0] == 0
    assert main(["report", "--root", str(home)]) == 0
    page = (home / "reports/lenet/report.md").read_text()
    commands = re.findall(r"^1\. .*`(sweepbook .*?)`", page, re.MULTILINE)
    assert len(commands) >= 2
    assert any("--probe" in one for one in commands)
    for line in commands:
        words = shlex.split(line)[1:]
        assert words[0] in door.VERBS
        assert main([*words, "--dry-run", "--workers", "0", "--root", str(home)]) == 0, line
