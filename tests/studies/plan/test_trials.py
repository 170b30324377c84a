"""One configuration with its runs, a run a seed."""

from hypermodels.dimensions import BASELINE
from studies.plan.trials import configuration_of, trial_of
from tests.support.contexts import CONTEXT


def test_a_dimension_that_is_not_named_or_means_nothing_stands_at_the_baseline() -> None:
    trial = trial_of(CONTEXT, {"learning_rate": 0.1, "momentum": 0.5}, (0, 3))  # adam has no momentum of the table's
    assert trial.values == {**BASELINE, "learning_rate": 0.1}
    assert (trial.epochs, [run.seed for run in trial.runs]) == (10, [0, 3])


def test_epochs_are_no_part_of_a_run_unless_a_schedule_ends_with_them() -> None:
    short, long = (trial_of(CONTEXT, {"epochs": epochs}, (0,)).runs for epochs in (5, 10))
    assert short == long
    falling, further = (trial_of(CONTEXT, {"epochs": n, "schedule": "cosine"}, (0,)).runs for n in (5, 10))
    assert falling != further


def test_the_epochs_of_hyperband_are_those_of_its_round() -> None:
    drawn = {"learning_rate": 0.1, "tuner/epochs": 3, "tuner/bracket": 1, "tuner/initial_epoch": 0}
    assert configuration_of(drawn) == {**BASELINE, "learning_rate": 0.1, "epochs": 3}
    assert configuration_of({"l2": 0.01}) == {**BASELINE, "l2": 0.01}
