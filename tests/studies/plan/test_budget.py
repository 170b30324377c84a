"""What of a plan fits into a given time: the order, what is skipped, and what a budget is charged."""

import time
from concurrent.futures import Future

import pytest

from hypermodels.dimensions import find, first
from studies.execution import local
from studies.joint_search import search_size
from studies.plan import questions
from studies.plan.budget import cheapest, ordered, within
from studies.plan.costs import Speed, Timing
from studies.plan.runs import Run, furthest
from studies.plan.studies import Study
from studies.training import timing
from sweepbook.cli.training.announcements import nothing_fits
from tests.support.contexts import CONTEXT

SPEED = Speed(Timing(dict.fromkeys((16, 32, 64, 128, 256), 1 / 1294), evaluate=0.0, build=0.0, state=100))
SECONDS = SPEED.epoch(questions.study(CONTEXT, find("lr")).trials[0].runs[0])  # an epoch, batches of 32


def chapter(epochs: int, seeds: tuple[int, ...] = (0,)) -> list[Study]:
    return [questions.study(CONTEXT, dimension, seeds=seeds, epochs=epochs) for dimension in first()]


def all_missing(studies: list[Study]) -> dict[Run, int]:
    return furthest([pair for study in studies for pair in study.runs_and_epochs()])


def test_the_baseline_comes_first_then_its_neighbours_then_the_next_seed() -> None:
    study = questions.study(CONTEXT, find("lr"), seeds=(0, 1), epochs=1)
    found = within(3.5 * SECONDS, [study], all_missing([study]), SPEED, 1, 1)
    (chosen,) = found.studies
    assert [trial.values["learning_rate"] for trial in chosen.trials] == [0.0003, 0.001, 0.003]
    assert all(len(trial.runs) == 1 for trial in chosen.trials)
    assert len(found.left_out) == 5  # every value lost its second seed, two lost both
    assert found.left_out[0].endswith("learning_rate=0.0001, seed 0, 1")


def test_a_budget_that_is_large_enough_leaves_nothing_out() -> None:
    studies = chapter(10, (0, 1))
    missing = all_missing(studies)
    found = within(1e9, studies, missing, SPEED, 1, 10)
    assert (found.studies, found.missing, found.left_out) == (studies, missing, [])


def test_the_baseline_is_charged_the_epochs_that_were_asked_for_and_not_those_of_the_epochs_study() -> None:
    studies = chapter(2)
    found = within(2.1 * SECONDS, studies, all_missing(studies), SPEED, 1, 2)
    assert list(found.missing.values()) == [2]
    assert {trial.values["learning_rate"] for trial in found.studies[0].trials} == {0.001}


def test_the_long_readings_come_last_the_shortest_first() -> None:
    studies = chapter(2, (0, 1))
    order = [trial.epochs for trial, _ in ordered(studies, 2)]
    shortest = len([trial for study in studies for trial in study.trials if trial.epochs == 2]) * 2
    assert order == [2] * shortest + [5, 5, 10, 10, 20, 20, 50, 50]


def test_what_does_not_fit_is_skipped_and_what_comes_after_it_may_fit() -> None:
    slow = Speed(Timing({**SPEED.timing.step, 16: 1.0}, evaluate=0.0, build=0.0, state=100))
    study = questions.study(CONTEXT, find("batch-size"), values=(16, 32, 128), epochs=1)
    found = within(2.5 * SECONDS, [study], all_missing([study]), slow, 1, 1)
    assert [trial.values["batch_size"] for trial in found.studies[0].trials] == [32, 128]
    assert found.left_out == [f"left out: {study.name} batch_size=16, seed 0"]


def test_what_is_stored_costs_nothing_and_stays() -> None:
    study = questions.study(CONTEXT, find("lr"), epochs=1)
    missing = {run: 1 for run, _ in study.runs_and_epochs()[1:]}
    found = within(0.0, [study], missing, SPEED, 1, 1)
    assert [trial.values["learning_rate"] for trial in found.studies[0].trials] == [0.0001]
    assert found.missing == {}


def test_a_run_is_not_shared_among_workers() -> None:
    study = questions.study(CONTEXT, find("lr"), values=(0.001,), epochs=10)
    assert within(9 * SECONDS, [study], all_missing([study]), SPEED, 8, 10).missing == {}
    assert list(within(11 * SECONDS, [study], all_missing([study]), SPEED, 8, 10).missing.values()) == [10]


def test_where_nothing_fits_the_sentence_says_what_would() -> None:
    study = questions.study(CONTEXT, find("epochs"), epochs=10)
    seconds = cheapest([study], all_missing([study]), SPEED, 1)
    assert seconds == pytest.approx(5 * SECONDS)
    assert "Nothing fits into 1s: the quickest run that is missing takes longer, about 5 min." in nothing_fits(
        "1s", 300
    )


def test_timing_ends_after_a_minute_with_a_sentence() -> None:
    never: Future[None] = Future()
    with pytest.raises(timing.TooSlow, match="took longer than 60 s; wait until the machine is less busy"):
        local.results([never], time.perf_counter() + 0.01)


def test_a_batch_size_that_there_was_no_time_for_takes_as_long_a_picture_as_the_nearest_one_that_was_timed() -> None:
    timed = {32: 0.1, 128: 0.2}
    assert [timing.step_of(batch, timed) for batch in (16, 32, 64, 256)] == [0.05, 0.1, 0.2, 0.4]


@pytest.mark.parametrize(("most", "size"), [(2, (2, 4)), (3, (6, 11)), (10, (30, 120))])
def test_a_hyperband_search_comes_to_keras_tuners_brackets(most: int, size: tuple[int, int]) -> None:
    found = search_size("hyperband", {}, 30, most)
    assert (found.trials, found.epochs) == size


def test_a_random_search_takes_the_mean_of_the_epochs_it_may_draw() -> None:
    assert search_size("random", {"epochs": (5, 10)}, 4, 10).epochs == 30
