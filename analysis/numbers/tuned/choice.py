"""Which learning rate each value of a tuned study gets: that with the highest mean on the seeds that choose. Pure."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.numbers.columns import COUNTED, WAITING
from studies.plan import bases
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord, choosing

RATE = "learning_rate"
COLUMNS = ("value", "rate", "n", "mean", "waiting", "chosen")


def ladder_table(study: StudyRecord, results: pd.DataFrame) -> pd.DataFrame:
    """What the ladder of each value reached, on the seeds that choose.

    Args:
        study: a tuned study, or one reading of it.
        results: as in `Frames.results`.

    Returns:
        A row a value and rate, in the order of the values and then of the rates: `value` as people write it, `rate`;
        `n`, the seeds with a result, and their `mean` validation accuracy (0..1); `waiting`, the seeds still to be
        trained; `chosen`, whether the value gets this rate.
    """
    name, chose = study["dimensions"][0], choosing(study)
    own = results[(results["study"] == study["name"]) & results["seed"].isin(sorted(chose))]
    rows: list[dict[str, Any]] = []
    keys: Any
    for keys, runs in own.groupby([name, RATE], sort=False):
        value, rate = keys
        reached = runs.loc[runs["state"].isin(COUNTED), "val_acc"]
        rows.append(
            {
                "value": label(name, value),
                "rate": float(rate),
                "n": len(reached),
                "mean": float(reached.mean()) if len(reached) else math.nan,
                "waiting": int(runs["state"].isin(WAITING).sum()),
                "chosen": False,
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    home = float(bases.of_study(study)[RATE])
    for value in dict.fromkeys(table["value"]):
        place = _best(table[table["value"] == value], home, len(chose))
        if place is not None:
            table.loc[place, "chosen"] = True
    order = {value: place for place, value in enumerate(dict.fromkeys(table["value"]))}
    return table.assign(order=table["value"].map(order)).sort_values(["order", "rate"]).drop(columns="order")


def _best(ladder: pd.DataFrame, home: float, seeds: int) -> int | None:
    """The place of the best rate of one value; None while one of its rates is still to be trained, or where none came
    to its end with all seeds. Of equal ones it is the one nearest to the baseline's, then the smaller."""
    done = ladder[ladder["n"] == seeds]
    if ladder["waiting"].any() or done.empty:
        return None

    def order(place: Any) -> tuple[float, float, float]:
        rate = float(done.loc[place, "rate"])
        return -float(done.loc[place, "mean"]), abs(math.log(rate / home)), rate

    return int(min(done.index, key=order))


def chosen_rates(table: pd.DataFrame) -> dict[str, float]:
    """By value, the rate that it chose; nothing for a value that has none yet."""
    chosen = table[table["chosen"]]
    return dict(zip(chosen["value"], chosen["rate"], strict=True))


def at_the_end(table: pd.DataFrame) -> dict[str, str]:
    """By value whose chosen rate is the lowest or the highest of its ladder, which: `low` or `high`."""
    found = {}
    for value, rate in chosen_rates(table).items():
        rates: Sequence[float] = sorted(table.loc[table["value"] == value, "rate"])
        if len(rates) > 1 and rate in (rates[0], rates[-1]):
            found[value] = "low" if rate == rates[0] else "high"
    return found
