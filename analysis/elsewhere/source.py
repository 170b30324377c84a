"""Which tool wrote what a path holds, and its results."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from analysis.elsewhere import csv_table, keras_tuner_project, optuna_storage, ray_folder, tensorboard_logs
from analysis.elsewhere.found import Found
from analysis.elsewhere.roles import Roles
from studies.system import errors
from studies.system.errors import UsageError

# A folder of Ray or Keras-Tuner may hold logs of TensorBoard too, so that comes last.
READERS: tuple[ModuleType, ...] = (optuna_storage, csv_table, keras_tuner_project, ray_folder, tensorboard_logs)
KNOWN = (
    "a Keras-Tuner project (oracle.json), an Optuna storage (SQLite), a folder of Ray Tune (params.json), a folder of "
    "TensorBoard logs (events.out.tfevents...), or a CSV table"
)


def read(path: Path, said: Roles) -> list[Found]:
    """The studies at `path`, at least one.

    Raises:
        UsageError: nothing is there, no reader knows it, or its own reader refuses it.
    """
    if not path.exists():
        raise UsageError(f"{path} is not there: give the path of {KNOWN}.")
    try:
        for reader in READERS:
            if reader.holds(path):
                read_by: Callable[[Path, Roles], list[Found]] = reader.read
                return read_by(path, said)
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None
    raise UsageError(f"{path} is none of the results that can be read: give {KNOWN}.")
