"""The names of columns and states that the tables of frames share."""

from hypermodels.dimensions import BASELINE

# What a history calls its metrics, and the original study's names for them: `loss` is also a dimension.
METRICS = {"accuracy": "tra_acc", "val_accuracy": "val_acc", "loss": "tra_loss", "val_loss": "val_loss"}
COUNTED = ("completed", "diverged")  # the states that give a trial a result

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
    *METRICS.values(),
    "seconds",
    "epoch_seconds",
    "conditions",
]
