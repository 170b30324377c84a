"""A mean along the training is one of every seed, with its t limits."""

import math

import pandas as pd
import pytest

from analysis.numbers.curve_tables import curve_table, curve_tables
from studies.store.history import METRICS


def along(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    """Rows of value, run, epoch and `loss`; the other metrics are as the loss."""
    frame = pd.DataFrame(rows, columns=["value", "run", "epoch", "loss"])
    return frame.assign(**dict.fromkeys(METRICS, frame["loss"]))


def test_mean_and_limits_are_of_all_seeds() -> None:
    table = curve_table(along(("relu", "a", 1, 0.2), ("relu", "b", 1, 0.4)), "loss")
    (row,) = table.to_dict("records")
    assert (row["value"], row["epoch"], row["n"]) == ("relu", 1, 2)
    assert row["mean"] == pytest.approx(0.3)
    half = 12.7062 * math.sqrt(0.02) / math.sqrt(2)  # Student's t of one degree of freedom, at 97.5 %
    assert (row["low"], row["high"]) == pytest.approx((0.3 - half, 0.3 + half), rel=1e-4)


def test_one_seed_has_no_width() -> None:
    table = curve_table(along(("relu", "a", 1, 0.2)), "loss")
    assert (table["low"].item(), table["high"].item()) == (0.2, 0.2)


@pytest.mark.parametrize("gone", [None, math.inf, -math.inf, math.nan])
def test_an_epoch_that_one_seed_did_not_reach_is_left_out(gone: float | None) -> None:
    """A mean of those that are left after a divergence would be of others than before."""
    rows = [("relu", "a", 1, 0.5), ("relu", "b", 1, 0.5), ("relu", "a", 2, 0.4)]
    rows += [("relu", "b", 2, gone)] if gone is not None else []
    assert list(curve_table(along(*rows, ("elu", "c", 2, 0.1)), "loss")["epoch"]) == [2, 1]


def test_there_is_one_for_every_metric_in_the_order_of_values_and_epochs() -> None:
    tables = curve_tables(along(("relu", "a", 2, 0.1), ("relu", "a", 1, 0.2), ("elu", "b", 1, 0.3)))
    assert tables.keys() == set(METRICS)
    assert list(zip(tables["val_loss"]["value"], tables["val_loss"]["epoch"], strict=True)) == [
        ("elu", 1),
        ("relu", 1),
        ("relu", 2),
    ]
