"""The studies that commands ask for: which trials they consist of, and what their folders are called."""

from dataclasses import replace

import pytest

from hypermodels.dimensions import BASELINE, FIRST, find, first
from studies.plan import bases, growth, questions
from studies.plan.questions import CHOOSING
from studies.plan.runs import furthest
from studies.plan.studies import describe
from studies.plan.trials import trial_of
from studies.system.errors import UsageError
from tests.support.contexts import CONTEXT

THREE = {"learning_rate": 0.003, "batch_size": 16, "l2": 0.001}  # of a finale


def test_in_a_study_one_dimension_varies_and_the_rest_stands_at_the_baseline() -> None:
    study = questions.study(CONTEXT, find("lr"), seeds=(0, 1), epochs=3)
    assert [trial.values["learning_rate"] for trial in study.trials] == list(find("lr").values)
    for trial in study.trials:
        assert {**trial.values, "learning_rate": 0.001, "epochs": 10} == BASELINE
        assert (trial.epochs, [run.seed for run in trial.runs]) == (3, [0, 1])


def test_a_value_that_is_asked_for_twice_is_one_trial() -> None:
    assert len(questions.study(CONTEXT, find("lr"), [0.1, 0.2, 0.1]).trials) == 2


def test_the_epochs_study_looks_at_one_run_at_several_epochs() -> None:
    study = questions.study(CONTEXT, find("epochs"))
    assert len({run.id for trial in study.trials for run in trial.runs}) == 1
    assert [trial.epochs for trial in study.trials] == [5, 10, 20, 50]


def test_a_chapter_shares_its_baseline_so_that_of_102_runs_72_are_distinct() -> None:
    studies = [questions.study(CONTEXT, dimension, seeds=(0, 1, 2)) for dimension in first()]
    pairs = [pair for study in studies for pair in study.runs_and_epochs()]
    assert (len(pairs), len(furthest(pairs))) == (102, 72)


def test_a_confounded_dimension_is_probed_with_the_learning_rate_and_no_other_is() -> None:
    probe = questions.probe(CONTEXT, questions.study(CONTEXT, find("optimizer"), ["sgd", "adam"], epochs=2))
    assert probe is not None
    assert probe.dimensions == ("optimizer", "learning_rate")
    assert [(trial.values["optimizer"], trial.values["learning_rate"]) for trial in probe.trials] == [
        (name, rate) for name in ("sgd", "adam") for rate in (0.0003, 0.001, 0.003)
    ]
    assert {trial.epochs for trial in probe.trials} == {2}
    assert questions.probe(CONTEXT, questions.study(CONTEXT, find("l2"))) is None


def test_in_a_tuned_study_each_value_has_a_ladder_of_rates_on_seeds_that_judge_nothing() -> None:
    plain = questions.study(CONTEXT, find("optimizer"), ["sgd", "adam"], (0, 1, 2), 2)
    ladder = questions.tuned(CONTEXT, plain)
    assert ladder is not None
    assert (ladder.name, ladder.kind) == ("lenet-optimizer-tuned-lr-digits", "tuned")
    assert [(trial.values["optimizer"], trial.values["learning_rate"]) for trial in ladder.trials] == [
        (name, rate) for name in ("sgd", "adam") for rate in (0.0001, 0.0003, 0.001, 0.003, 0.01)
    ]
    assert {tuple(run.seed for run in trial.runs) for trial in ladder.trials} == {questions.CHOOSING}
    assert (ladder.seeds, ladder.chosen_on, ladder.choosing) == ((0, 1, 2), CHOOSING, frozenset(CHOOSING))
    assert ladder.warnings == ()
    own = questions.tuned(CONTEXT, plain, (0.1, 1.0))
    assert own is not None
    assert {trial.values["learning_rate"] for trial in own.trials} == {0.1, 1.0}
    assert questions.tuned(CONTEXT, questions.study(CONTEXT, find("l2"))) is None
    assert bases.ladder_rates(0.03) == (0.003, 0.009, 0.03, 0.09, 0.3)


def test_a_seed_that_chooses_a_rate_cannot_judge_it() -> None:
    plain = questions.study(CONTEXT, find("loss"), seeds=(0, 1001))
    with pytest.raises(UsageError, match="seed 1001 cannot judge them: leave it out of seeds"):
        questions.tuned(CONTEXT, plain)


def test_a_tuned_study_grows_by_its_judging_seeds_and_keeps_those_that_choose_apart() -> None:
    plain = questions.study(CONTEXT, find("loss"), seeds=(0, 1))
    ladder = questions.tuned(CONTEXT, plain)
    assert ladder is not None
    assert describe(ladder)["seeds"] == [0, 1]
    judged = growth.with_trial(ladder, trial_of(CONTEXT, ladder.trials[2].values, (0, 1)))
    stored = describe(replace(judged, seeds=(0, 1)))
    more = questions.tuned(CONTEXT, replace(plain, seeds=(0, 1, 2)))
    assert more is not None
    grown = growth.grown(more, stored).study
    assert (grown.seeds, grown.chosen_on) == ((0, 1, 2), CHOOSING)
    assert [run.seed for run in grown.trials[2].runs] == [0, 1, *CHOOSING]
    assert [run.seed for run in grown.judging(grown.trials[2])] == [0, 1]
    twice = growth.with_trial(grown, trial_of(CONTEXT, {**ladder.trials[2].values, "epochs": 3}, (0, *CHOOSING)))
    assert [one["seeds"] for one in growth.readings(describe(twice))] == [[0], [0, 1]]


def test_a_tuned_study_asked_for_again_without_rates_goes_on_with_the_ladder_of_each_value() -> None:
    plain = questions.study(CONTEXT, find("loss"), seeds=(0, 1))
    first = questions.tuned(CONTEXT, plain, (0.01, 0.1))
    assert first is not None
    one = questions.study(CONTEXT, find("loss"), ["mean_squared_error"], (0, 1))
    longer = questions.tuned(CONTEXT, one, (1.0,))
    assert longer is not None
    stored = describe(growth.grown(longer, describe(first)).study)
    again = questions.tuned(CONTEXT, plain, stored=stored)
    assert again is not None
    assert describe(growth.grown(again, stored).study)["trials"] == stored["trials"]
    another = replace(plain, trials=(trial_of(CONTEXT, {"loss": "another"}, (0,)),))
    new = questions.tuned(CONTEXT, another, stored=stored)
    assert new is not None
    assert [trial.values["learning_rate"] for trial in new.trials] == [0.01, 0.1, 1.0]
    typed = questions.tuned(CONTEXT, plain, (0.003,), stored=stored)
    assert typed is not None
    assert {trial.values["learning_rate"] for trial in typed.trials} == {0.003}


def test_a_studys_name_says_what_it_asks_and_where_it_departs_from_the_defaults() -> None:
    assert questions.study_name(CONTEXT, "l2") == "lenet-l2-digits"
    other = replace(CONTEXT, width=0.5, precision="mixed_bfloat16", dataset=replace(CONTEXT.dataset, samples=100))
    assert questions.study_name(other, "l2") == "lenet-l2-digits-samples100-width0.5-mixed_bfloat16"


def test_a_search_is_named_after_its_dimensions_where_they_are_not_the_usual_ones() -> None:
    assert questions.search(CONTEXT, "random", FIRST, (0,), 4, "").name == "lenet-random-digits"
    assert questions.search(CONTEXT, "random", list(BASELINE), (0,), 4, "").name == "lenet-random-all-digits"
    assert questions.search(CONTEXT, "random", ["l2"], (0,), 4, "").name == "lenet-random-l2-digits"


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
