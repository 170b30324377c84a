"""This project as a contender: its command line, and the answers from its records."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypermodels.dimensions import BY_NAME
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store

if TYPE_CHECKING:
    from benchmarks.scenarios.race import Task


def study(dimension: str, **options: object) -> list[str]:
    """The line of a study: `study("learning_rate", model="lenet")`. A sequence becomes a list with commas."""
    return [sys.executable, "-m", "sweepbook", "study", BY_NAME[dimension].flag, *words(**options)]


def words(**options: object) -> list[str]:
    """Options as a command line has them."""
    return [word for name, value in options.items() for word in (f"--{name}", _text(value))]


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def command(task: "Task", workers: str, precision: str) -> list[str]:
    options = {
        "model": task.network,
        "dataset": "cifar10",
        "seeds": f"{task.seed},",
        "epochs": task.epochs,
        "samples": task.samples,
        "root": task.folder,
        **{name: typed for name, typed in (("workers", workers), ("precision", precision)) if typed != "default"},
    }
    if len(task.studies) == 1:
        (one,) = task.studies
        return study(one.dimension, values=one.values, **options)
    (epochs,) = (one.values for one in task.studies if one.dimension == "epochs")
    return [sys.executable, "-m", "benchmarks.scenarios.contenders.sweepbook_chapter", _text(epochs), *words(**options)]


def answers(task: "Task") -> list[dict[str, Any]]:
    """val_accuracy of every trial after its last epoch."""
    home = Home(Path(task.folder))
    store = Store(home.runs)
    found = []
    for study in catalog.read(home):
        (dimension,) = study["dimensions"]
        for trial in study["trials"]:
            row = store.history(trial["runs"][0])[: int(trial["values"]["epochs"])][-1]
            found.append(
                {"dimension": dimension, "value": trial["values"][dimension], "val_accuracy": row.val_accuracy}
            )
    return found
