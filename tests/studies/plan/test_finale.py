"""A finale as a plan: the baseline, all chosen values, each alone, all but one."""

from hypermodels.dimensions import BASELINE, find
from studies.plan import bases, questions
from studies.plan.runs import furthest
from studies.plan.studies import describe
from tests.support.contexts import CONTEXT

THREE = {"learning_rate": 0.003, "batch_size": 16, "l2": 0.001}


def test_a_finale_has_all_values_each_alone_and_all_but_one() -> None:
    study = questions.finale(CONTEXT, THREE, (0, 1), 3, "")
    changed = [{name for name in THREE if one.values[name] != BASELINE[name]} for one in study.trials]
    every = set(THREE)
    assert changed == [set(), every, *({name} for name in THREE), *(every - {name} for name in THREE)]
    assert {one.epochs for one in study.trials} == {3}


def test_of_two_values_all_but_one_is_the_other_alone() -> None:
    assert len(questions.finale(CONTEXT, {"learning_rate": 0.003, "l2": 0.001}, (0,), 3, "").trials) == 4


def test_what_the_studies_trained_is_shared() -> None:
    study = questions.finale(CONTEXT, THREE, (0, 1), 10, "")
    others = [questions.study(CONTEXT, find(name), [BASELINE[name], value], (0, 1)) for name, value in THREE.items()]
    new = {run.id for run, _ in study.runs_and_epochs()} - {
        run.id for one in others for run, _ in one.runs_and_epochs()
    }
    assert (len(furthest(study.runs_and_epochs())), len(new)) == (16, 8)


def test_another_combination_or_baseline_is_another_finale() -> None:
    name = questions.finale(CONTEXT, THREE, (0,), 3, "").name
    assert name == "lenet-finale-learning_rate-0.003-batch_size-16-l2-0.001-digits"
    base = bases.departures({"optimizer": "momentum"})
    names = {
        name,
        questions.finale(CONTEXT, {**THREE, "l2": 0.01}, (0,), 3, "").name,
        questions.finale(CONTEXT, THREE, (0,), 3, "", base).name,
    }
    assert len(names) == 3
    assert describe(questions.finale(CONTEXT, THREE, (0,), 3, "", base))["base"] == {"optimizer": "momentum"}
