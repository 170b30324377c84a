"""Histories as a table, a row an epoch."""

import pandas as pd


def along(**histories: list[list[float]]) -> pd.DataFrame:
    """A row a value, seed and epoch; a history a seed."""
    rows = [
        [value, seed, epoch, accuracy, 10, 2.0 * epoch]
        for value, seeds in histories.items()
        for seed, history in enumerate(seeds)
        for epoch, accuracy in enumerate(history, 1)
    ]
    return pd.DataFrame(rows, columns=["value", "seed", "epoch", "val_accuracy", "batch_size", "elapsed"])
