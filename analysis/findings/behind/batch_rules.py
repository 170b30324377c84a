"""Rules about the batch size: what its values reach at equal updates and equal time, and how many updates one saves."""

import math
from collections.abc import Iterator

import pandas as pd

from analysis.findings.finding import Finding, finding
from analysis.numbers.curves import to_target
from analysis.numbers.curves.equal import WAYS, equal_table, scaling_end, with_updates
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.reading import Row
from studies.plan.study_record import training_pictures

RULES = {"update": "batch_at_updates", "elapsed": "batch_at_time"}


def batch_size(evidence: Evidence) -> Iterator[Finding]:
    """Reads the values at equal updates and equal time, beside equal epochs; says how far a larger batch saves updates.

    Silent for every other dimension; where fewer than two values have a reading; where training times do not compare;
    of updates where the record does not say how many pictures a run trains on.
    """
    if evidence.dimension is None or evidence.dimension.name != "batch_size" or not evidence.curves:
        return
    found = readings(evidence)
    if "epoch" not in found:
        return
    for way, rule in RULES.items():
        if way in found:
            best, same = _best(found[way]), found["epoch"]["value"].isin(found[way]["value"])
            by_epochs = _best(found["epoch"][same])
            numbers = {
                "best_acc": best["mean"],
                "updates" if way == "update" else "place_seconds": float(best["place"]),
                "values": list(found[way]["value"]),
                "epochs": by_epochs["place"],
                "by_epochs": by_epochs["value"],
            }
            yield finding(evidence, rule, best["value"], numbers, "equal")
    table, target = steps_table(evidence)
    if len(table) < 3 or table["epochs"].min() < 2:  # counted in whole epochs, fewer tell nothing
        return
    end = scaling_end(table)
    largest = float(table["batch"].iloc[-1])
    rule = "batch_no_scaling" if end is None else "batch_scales" if end == largest else "batch_scaling"
    yield finding(evidence, rule, f"{end or largest:g}", {"target_acc": target}, "steps")


def readings(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """By what is made equal (`equal.WAYS`) the `equal_table`, where two values have a reading."""
    pictures = training_pictures(evidence.study)
    along = with_updates(evidence.along, pictures)
    known = {"epoch": True, "update": pictures > 0, "elapsed": evidence.times_comparable}
    ways = [way for way in WAYS if known[way]]
    found = {way: equal_table(along, way) for way in ways} if len(along) else {}
    return {way: table for way, table in found.items() if len(table) > 1}


def _best(table: pd.DataFrame) -> Row:
    return records(table.nlargest(1, "mean"))[0]


def steps_table(evidence: Evidence) -> tuple[pd.DataFrame, float]:
    """`to_target.target_table` with `batch`, ascending, of the values whose median came to the accuracy; and that, the
    highest whole percent to which the mean of every value came that learned."""
    values, along = list(evidence.learned["value"]), evidence.along
    target = min((to_target.target(along, value) for value in values), default=math.nan)
    own = along[along["value"].isin(values)]
    table = to_target.target_table(own, target, training_pictures(evidence.study)).dropna(subset="updates")
    return table.assign(batch=table["value"].astype(float)).sort_values("batch"), target
