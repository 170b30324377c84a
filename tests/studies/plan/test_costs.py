"""What a plan will cost: seconds from timed steps or stored epochs, workers side by side, and disk."""

import pytest

from hypermodels.dimensions import BASELINE, Value
from studies.plan.costs import Cost, Speed, Timing, Work, batch_sizes, cost, rough_cost
from studies.plan.runs import Run
from studies.plan.trials import trial_of
from tests.support.contexts import CONTEXT

STEPS = 41  # of an epoch: 1,294 training pictures in batches of 32, the last one smaller
TIMING = Timing({32: 0.5, 64: 1.0}, evaluate=2.0, build=10.0, state=1000, start=5.0)
SPEED = Speed(TIMING)
EPOCH = STEPS * 0.5 + 2.0


def run_of(**values: Value) -> Run:
    return trial_of(CONTEXT, {**BASELINE, **values}, [0]).runs[0]


def test_an_epoch_is_its_steps_the_last_smaller_one_too_and_a_validation() -> None:
    assert SPEED.epoch(run_of()) == EPOCH
    assert SPEED.epoch(run_of(batch_size=64)) == 21 * 1.0 + 2.0
    assert SPEED.rate(CONTEXT, 32) == pytest.approx(1294 / EPOCH)


def test_what_stored_runs_took_counts_before_what_was_timed() -> None:
    assert Speed(TIMING, {32: 7.0}).epoch(run_of()) == 7.0


def test_nothing_takes_no_time() -> None:
    assert Work(SPEED, 2).seconds == 0.0
    assert cost({}, SPEED, 2) == Cost(0.0, 0)


def test_a_plan_starts_its_workers_builds_each_program_once_and_trains() -> None:
    missing = {run_of(): 3, run_of(learning_rate=0.01): 2}
    assert cost(missing, SPEED, 1) == Cost(5.0 + 5 * EPOCH + 10.0, 2 * (1000 + 4096))
    with_another_program = {**missing, run_of(activation="tanh"): 1}
    assert cost(with_another_program, SPEED, 1).seconds == 5.0 + 6 * EPOCH + 2 * 10.0


def test_more_workers_share_the_runs_but_a_single_run_has_one_of_them() -> None:
    equal = {run_of(): 4, run_of(learning_rate=0.01): 4}
    assert cost(equal, SPEED, 2).seconds == 5.0 + 4 * EPOCH + 10.0
    uneven = {run_of(): 10, run_of(learning_rate=0.01): 1}
    assert cost(uneven, SPEED, 8).seconds == 5.0 + 10 * EPOCH + 10.0


def test_epochs_of_a_run_that_is_asked_for_twice_are_one_run_of_that_length() -> None:
    run = run_of()
    work = Work(SPEED, 8).plus(run, 2, 2).plus(run, 3, 5)
    assert (work.training, work.longest, len(work.programs)) == (5 * EPOCH, 5 * EPOCH, 1)


def test_runs_that_nobody_knows_yet_take_the_mean_over_the_batch_sizes() -> None:
    mean = (EPOCH + 21 * 1.0 + 2.0) / 2
    assert rough_cost(3, 6, 2, CONTEXT, SPEED, 1) == Cost(5.0 + 6 * mean + 2 * 10.0, 3 * (1000 + 4096))


def test_the_batch_sizes_of_runs_are_named_once_the_smallest_first() -> None:
    assert batch_sizes([run_of(batch_size=64), run_of(), run_of(l2=0.1)]) == [32, 64]
