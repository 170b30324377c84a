"""Rules about the runs of a study: how they ended, when they overfitted, what they cost."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.findings.finding import Finding, finding
from analysis.numbers import summary, training_times, trials
from analysis.numbers.columns import WAITING
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.summary import POINT

RISE = 5.0  # percent the validation loss must rise from its lowest mean to count as turned


def nothing(evidence: Evidence) -> Iterator[Finding]:
    """Says of a study without any result how many of its runs failed, are unfinished or were not started."""
    counts = evidence.rows["state"].value_counts()
    numbers = {state: int(counts.get(state, 0)) for state in ("failed", "running", "missing")}
    yield finding(evidence, "nothing", None, numbers, None)


def unfinished(evidence: Evidence) -> Iterator[Finding]:
    """Counts the runs that have not reached their epochs, in one finding: the table has them by value."""
    waiting = evidence.rows["state"].isin(WAITING)
    if waiting.any():
        numbers = {"k": int(waiting.sum()), "n": len(evidence.rows)}
        yield finding(evidence, "unfinished", None, numbers, None)


def failed(evidence: Evidence) -> Iterator[Finding]:
    """Names the values with failed runs, in one finding. Silent where none failed."""
    rows = evidence.rows[evidence.rows["state"] == "failed"]
    if len(rows):
        yield finding(evidence, "failed", None, {"counts": _counts(evidence, rows)}, None)


def divergence(evidence: Evidence) -> Iterator[Finding]:
    """Names the values with diverged runs, in one finding. Silent where none diverged."""
    rows = evidence.rows[evidence.rows["state"] == "diverged"]
    if len(rows):
        first, last = int(rows["epoch"].min()), int(rows["epoch"].max())
        figure = "divergence" if evidence.study["dimensions"] == ["learning_rate"] else "outcomes"
        numbers = {"counts": _counts(evidence, rows), "first": first, "last": last}
        yield finding(evidence, "divergence" if first == last else "divergence_between", None, numbers, figure)


def stuck(evidence: Evidence) -> Iterator[Finding]:
    """Names the values with runs that ended no better than guessing, in one finding. Silent where all learned."""
    rows = trials.at_chance(evidence.study, evidence.rows)
    if len(rows):
        numbers = {
            "counts": _counts(evidence, rows),
            "chance_acc": evidence.chance,
            "floor_points": trials.guessing(evidence.study) / POINT,
        }
        yield finding(evidence, "stuck", None, numbers, "outcomes")


def _counts(evidence: Evidence, rows: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Of each value with runs among `rows`: (value, how many of its runs these are, how many it has)."""
    of, found = evidence.rows["value"].value_counts(), rows["value"].value_counts()
    return [(value, int(found[value]), int(of[value])) for value in evidence.values if value in found]


def overfitting(evidence: Evidence) -> Iterator[Finding]:
    """Finds values whose mean validation loss rose by RISE percent from its lowest, while the training loss fell.

    Among the values that learned: of others it rises because they did not, or because it lags.
    """
    values = list(evidence.learned["value"])
    if evidence.one_trajectory:
        values = values[-1:]  # the others are earlier points of the same runs
    for value in values if evidence.curves else ():
        validation = _mean_curve(evidence.curves["val_loss"], value)
        training = _mean_curve(evidence.curves["loss"], value).reindex(validation.index)
        if len(validation) < 3:
            continue
        turn, last = int(validation.index[int(validation.argmin())]), int(validation.index[-1])
        lowest, end = float(validation[turn]), float(validation[last])
        if lowest > 0 and 100 * (end / lowest - 1) >= RISE and training[last] < training[turn]:
            numbers = {
                "epoch": turn,
                "last": last,
                "lowest_loss": lowest,
                "end_loss": end,
                "rise_percent": 100 * (end / lowest - 1),
                "from_loss": float(training[turn]),
                "to_loss": float(training[last]),
            }
            yield finding(evidence, "overfitting", value, numbers, "val_loss")


def time(evidence: Evidence) -> Iterator[Finding]:
    """Names the value that surely takes the least time of those within the band of the best mean.

    Silent for searches, where the times are not comparable, with one seed, and where no value is surely faster.
    """
    if evidence.study["kind"] == "tune" or not evidence.times_comparable:
        return
    best = records(evidence.results.nlargest(1, "val_acc"))[0]
    near = evidence.results[evidence.results["val_acc"] >= best["val_acc"] - evidence.band * POINT]
    times = _times(evidence)
    savings = {
        value: training_times.saving(times[value], times[best["value"]])
        for value in near["value"]
        if {value, best["value"]} <= set(times) and value != best["value"]
    }
    sure = {value: found for value, found in savings.items() if found.is_sure}
    if sure:
        value = max(sure, key=lambda one: sure[one].percent)
        yield finding(evidence, "time", value, _time_numbers(evidence, value, best["value"], sure[value]), "cost")


def _times(evidence: Evidence) -> dict[str, list[float]]:
    """By value, the training seconds seed by seed, in one order; of values whose runs all came to their end."""
    timed = evidence.rows.assign(time=summary.training_seconds(evidence.rows))
    whole = timed.groupby("value")["state"].transform(lambda states: (states == "completed").all())
    table = timed[whole].pivot(index="seed", columns="value", values="time")
    return {str(value): list(seconds) for value, seconds in table.items()}


def _time_numbers(evidence: Evidence, value: str, best: str, saved: training_times.Saving) -> dict[str, Any]:
    apart = evidence.difference(value, best).estimate
    return {
        "best": best,
        "n": saved.seeds,
        "saved_percent": saved.percent,
        "saved_low_percent": saved.low,
        "saved_high_percent": saved.high,
        "difference_points": apart.mean / POINT,
        "difference_low_points": apart.low / POINT,
        "difference_high_points": apart.high / POINT,
    }


def _mean_curve(table: pd.DataFrame, value: str) -> "pd.Series[float]":
    return table[table["value"] == value].set_index("epoch")["mean"]
