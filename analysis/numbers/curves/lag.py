"""Values whose validation may lag behind what was learned: batch normalization's averages after few updates. Pure."""

import pandas as pd

from analysis.numbers.curves.equal import with_updates

MOMENTUM = 0.99  # what an update keeps of the running averages, as Keras' layer has it
LEFT = 0.01  # of what they began with, above which they have not arrived
GAP = 0.05  # by which training accuracy is ahead, in the mean over seeds


def lag_table(rows: pd.DataFrame, pictures: int) -> pd.DataFrame:
    """A row a value whose runs ended before the averages had followed, and with training ahead in every seed.

    Columns: value, and means over seeds of update, tra_acc, val_acc, left (0..1) and gap.

    Args:
        rows: of results, a row a value and seed (`Evidence.counted`).
        pictures: how many a run trains on.
    """
    ends = with_updates(rows, pictures)
    ends = ends.assign(left=MOMENTUM ** ends["update"].astype(float), gap=ends["tra_acc"] - ends["val_acc"])
    by_value = ends.groupby("value")[["update", "tra_acc", "val_acc", "left", "gap"]]
    found, least = by_value.mean(), by_value.min()
    return found[(found["left"] > LEFT) & (found["gap"] > GAP) & (least["gap"] > 0)].reset_index()
