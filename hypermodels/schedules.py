"""How the learning rate goes down over a run's epochs, as a function of the epoch and the horizon alone. Pure.

The rate changes from one epoch to the next and stays within it, so that a history's column says it whole.
"""

import math
from collections.abc import Mapping

from hypermodels.dimensions import BASELINE, Value

CONSTANT = str(BASELINE["schedule"])
WARMUP = 10  # a warm-up takes one of so many epochs
MILESTONES = (1 / 2, 3 / 4)  # of the horizon: where step divides the rate by ten


def horizon(values: Mapping[str, Value]) -> int | None:
    """The epoch that the schedule of a configuration aims at: its last. None where the rate does not change."""
    return None if values.get("schedule", CONSTANT) == CONSTANT else int(values["epochs"])


def rate(schedule: str, base: float, epoch: int, horizon: int | None) -> float:
    """The learning rate in an epoch.

    Args:
        schedule: a value of the dimension. constant; cosine (Loshchilov, Hutter 2016, equation 5, without restarts);
            warmup_cosine, which first rises linearly over a tenth of the epochs (Goyal et al. 2017, 2.2); step, a tenth
            from one half on and a hundredth from three quarters on (He et al. 2015, 4.2).
        base: the configuration's learning rate.
        epoch: from 1.
        horizon: the last epoch; None where the rate is constant.
    """
    if schedule == CONSTANT or horizon is None:
        return base
    if schedule == "step":
        return base * 0.1 ** sum(epoch - 1 >= part * horizon for part in MILESTONES)
    warm = min(horizon - 1, max(1, horizon // WARMUP)) if schedule == "warmup_cosine" else 0
    if epoch <= warm:
        return base * epoch / (warm + 1)
    return base * (1 + math.cos(math.pi * (epoch - 1 - warm) / (horizon - warm))) / 2
