"""Values of the batch size read at equal epochs, equal updates and equal time: each grants another value more. Pure.

What one compares at decides which batch looks best (Shallue et al. 2019, Measuring the Effects of Data Parallelism on
Neural Network Training, JMLR 20, sections 2 and 4.7). All three are read from histories; nothing is trained for them.
"""

import math

import numpy as np
import pandas as pd

from analysis.numbers import statistics

WAYS = ("epoch", "update", "elapsed")  # columns of what is made equal
PERFECT = 0.8  # of the saving that a larger batch would have where updates to the target fell as the batch grows


def with_updates(along: pd.DataFrame, pictures: int) -> pd.DataFrame:
    """`Evidence.along` with `update`, how many a run had made by the end of each epoch.

    Args:
        pictures: how many a run trains on; a last, smaller batch is an update too.
    """
    return along.assign(update=along["epoch"] * -(-pictures // along["batch_size"].astype(int)))


def common(along: pd.DataFrame, way: str) -> float:
    """Where most values have a reading: of such places the furthest; NaN without any.

    A value has one between its first epoch and its last, in every seed. Between two epochs it is read on the line.
    """
    ends = along.groupby(["value", "seed"])[way].agg(["min", "max"]).groupby("value").agg({"min": "max", "max": "min"})
    places = [float(one) for one in (*ends["min"], *ends["max"])]
    covered = {place: int(((ends["min"] <= place) & (place <= ends["max"])).sum()) for place in places}
    return max(covered, key=lambda place: (covered[place], place)) if covered else math.nan


def equal_table(along: pd.DataFrame, way: str) -> pd.DataFrame:
    """A row a value that has a reading: value, place, n, mean, low, high (validation accuracy, 0..1).

    Args:
        along: as `with_updates` gives it.
        way: one of WAYS.
    """
    place, rows = common(along, way), []
    for value, own in along.groupby("value", sort=False):
        seeds = [one.sort_values(way) for _, one in own.groupby("seed")]
        if all(one[way].iloc[0] <= place <= one[way].iloc[-1] for one in seeds):
            found = statistics.estimate(np.array([np.interp(place, one[way], one["val_accuracy"]) for one in seeds]))
            rows.append([value, place, found.n, found.mean, found.low, found.high])
    return pd.DataFrame(rows, columns=["value", "place", "n", "mean", "low", "high"])


def scaling_end(table: pd.DataFrame) -> float | None:
    """The largest batch up to which each step to a larger one saves nearly all the updates that it could.

    None where no step does, or fewer than three batches came to the target.

    Args:
        table: batch (ascending), updates to the target; NaN where half of the runs or more never came there.
    """
    known = table.dropna(subset="updates")
    if len(known) < 3:
        return None
    batches, updates = known["batch"].to_numpy(float), known["updates"].to_numpy(float)
    saved = np.diff(np.log(updates)) / -np.diff(np.log(batches))
    short = np.flatnonzero(saved < PERFECT)
    last = int(short[0]) if len(short) else len(saved)
    return float(batches[last]) if last else None
