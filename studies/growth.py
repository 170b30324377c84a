"""How a study grows: a command adds its values, seeds and epochs to what was asked before. Pure.

A study that was asked for at several EPOCHS has several readings of the same runs. Each compares its values after
equally many epochs; no comparison mixes them. Where `epochs` itself varies there is one reading, with many points.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Described = dict[str, Any]  # a study as study.json holds it


def reading(kind: str, dimensions: Sequence[str], values: Mapping[str, Any]) -> int | None:
    """The epochs after which a trial is compared with the study's others; None where epochs are what is compared."""
    return None if kind == "tune" or "epochs" in dimensions else int(values["epochs"])


def seeds_of(study: Described, trial: Mapping[str, Any]) -> list[int]:
    """The seeds of a stored trial, one a run. Studies of schema 1 have the same for every trial."""
    return list(trial.get("seeds", study["seeds"]))


def readings(study: Described) -> list[Described]:
    """A stored study as one record a reading, the shortest first; the study itself where it has only one.

    Each of several is named after its epochs, and `reading` says them.
    """
    by_epochs: dict[int | None, list[Any]] = {}
    for trial in study["trials"]:
        by_epochs.setdefault(reading(study["kind"], study["dimensions"], trial["values"]), []).append(trial)
    if len(by_epochs) < 2:
        return [study]
    return [
        {**study, "name": f"{study['name']}-{epochs}epochs", "reading": epochs, "trials": trials,
         "seeds": sorted({seed for trial in trials for seed in seeds_of(study, trial)})}
        for epochs, trials in sorted(by_epochs.items(), key=lambda pair: pair[0] or 0)
    ]  # fmt: skip
