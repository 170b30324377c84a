"""The names of columns, states and verdicts that the tables of frames share."""

from hypermodels.dimensions import BASELINE
from studies.store.history import METRICS

# The original study's names of a history's metrics: `loss` is also a dimension.
METRIC_COLUMNS = dict(zip(METRICS, ("tra_acc", "val_acc", "tra_loss", "val_loss"), strict=True))
COUNTED = ("completed", "diverged")  # the states that give a trial a result
WAITING = ("running", "missing")  # those of what is still to be trained
CLEAR = ("better", "worse")  # the verdicts that say which of two values is ahead
ON_DIFFERENCES = (*CLEAR, "equivalent", "undecided")  # those that say how far a value lies from the reference

ENVIRONMENT = (
    "python",
    "tensorflow",
    "keras",
    "keras_tuner",
    "numpy",
    "platform",
    "cpu",
    "device",
    "onednn",
    "threads",
    "workers",
    "git",
)

TRAJECTORY = tuple(name for name in BASELINE if name != "epochs")

RUN_COLUMNS = [
    "run",
    "network",
    "width",
    "classes",
    "model",
    "dataset",
    "digest",
    "samples",
    *TRAJECTORY,
    "seed",
    "precision",
    "status",
    "epochs",
    "cause",
    "training_seconds",
    "outside_seconds",
    "parameters",
    "peak_memory",
    "updated",
    *ENVIRONMENT,
]

RESULT_COLUMNS = [
    "study",
    "trial",
    "value",
    "seed",
    "run",
    "state",
    "epoch",
    *BASELINE,
    *METRIC_COLUMNS.values(),
    "seconds",
    "epoch_seconds",
    "conditions",
]
