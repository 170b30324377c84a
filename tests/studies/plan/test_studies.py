"""A study as data: what it is stored as, and what its trials are called."""

from dataclasses import replace

from hypermodels.dimensions import find
from studies.plan import questions
from studies.plan.studies import describe, trial_id
from tests.support.contexts import CONTEXT


def test_a_trials_id_is_its_number_as_wide_as_the_largest() -> None:
    study = questions.study(CONTEXT, find("lr"), [rate / 1000 for rate in range(1, 12)])
    assert (trial_id(study, 0), trial_id(study, 10)) == ("00", "10")
    assert trial_id(questions.search(CONTEXT, "random", ["l2"], (0,), 100, ""), 7) == "007"


def test_a_study_is_described_with_the_runs_of_every_trial() -> None:
    study = questions.study(CONTEXT, find("lr"), [0.1], seeds=(0, 3), command="make study-lr")
    described = describe(study)
    assert (described["name"], described["dimensions"]) == (study.name, ["learning_rate"])
    assert described["commands"] == ["make study-lr"]
    (trial,) = described["trials"]
    assert trial["seeds"] == [0, 3]
    assert trial["runs"] == [run.id for run in study.trials[0].runs]


def test_epochs_tell_trials_apart_where_there_are_several() -> None:
    study = questions.study(CONTEXT, find("lr"), [0.1], epochs=3)
    longer = questions.study(CONTEXT, find("lr"), [0.1], epochs=5)
    assert study.varying == ("learning_rate",)
    assert replace(study, trials=(*study.trials, *longer.trials)).varying == ("learning_rate", "epochs")


def test_each_run_has_the_epochs_of_its_trial_in_the_order_of_the_trials() -> None:
    study = questions.study(CONTEXT, find("epochs"), (5, 10), seeds=(0, 1))
    first, second = (trial.runs for trial in study.trials)
    assert study.runs_and_epochs() == [(first[0], 5), (first[1], 5), (second[0], 10), (second[1], 10)]
