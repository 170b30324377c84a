"""Values whose runs are equal to the last bit. Pure."""

import numpy as np
import pandas as pd

METRICS = ("accuracy", "val_accuracy", "loss", "val_loss")


def same_values(along: pd.DataFrame) -> list[list[str]]:
    """The groups of values, in their order, whose runs have equal numbers in every epoch of the seeds that they share.

    Runs with a number that is not finite are left out: what diverges at once is equal by chance.

    Args:
        along: of a study (`Evidence.along`).
    """
    groups: list[list[str]] = []
    curves = {value: _by_seed(rows) for value, rows in along.groupby("value", sort=False)}
    for value, runs in curves.items():
        group = next((one for one in groups if _equal(curves[one[0]], runs)), None)
        if group is None:
            groups.append([str(value)])
        else:
            group.append(str(value))
    return [group for group in groups if len(group) > 1]


def _by_seed(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """The numbers of a value's runs by seed: a row an epoch."""
    runs = {str(seed): run[list(METRICS)].to_numpy(float) for seed, run in rows.groupby("seed")}
    return {seed: numbers for seed, numbers in runs.items() if np.isfinite(numbers).all()}


def _equal(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    shared = one.keys() & other.keys()
    return bool(shared) and all(np.array_equal(one[seed], other[seed]) for seed in shared)
