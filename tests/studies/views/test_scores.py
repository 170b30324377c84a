"""What Keras-Tuner is told of a trial: means over the seeds that count."""

from hypermodels.dimensions import BASELINE
from studies.execution.protocols import Result
from studies.plan.questions import CHOOSING
from studies.plan.trials import trial_of
from studies.store.history import Epoch
from studies.views.scores import score
from tests.support.contexts import CONTEXT


def results(reached: dict[int, float | None]) -> list[Result]:
    """How the runs of a trial ended, by seed: the validation accuracy, or a failure."""
    found = []
    for run, accuracy in zip(trial_of(CONTEXT, dict(BASELINE), list(reached)).runs, reached.values(), strict=True):
        rows = () if accuracy is None else (Epoch(1, accuracy, accuracy, 1.0, 1.0, 0.001, 1.0),)
        found.append(Result(run, rows, "failed" if accuracy is None else "completed", None if rows else "no memory"))
    return found


def test_a_score_is_the_mean_over_the_seeds_and_of_a_tuned_study_over_those_that_judge() -> None:
    tried = results({0: 0.5, 1: 0.75, 1000: 1.0, 1001: 1.0})
    assert score(tried, 1).metrics == {"accuracy": 0.8125, "val_accuracy": 0.8125, "loss": 1.0, "val_loss": 1.0}
    judged = score(tried, 1, CHOOSING).metrics
    assert judged is not None
    assert judged["val_accuracy"] == 0.625


def test_a_trial_of_the_ladder_alone_scores_by_the_seeds_that_choose_and_one_that_failed_to_be_judged_has_none() -> (
    None
):
    ladder = score(results({1000: 0.25, 1001: 0.75}), 1, CHOOSING).metrics
    assert ladder is not None
    assert ladder["val_accuracy"] == 0.5
    failed = score(results({0: None, 1000: 0.25, 1001: 0.75}), 1, CHOOSING)
    assert (failed.metrics, failed.message) == (None, "seed 0: no memory")
