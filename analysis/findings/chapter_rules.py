"""Rules about the studies of a chapter together: what cannot be read side by side, which dimension moves most."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.findings.finding import Finding
from studies.plan import own_networks
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord

MACHINE = ("tensorflow", "keras", "numpy", "device", "cpu", "onednn", "threads")  # what changes the last digits


def two_baselines(studies: Sequence[StudyRecord]) -> Iterator[Finding]:
    """Warns of studies of one setting that hold another dimension at different values: their values do not compare."""
    for name in dict.fromkeys(name for one in studies for name in own_networks.table(one)):
        found = {
            label(name, trial["values"][name]): None
            for study in studies
            if study["kind"] == "study" and name not in study["dimensions"]
            for trial in study["trials"]
        }
        if len(found) > 1:
            yield Finding("two_baselines", "", None, {"name": name, "values": ", ".join(found)}, None)


def two_environments(studies: Iterable[StudyRecord], runs: pd.DataFrame) -> Iterator[Finding]:
    """Warns of studies that compare runs of different environments, a finding for each difference.

    Silent where runs differ that no study compares.
    """
    differing: dict[tuple[str, str], list[str]] = {}
    for study in studies:
        own = runs[runs["run"].isin({run for trial in study["trials"] for run in trial["runs"]})]
        for name in MACHINE:
            found = sorted(str(value) for value in own[name].dropna().unique())
            if len(found) > 1:
                differing.setdefault((name, ", ".join(found)), []).append(study["name"])
    for (name, values), names in differing.items():
        yield Finding("two_environments", "", None, {"name": name, "values": values, "names": names}, None)


def largest_effect(table: pd.DataFrame) -> Iterator[Finding]:
    """Names the dimension that moved the accuracy most, and those that may have moved it as far.

    Silent with fewer than two dimensions, and where luck alone could have moved the first as far.
    """
    if len(table) < 2 or not table["low"].iloc[0] > 0:
        return
    top, others = table.iloc[0], table.iloc[1:]
    near = list(others.loc[~(others["high"] < top["low"]), "dimension"])
    numbers: dict[str, Any] = {
        name: float(top[column])
        for name, column in {"range_points": "mean", "range_low_points": "low", "range_high_points": "high"}.items()
    }
    if near:
        numbers["dimensions"] = [str(name) for name in near]
    yield Finding("importance_shared" if near else "importance", "", str(top["dimension"]), numbers, "importance")
