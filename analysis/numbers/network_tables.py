"""What the networks' baselines reached, as tables. Pure."""

import math
from typing import Any

import pandas as pd

from analysis.numbers import statistics, training_times
from analysis.numbers.columns import COUNTED, TRAJECTORY
from analysis.numbers.frames import Frames
from analysis.numbers.sections import setting
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE
from studies.plan import bases


def baseline_rows(loaded: Frames) -> pd.DataFrame:
    """The results at the studies' baseline, one a network, setting and seed, with `network` and `setting` (an index).

    All of a setting are read after equally many epochs: those that most networks have.
    """
    settings = {study["name"]: setting(study) for study in loaded.studies}
    networks = {study["name"]: study["network"] for study in loaded.studies}
    rows = loaded.results
    baselines = {study["name"]: bases.baseline(bases.held(study)) for study in loaded.studies}
    own = pd.DataFrame([baselines[name] for name in rows["study"]], index=rows.index, columns=list(TRAJECTORY))
    at = rows[(rows[list(TRAJECTORY)] == own).all(axis=1)]
    at = at[at["state"].isin(COUNTED)]
    at = at.assign(network=at["study"].map(networks), setting=at["study"].map(settings))
    at = at.drop_duplicates(["run", "epochs"])
    shared = {key: _shared_epochs(own) for key, own in at.groupby("setting")}
    return at[at["epochs"] == at["setting"].map(shared)]


def _shared_epochs(rows: pd.DataFrame) -> int:
    """The epochs after which most networks were read; of several, the baseline's, else the most."""
    networks = rows.groupby("epochs")["network"].nunique()
    most = [int(str(epochs)) for epochs, count in networks.items() if count == networks.max()]
    return int(BASELINE["epochs"]) if BASELINE["epochs"] in most else max(most)


def network_table(rows: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """A row a network of one setting: network, n, val_acc with limits, parameters, seconds an epoch.

    The seconds are NaN where the networks were not all trained alike (`timing`): they would be compared.
    """
    alike = training_times.comparable(rows["conditions"])
    found: list[dict[str, Any]] = []
    for network in NETWORKS:
        own = rows[rows["network"] == network]
        if own.empty:
            continue
        reached = statistics.estimate(own["val_acc"])
        parameters = runs.loc[runs["run"].isin(own["run"]), "parameters"].dropna()
        found.append(
            {
                "network": network,
                "n": reached.n,
                "val_acc": reached.mean,
                "val_acc_low": max(reached.low, 0.0),
                "val_acc_high": min(reached.high, 1.0),
                "epochs": int(own["epoch"].max()),
                "parameters": int(parameters.iloc[0]) if len(parameters) else None,
                "epoch_seconds": float(own["epoch_seconds"].mean()) if alike else math.nan,
            }
        )
    return pd.DataFrame(found)
