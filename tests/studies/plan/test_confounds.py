"""What a study of one dimension cannot tell apart is said with it."""

from hypermodels.dimensions import Value
from studies.plan.confounds import CONFOUNDS, confounded, one_trajectory
from studies.plan.trials import trial_of
from tests.support.contexts import CONTEXT


def test_with_a_schedule_each_number_of_epochs_is_a_run_of_its_own_and_the_study_says_so() -> None:
    values: list[dict[str, Value]] = [{"epochs": epochs, "schedule": "cosine"} for epochs in (5, 10)]
    scheduled = [trial_of(CONTEXT, one, (0,)) for one in values]
    plain = [trial_of(CONTEXT, {"epochs": epochs}, (0,)) for epochs in (5, 10)]
    assert [len({run.id for trial in trials for run in trial.runs}) for trials in (scheduled, plain)] == [2, 1]
    found = [confounded(["epochs"], [trial.values for trial in trials]) for trials in (scheduled, plain)]
    assert found == ["epochs_scheduled", "epochs"]
    assert "a run of its own" in CONFOUNDS["epochs_scheduled"]
    assert not one_trajectory(["epochs", "schedule"], [trial.values for trial in plain])


def test_one_dimension_alone_has_its_confound_and_two_together_have_none() -> None:
    assert [confounded([name], ()) for name in ("optimizer", "batch_size", "loss")] == [
        "optimizer",
        "batch_size",
        "loss",
    ]
    assert confounded(["learning_rate"], ()) is None
    assert confounded(["optimizer", "learning_rate"], ()) is None
