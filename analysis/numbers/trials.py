"""What tells the trials of a study apart, which value the others are compared with, and which learned. Pure."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.numbers import statistics
from analysis.numbers.columns import COUNTED
from studies.plan import bases
from studies.plan.labels import label, title
from studies.plan.study_record import StudyRecord, validation_pictures


def value_label(study: StudyRecord, values: Mapping[str, Any]) -> str:
    """What tells this trial from the study's others, as people write it: `0.001`, or `0.001, adam` in a probe.

    In a search, where nobody knows which of many values is which: `learning_rate=0.001, l2=0`.
    """
    if study["kind"] == "tune":
        return title(values, telling_apart(study), ", ")
    return ", ".join(label(name, values[name]) for name in study["dimensions"])


def telling_apart(study: StudyRecord) -> list[str]:
    """The dimensions that tell the trials of a study apart. Hyperband reads one configuration after several epochs, and
    in a tuned study each value has a learning rate of its own."""
    besides = {"tune": ["epochs"], "tuned": ["learning_rate"]}.get(study["kind"], [])
    return list(dict.fromkeys([*study["dimensions"], *besides]))


def reference(study: StudyRecord) -> str | None:
    """The value the others are compared with: the baseline's, else the study's first; none in joint tuning."""
    if study["kind"] == "tune" or not study["trials"]:
        return None
    return baseline_label(study) if has_baseline(study) else value_label(study, study["trials"][0]["values"])


def has_baseline(study: StudyRecord) -> bool:
    """Whether one of the trials is the baseline."""
    wanted = baseline_label(study)
    return any(value_label(study, trial["values"]) == wanted for trial in study["trials"])


def baseline_label(study: StudyRecord) -> str:
    """What the trial of the study's baseline is called, whether it has one or not."""
    return value_label(study, bases.of_study(study))


def chance(study: StudyRecord) -> float:
    """The accuracy (0..1) of guessing among equally frequent classes."""
    return 1 / max(len(study.get("classes") or ()), 1)


def guessing(study: StudyRecord) -> float:
    """How far from chance guessing may come out on so many validation pictures, in accuracy (0..1)."""
    pictures = validation_pictures(study)
    return statistics.noise_floor(chance(study), pictures) if pictures else 0.0


def at_chance(study: StudyRecord, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of runs that ended no better than guessing."""
    return rows[_guessed(study, rows)]


def _guessed(study: StudyRecord, rows: pd.DataFrame) -> np.ndarray:
    """Of each row, whether its run ended no better than guessing."""
    above = rows["val_acc"].to_numpy(float) - chance(study)
    return _is(rows, "completed") & (above <= guessing(study))


def _is(rows: pd.DataFrame, state: str) -> np.ndarray:
    """Of each row; asked hundreds of times in a report, where an array's answer takes a tenth of a column's."""
    return np.array([one == state for one in rows["state"]], bool)


def lost(study: StudyRecord, rows: pd.DataFrame) -> "pd.Series[bool]":
    """Of each row, whether its run learned nothing: it diverged, or ended no better than guessing."""
    return pd.Series(_is(rows, "diverged") | _guessed(study, rows), index=rows.index)


def unlearned(study: StudyRecord, rows: pd.DataFrame) -> set[str]:
    """The values no run of which learned: each with a result is `lost`."""
    counted = rows[rows["state"].isin(COUNTED)]
    return {*counted["value"]} - {*counted.loc[~lost(study, counted), "value"]}
