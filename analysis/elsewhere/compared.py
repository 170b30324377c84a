"""Foreign results as the tables that figures and sentences draw on: configurations, their means, what is decided. Pure.

An accuracy is compared in percentage points, as everywhere here. Another metric has no unit that a band could be given
in, so its differences are percents of the reference's mean, and the band is one of those.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.elsewhere.configurations import SCORE, order, rows_of, varying
from analysis.elsewhere.found import COMPLETED, Found, Trained
from analysis.elsewhere.welch import unpaired
from analysis.numbers import statistics
from analysis.numbers.curve_tables import curve_table
from analysis.numbers.frames import records
from analysis.numbers.reading import Row
from analysis.numbers.summary import POINT, verdict
from hypermodels.dimensions import Dimension


@dataclass(frozen=True)
class Compared:
    """One study of another tool, with its tables.

    Attributes:
        dimensions: what varies; `name` is its column in the tables, `title` what the source calls it.
        rows: a row a training: trial, value, seed, state, epoch, `score`, and the dimensions' columns.
        table: a row a configuration: value, n, trainings, `score` with `_low`, `_high` and `_sd`; and where a
            comparison is possible: pairs, difference with `_low` and `_high`, p_holm, verdict.
        curves: mean and interval along the epochs, by value; empty where no training has two points.
        longest: the epochs after which trainings count; 0 where no curve tells.
        reference: the value that the others are compared with, the source's first that has a result.
        share: whether the metric is an accuracy from 0 to 1.
        unit: what one point of a difference is, in the metric; NaN where the reference's mean gives none.
        paired: whether trainings of a seed are compared with each other.
    """

    found: Found
    dimensions: tuple[Dimension, ...]
    rows: pd.DataFrame
    table: pd.DataFrame
    curves: pd.DataFrame
    longest: int
    reference: str
    share: bool
    unit: float
    paired: bool

    @property
    def counted(self) -> pd.DataFrame:
        """The trainings that have a result."""
        return counted(self.rows, self.longest)

    @property
    def best(self) -> Row | None:
        """The row of the configuration with the best mean; None where nothing has a result."""
        return next(iter(records(self.best_first.head(1))), None)

    @property
    def best_first(self) -> pd.DataFrame:
        """The rows that have a result, the best first."""
        known = self.table.dropna(subset=SCORE)
        return known.sort_values(SCORE, ascending=not self.found.metric.larger, kind="stable")

    @property
    def repeated(self) -> bool:
        """Whether some configuration was trained twice, so that there is a spread to judge by."""
        return bool((self.table["n"] > 1).any())

    @property
    def judged(self) -> bool:
        """Whether anything is compared with the reference."""
        return "verdict" in self.table and bool((self.table["pairs"] > 1).any())


def compare(found: Found, band: float) -> Compared:
    """The tables of one study; differences of at most `band` points count as none."""
    dimensions = varying(found.runs)
    rows = rows_of(found.runs, dimensions)
    longest = int(rows["epoch"].max()) if len(rows) else 0
    values = order(rows, dimensions)
    done = counted(rows, longest)
    share = found.metric.larger and bool(done[SCORE].between(0, 1).all()) and len(done) > 0 and _is_accuracy(found)
    reference = str((done if len(done) else rows)["value"].iloc[0])
    mean = float(done.loc[done["value"] == reference, SCORE].mean())
    unit = POINT if share else abs(mean) / 100 if math.isfinite(mean) and mean else math.nan
    paired = _seeds_pair(done, reference)
    table = pd.DataFrame(
        [_row(done[done["value"] == value], rows[rows["value"] == value], value, share) for value in values]
    )
    compared = Compared(
        found, dimensions, rows, table, _curves(found.runs, rows), longest, reference, share, unit, paired
    )
    return replace(compared, table=_with_verdicts(compared, band)) if len(table) > 1 else compared


def counted(rows: pd.DataFrame, longest: int) -> pd.DataFrame:
    """Trainings that came to their end, and as far as the longest: one that was stopped earlier is another question."""
    return rows[(rows["state"] == COMPLETED) & rows[SCORE].notna() & (rows["epoch"] == longest)]


def _seeds_pair(done: pd.DataFrame, reference: str) -> bool:
    """Whether each training has a seed, once a value, and every value as many of the reference's seeds as a spread
    takes, where it was trained often enough."""
    if done["seed"].isna().any() or done.duplicated(["value", "seed"]).any():
        return False
    seeds = {str(value): set(own) for value, own in done.groupby("value", sort=False)["seed"]}
    against = seeds.get(reference, set())
    return all(len(own & against) >= min(len(own), len(against), 2) for own in seeds.values())


def _is_accuracy(found: Found) -> bool:
    """An objective may be one as well: its numbers alone tell nothing else, and a share is written in percents."""
    return "acc" in found.metric.name.lower() or found.metric.name == "objective"


def _row(done: pd.DataFrame, trials: pd.DataFrame, value: str, share: bool) -> dict[str, Any]:
    found = statistics.estimate(done[SCORE], within=statistics.SHARE if share else statistics.ANYTHING)
    own = {name: trials[name].iloc[0] for name in trials.columns if name.startswith("d") and name[1:].isdigit()}
    limits = {f"{SCORE}_low": found.low, f"{SCORE}_high": found.high, f"{SCORE}_sd": found.sd}
    return {"value": value, **own, "n": found.n, "trainings": len(trials), SCORE: found.mean, **limits}


def _curves(runs: Sequence[Trained], rows: pd.DataFrame) -> pd.DataFrame:
    points = [
        (value, place, epoch, reached)
        for place, (run, value) in enumerate(zip(runs, rows["value"], strict=True))
        for epoch, reached in run.curve
        if len(run.curve) > 1
    ]
    return curve_table(pd.DataFrame(points, columns=["value", "run", "epoch", SCORE]), SCORE)


def _with_verdicts(compared: Compared, band: float) -> pd.DataFrame:
    """The table with each configuration against the reference; a difference is positive where the value is better."""
    by_value = {str(value): own for value, own in compared.counted.groupby("value", sort=False)}
    sign = 1 if compared.found.metric.larger else -1
    against = by_value.get(compared.reference)
    if against is None or not math.isfinite(compared.unit) or not compared.repeated:
        return compared.table
    others = {
        value: _comparison(by_value[value], against, sign, compared)
        for value in compared.table["value"]
        if value != compared.reference and value in by_value
    }
    adjusted = dict(zip(others, statistics.holm([one.p for one in others.values()]), strict=True))
    rows = [
        _verdict_row(others.get(value), adjusted.get(value, math.nan), compared, value, band)
        for value in compared.table["value"]
    ]
    return pd.concat([compared.table, pd.DataFrame(rows)], axis=1)


def _comparison(own: pd.DataFrame, against: pd.DataFrame, sign: int, compared: Compared) -> statistics.Comparison:
    within = statistics.DIFFERENCE if compared.share else statistics.ANYTHING
    if not compared.paired:
        return unpaired(list(sign * own[SCORE]), list(sign * against[SCORE]), within)
    both = own.merge(against, on="seed", suffixes=("", "_reference"))
    return statistics.paired(list(sign * both[SCORE]), list(sign * both[f"{SCORE}_reference"]), within=within)


def _verdict_row(
    one: statistics.Comparison | None, adjusted: float, compared: Compared, value: str, band: float
) -> dict[str, Any]:
    names = ("difference", "difference_low", "difference_high", "p_holm")
    if one is None:
        said = "reference" if value == compared.reference else "none"
        return {"pairs": 0, **dict.fromkeys(names, math.nan), "verdict": said}
    found, unit = one.estimate, compared.unit
    low, high = found.low / unit, found.high / unit
    told: Mapping[str, float] = dict(zip(names, (found.mean / unit, low, high, adjusted), strict=True))
    return {"pairs": found.n, **told, "verdict": verdict(found.n, low, high, adjusted, band)}
