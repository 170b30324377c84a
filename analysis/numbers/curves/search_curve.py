"""What a search of fewer trials would have been expected to find. Pure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def expected_best(accuracies: Sequence[float]) -> pd.DataFrame:
    """A row a number of trials: trials, best, and best_sd, the expected best accuracy of so many and its spread.

    Trials are drawn from those that were tried, each as likely as the others (Dodge et al. 2019, Show Your Work, 3.1),
    which is what a random search does; for one whose proposals depend on what it was told it says nothing.
    """
    values = np.sort(np.asarray(accuracies, float))
    n = len(values)
    trials = np.arange(1, n + 1)
    reached = (np.arange(n + 1)[None, :] / max(n, 1)) ** trials[:, None]  # the chance that all lie below the next value
    weights = np.diff(reached, axis=1)
    best = weights @ values
    spread = np.sqrt(np.maximum(weights @ values**2 - best**2, 0))
    return pd.DataFrame({"trials": trials, "best": best, "best_sd": spread})


def enough(table: pd.DataFrame, within: float) -> int:
    """The fewest trials whose expected best lies `within` of that of all of them."""
    near = table["best"] >= float(table["best"].iloc[-1]) - within
    return int(table.loc[near, "trials"].iloc[0])
