"""What the networks' baselines reached, as tables. Pure."""

import math
from typing import Any

import pandas as pd

from analysis.numbers import statistics, training_times
from analysis.numbers.columns import COUNTED, TRAJECTORY
from analysis.numbers.frames import Frames
from analysis.numbers.moderation import rounding
from analysis.numbers.sections import setting
from hypermodels.dimensions import BASELINE
from studies.plan import bases, own_networks
from studies.plan.study_record import validation_pictures


def baseline_rows(loaded: Frames) -> pd.DataFrame:
    """The results at the studies' baseline, one a network, setting and seed, with `network`, `setting` (an index) and
    the least variance there can be (`moderation.rounding`).

    All of a setting are read after equally many epochs: those that most networks have.
    """
    settings = {study["name"]: setting(study) for study in loaded.studies}
    networks = {study["name"]: study["network"] for study in loaded.studies}
    rows = loaded.results
    current = _current(loaded)
    rows = rows[rows["study"].isin(current)]
    baselines = {study["name"]: bases.of_study(study) for study in loaded.studies}
    named = list(dict.fromkeys((*TRAJECTORY, *(name for name in own_networks.columns(loaded.studies)))))
    home = pd.DataFrame([baselines[name] for name in rows["study"]], index=rows.index, columns=named)
    at = rows[((rows[named] == home) | (rows[named].isna() & home.isna())).all(axis=1)]
    at = at[at["state"].isin(COUNTED)]
    steps = {study["name"]: rounding(validation_pictures(study)) for study in loaded.studies}
    at = at.assign(
        network=at["study"].map(networks), setting=at["study"].map(settings), rounding=at["study"].map(steps)
    )
    at = at.drop_duplicates(["run", "epochs"])
    shared = {key: _shared_epochs(own) for key, own in at.groupby("setting")}
    return at[at["epochs"] == at["setting"].map(shared)]


def _current(loaded: Frames) -> set[str]:
    """The studies of each network's current version: of a user's, whose file was edited, the one trained last."""
    updated = dict(zip(loaded.runs["run"], loaded.runs["updated"].fillna(""), strict=True))
    newest: dict[tuple[str, str], str] = {}
    for study in loaded.studies:
        version = (study["network"], own_networks.version(study))
        times = (str(updated.get(run, "")) for trial in study["trials"] for run in trial["runs"])
        newest[version] = max(newest.get(version, ""), *times, "")
    last = {network: version for _, (network, version) in sorted((time, pair) for pair, time in newest.items())}
    return {one["name"] for one in loaded.studies if last[one["network"]] == own_networks.version(one)}


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
    for network in sorted(set(rows["network"]), key=own_networks.place):
        own = rows[rows["network"] == network]
        if own.empty:
            continue
        reached = statistics.estimate(own["val_acc"], within=statistics.SHARE, least=own["rounding"].max())
        parameters = runs.loc[runs["run"].isin(own["run"]), "parameters"].dropna()
        found.append(
            {
                "network": network,
                "n": reached.n,
                "val_acc": reached.mean,
                "val_acc_low": reached.low,
                "val_acc_high": reached.high,
                "epochs": int(own["epoch"].max()),
                "parameters": int(parameters.iloc[0]) if len(parameters) else math.nan,
                "epoch_seconds": float(own["epoch_seconds"].mean()) if alike else math.nan,
            }
        )
    return pd.DataFrame(found)
