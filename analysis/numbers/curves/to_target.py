"""How many epochs, updates and seconds each value takes to an accuracy; runs that never got there are counted. Pure."""

import math

import numpy as np
import pandas as pd

TARGET_STEP = 0.01  # targets are whole percents


def target(along: pd.DataFrame, reference: str) -> float:
    """A whole percent that the mean of the reference's seeds reached along its epochs; NaN without any.

    So far the reference surely came, whatever the other values did.
    """
    own = along[along["value"] == reference]
    means = own.groupby("epoch")["val_accuracy"].mean()
    best = float(means.max()) if len(means) else math.nan
    return math.floor(best / TARGET_STEP + 1e-9) * TARGET_STEP if math.isfinite(best) else math.nan


def target_table(along: pd.DataFrame, accuracy: float, pictures: int) -> pd.DataFrame:
    """A row a value: value, n, reached, epochs, updates, seconds.

    The last three are medians over the seeds, where those that never got there count as later than all others (a median
    of censored times, Kaplan, Meier 1958, with none lost on the way); NaN where half or more never did.

    Args:
        along: a row a value, seed and epoch: value, seed, epoch, val_accuracy, batch_size, elapsed (seconds).
        accuracy: to be reached, 0..1.
        pictures: how many a run trains on.
    """
    rows = []
    for value, own in along.groupby("value", sort=False):
        first = own[own["val_accuracy"] >= accuracy].groupby("seed").first()
        n = own["seed"].nunique()
        steps = -(-pictures // int(own["batch_size"].iloc[0])) if pictures else math.nan
        epochs = _median(first["epoch"], n)
        rows.append([value, n, len(first), epochs, epochs * steps, _median(first["elapsed"], n)])
    return pd.DataFrame(rows, columns=["value", "n", "reached", "epochs", "updates", "seconds"])


def earlier(along: pd.DataFrame, accuracy: float, value: str, other: str) -> tuple[int, int]:
    """In how many seeds `value` came to the accuracy in fewer epochs than `other`, and how many seeds both have."""
    came = along[along["val_accuracy"] >= accuracy].groupby(["value", "seed"])["epoch"].first()
    seeds = [set(along.loc[along["value"] == one, "seed"]) for one in (value, other)]
    pairs = seeds[0] & seeds[1]
    never = math.inf
    return sum(came.get((value, seed), never) < came.get((other, seed), never) for seed in pairs), len(pairs)


def _median(known: "pd.Series[float]", n: int) -> float:
    """The median of n numbers of which only these are known, and the others are larger."""
    ordered = np.array([*sorted(known), *[math.inf] * (n - len(known))], float)
    middle = float(np.median(ordered)) if n else math.nan
    return middle if math.isfinite(middle) else math.nan
