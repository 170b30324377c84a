"""When the order of the values was that of the end, and what still improves there."""

import numpy as np
import pandas as pd
import pytest

from analysis.numbers.curves import settling
from tests.analysis.numbers.curves.histories import along


def curve(**means: list[float]) -> pd.DataFrame:
    rows = [(value, epoch, mean) for value, own in means.items() for epoch, mean in enumerate(own, 1)]
    return pd.DataFrame(rows, columns=["value", "epoch", "mean"])


def test_the_order_is_settled_from_the_epoch_after_its_last_change() -> None:
    table = settling.order_table(curve(a=[1, 3, 3, 3], b=[2, 2, 2, 2], c=[0, 0, 2.5, 1]))
    assert table["tau"].tolist() == pytest.approx([1 / 3, 1, 1 / 3, 1])
    assert settling.settled(table) == 4
    assert settling.settled(table, 0.3) == 1


def test_the_slope_of_the_end_is_that_of_the_last_fourth() -> None:
    history = [0.1 * epoch for epoch in range(1, 10)] + [0.9 + 0.01 * epoch for epoch in range(1, 4)]
    found = settling.improvement(along(a=[history, [one + 0.1 for one in history]]), "a")
    assert (found.n, found.mean) == (2, pytest.approx(0.01))
    assert settling.improvement(along(a=[history[:8]]), "a").n == 0  # two epochs are no slope


def test_one_value_or_one_epoch_has_no_order() -> None:
    for found in (curve(a=[1, 2]), curve(a=[1], b=[2])):
        assert settling.order_table(found).empty
        assert settling.settled(settling.order_table(found)) is None


def test_epochs_that_not_all_values_reached_are_not_compared() -> None:
    table = settling.order_table(curve(a=[1, 2, 9], b=[2, 3]))
    assert table["epoch"].tolist() == [1, 2]


def test_values_that_are_equal_at_the_end_settle_nothing() -> None:
    table = settling.order_table(curve(a=[1, 2, 2], b=[2, 1, 2]))
    assert table["tau"].isna().all()
    assert settling.settled(table) is None


def test_one_seed_has_a_slope_without_limits_and_an_unknown_value_none() -> None:
    found = settling.improvement(along(a=[[0.01 * epoch for epoch in range(12)]]), "a")
    assert (found.n, found.mean) == (1, pytest.approx(0.01))
    assert np.isnan(found.low)
    assert settling.improvement(along(a=[[0.1]]), "none").n == 0
