"""What several dimensions did at once, as tables: a probe on a grid, a search, how much each dimension mattered."""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.numbers.evidence import Evidence
from hypermodels.dimensions import OWN, Dimension
from studies.plan import own_networks
from studies.plan.labels import label

FEWEST_TRIALS = 10  # below it a fitted forest only repeats the trials


def probe_table(evidence: Evidence) -> pd.DataFrame:
    """Mean validation accuracy: rows the first dimension's values, columns the second's."""
    rows, columns = evidence.study["dimensions"]
    means = evidence.counted.groupby([rows, columns], sort=True)["val_acc"].mean().unstack()
    means.index = pd.Index([label(rows, value) for value in means.index])
    means.columns = pd.Index([label(columns, value) for value in means.columns])
    return means


def trial_table(evidence: Evidence) -> pd.DataFrame:
    """A row a trial with a result, in the order they were tried: number, value, val_acc, the dimensions' values."""
    names = evidence.study["dimensions"]
    table = evidence.counted.groupby("trial", sort=False).agg(
        **{name: (name, "first") for name in names}, value=("value", "first"), val_acc=("val_acc", "mean")
    )
    return table.reset_index().assign(number=np.arange(1, len(table) + 1))


def places(dimension: Dimension, values: "pd.Series[float]") -> "pd.Series[float]":
    """The values of a dimension from 0 to 1: by logarithm, by number or in the order of the table.

    Zero on a logarithmic scale, and what a network has of its own, stand a tenth below the smallest.
    """
    if dimension.kind is str:
        order = [*dimension.values, *dimension.more]
        found = sorted(set(values), key=order.index)
        return values.map({value: place / max(len(found) - 1, 1) for place, value in enumerate(found)}).astype(float)
    numbers = values.astype(float)
    if dimension.own and (numbers == OWN).any():  # a name: it stands by itself, below the numbers
        least = numbers[numbers != OWN].min()
        numbers = numbers.replace(OWN, least - 0.1 * max(float(numbers.max() - least), 1e-12)).fillna(0.0)
    if dimension.scale == "log":
        logs = numbers.where(numbers > 0).map(math.log10, na_action="ignore")
        numbers = logs.fillna(logs.min() - 0.1 * max(float(logs.max() - logs.min()), 1.0)).fillna(0.0)
    span = float(numbers.max() - numbers.min())
    return (numbers - numbers.min()) / span if span else numbers * 0 + 0.5


def permutation_importance_table(evidence: Evidence) -> pd.DataFrame:
    """Permutation importance (Breiman 2001) of the dimensions in a random forest over the trials, in points of R2.

    Columns dimension, mean, sd, low, high; empty below FEWEST_TRIALS trials or without spread.
    """
    if evidence.study["kind"] != "tune" or evidence.results.empty:
        return pd.DataFrame(columns=["dimension", "mean", "sd", "low", "high"])
    table = own_networks.table(evidence.study)
    return importance_table(trial_table(evidence), [table[name] for name in evidence.study["dimensions"]])


def importance_table(table: pd.DataFrame, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """The same of any table with a row a trial: `val_acc`, and a column a dimension."""
    empty = pd.DataFrame(columns=["dimension", "mean", "sd", "low", "high"])
    several = [dimension for dimension in dimensions if table[dimension.name].nunique() > 1]
    names = [dimension.name for dimension in several]
    if len(table) < FEWEST_TRIALS or not names or table["val_acc"].nunique() < 2:
        return empty
    from sklearn.ensemble import RandomForestRegressor  # a second to import, and few reports need it
    from sklearn.inspection import permutation_importance

    inputs = np.column_stack([places(dimension, table[dimension.name]) for dimension in several])
    forest = RandomForestRegressor(n_estimators=100, random_state=0).fit(inputs, table["val_acc"])
    found = permutation_importance(forest, inputs, table["val_acc"], n_repeats=20, random_state=0)
    low, high = np.percentile(found.importances, (2.5, 97.5), axis=1)
    ranked = pd.DataFrame(
        {"dimension": names, "mean": found.importances_mean, "sd": found.importances_std, "low": low, "high": high}
    )
    ranked[["mean", "sd", "low", "high"]] *= 100
    return ranked.sort_values("mean", ascending=False, kind="stable")
