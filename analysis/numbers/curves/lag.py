"""Values whose validation may lag behind what was learned: batch normalization's averages after few updates. Pure."""

import math

import pandas as pd

from analysis.numbers.curves.equal import with_updates
from hypermodels import NORMALIZED
from studies.plan.study_record import StudyRecord, training_pictures

MOMENTUM = 0.99  # what an update keeps of the running averages, as Keras' layer has it
LEFT = 0.01  # of what they began with, above which they have not arrived
ARRIVED = math.ceil(math.log(LEFT) / math.log(MOMENTUM))  # updates that leave less
GAP = 0.05  # by which training accuracy is ahead, in the mean over seeds


def lag_table(study: StudyRecord, rows: pd.DataFrame) -> pd.DataFrame:
    """A row a value, in their order, whose runs ended before the averages had followed, with training ahead in every
    seed.

    Columns: value, and means over seeds of update, tra_acc, val_acc, left (0..1) and gap. None of a network that
    normalizes nothing, or of a user's own, of which nobody says whether it does; and none where the record does not
    say how many pictures a run trains on.

    Args:
        rows: of results, a row a value and seed (`Evidence.counted`).
    """
    pictures = training_pictures(study)
    known = pictures and study["network"] in NORMALIZED and not study.get("own")
    ends = with_updates(rows if known else rows.head(0), pictures)
    ends = ends.assign(left=MOMENTUM ** ends["update"].astype(float), gap=ends["tra_acc"] - ends["val_acc"])
    by_value = ends.groupby("value", sort=False)[["update", "tra_acc", "val_acc", "left", "gap"]]
    found, least = by_value.mean(), by_value.min()
    return found[(found["left"] > LEFT) & (found["gap"] > GAP) & (least["gap"] > 0)].reset_index()


def longer(behind: pd.DataFrame) -> float:
    """How many times as long the values of a `lag_table` must train until the averages of all have followed."""
    return ARRIVED / float(behind["update"].min())
