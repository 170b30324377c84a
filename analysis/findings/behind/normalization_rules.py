"""The rule about batch normalization: what validates may lag behind what was learned."""

from collections.abc import Iterator

import pandas as pd

from analysis.findings.finding import Finding, finding
from analysis.numbers.curves.equal import with_updates
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from hypermodels import NORMALIZED
from studies.plan.study_record import training_pictures

MOMENTUM = 0.99  # what an update keeps of the running averages, as Keras' layer has it
LEFT = 0.01  # of the averages, above which they count as not arrived
GAP = 0.1  # by which training accuracy must be ahead, in every seed


def lagging(evidence: Evidence) -> Iterator[Finding]:
    """Names the values whose runs ended before the running averages, which validation normalizes with, had followed,
    and were right far more often on the pictures that they trained on.

    Silent for a network that normalizes nothing, for a user's own, of which nobody says whether it does, and where the
    record does not say how many pictures a run trains on.
    """
    pictures = training_pictures(evidence.study)
    if evidence.study["network"] not in NORMALIZED or not pictures:
        return
    along = with_updates(evidence.along, pictures)
    ends = along.loc[along.groupby(["value", "seed"], sort=False)["epoch"].idxmax()]
    ends = ends.assign(left=MOMENTUM ** ends["update"], gap=ends["accuracy"] - ends["val_accuracy"])
    behind = [value for value in evidence.values if _lags(ends[ends["value"] == value])]
    if behind:
        means = ends[ends["value"].isin(behind)].groupby("value")[["update", "accuracy", "val_accuracy", "left", "gap"]]
        most = records(means.mean().reset_index().nlargest(1, "gap"))[0]
        numbers = {
            "names": behind,
            "updates": round(most["update"]),
            "training_acc": most["accuracy"],
            "validation_acc": most["val_accuracy"],
            "left_percent": 100 * most["left"],
        }
        yield finding(evidence, "lagging", most["value"], numbers, "outcomes")


def _lags(ends: pd.DataFrame) -> bool:
    return bool(len(ends) and ends["left"].max() > LEFT and ends["gap"].min() > GAP)
