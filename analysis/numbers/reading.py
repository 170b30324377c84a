"""A run read after so many epochs: its state there, its metrics and its times. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.numbers import training_times
from analysis.numbers.columns import METRIC_COLUMNS
from studies.store import clock
from studies.store.history import Epoch
from studies.store.run_json import RunRecord

Row = dict[str, Any]


def conditions(record: RunRecord | None) -> str | None:
    """What a run's times depend on, where its record says it all."""
    return training_times.conditions(record.data if record else {})


def read_off(record: RunRecord | None, rows: Sequence[Epoch], epochs: int) -> tuple[str, int, list[float]]:
    """Read a run after `epochs` epochs.

    A run that diverged earlier is read at its last epoch: its accuracy is a result. Where even that is not a number,
    chance stands for it, because weights that are not numbers name one class whatever the picture; leaving such runs
    out would flatter the values that make training diverge.

    Args:
        record: the run's; None where nothing is stored of it.
        rows: of its history.

    Returns:
        The state there (`summary.STATES`); the epoch that was read; the metrics, the training seconds until then and
        the usual seconds of an epoch, all NaN in a state that is not one of COUNTED.
    """
    nothing = [float("nan")] * (len(METRIC_COLUMNS) + 2)
    if record is None:
        return "missing", 0, nothing
    if record.status_written == "diverged" and rows and len(rows) <= epochs:
        state, epoch = "diverged", len(rows)
    elif len(rows) >= epochs:
        state, epoch = "completed", epochs
    else:
        return ("failed" if record.status_written == "failed" else "running"), len(rows), nothing
    metrics = [getattr(rows[epoch - 1], name) for name in METRIC_COLUMNS]
    if state == "diverged":
        chance = 1 / record.identity["classes"]
        metrics[:2] = [accuracy if np.isfinite(accuracy) else chance for accuracy in metrics[:2]]
        metrics[2:] = [loss if np.isfinite(loss) else float("nan") for loss in metrics[2:]]
    seconds = [row.seconds for row in rows[:epoch]]
    usual = training_times.epoch_seconds(seconds, clock.begun(record.data, seconds), traced_apart(record))
    return state, epoch, [*metrics, sum(seconds), usual]


def traced_apart(record: RunRecord) -> bool:
    """Whether the record keeps the seconds of building and tracing out of its epochs."""
    return record.seconds.get("tracing") is not None


def after(results: pd.DataFrame, along: pd.DataFrame, epochs: int) -> pd.DataFrame:
    """The results as `read_off` gives them after `epochs` epochs, fewer than they were read after.

    The usual seconds of an epoch stay those of the whole run.

    Args:
        results: `Frames.results`.
        along: `Frames.epochs`.
    """
    there = along[along["epoch"] == epochs].set_index("run")
    reached = (results["epoch"] > epochs) | ((results["epoch"] == epochs) & (results["state"] != "diverged"))
    own = there.reindex(results["run"])
    changed: dict[str, Any] = {name: own[metric].to_numpy() for metric, name in METRIC_COLUMNS.items()}
    changed |= {"seconds": own["elapsed"].to_numpy(), "epoch": epochs, "state": "completed"}
    read = results.assign(**{name: results[name].mask(reached, values) for name, values in changed.items()})
    return read.assign(epochs=epochs)
