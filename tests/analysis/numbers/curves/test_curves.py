"""What the histories know, against counting by hand and by brute force."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.numbers.curves import search_curve, settling, to_target
from analysis.numbers.curves.lottery import share_naming


@pytest.mark.parametrize("seed", range(5))
def test_the_lottery_is_exact_ties_shared(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = [list(rng.integers(0, 4, 3)) for _ in range(4)]  # many ties
    draws = list(itertools.product(*values))
    counted = np.mean([(draw[0] == max(draw)) / draw.count(max(draw)) for draw in draws])
    assert share_naming(values[0], values[1:]) == pytest.approx(counted)
    shares = [share_naming(values[place], values[:place] + values[place + 1 :]) for place in range(4)]
    assert sum(shares) == pytest.approx(1)


def test_the_expected_best_is_that_of_all_draws_with_replacement() -> None:
    values = [0.3, 0.5, 0.1, 0.4]
    table = search_curve.expected_best(values)
    for trials in (1, 2, 3):
        best = [max(draw) for draw in itertools.product(values, repeat=trials)]
        assert table["best"].iloc[trials - 1] == pytest.approx(np.mean(best))
        assert table["best_sd"].iloc[trials - 1] == pytest.approx(np.std(best))
    assert search_curve.enough(table, 0.01) == 4
    assert search_curve.enough(table, 0.02) == 3
    assert search_curve.enough(table, 1.0) == 1


def along(**histories: list[list[float]]) -> pd.DataFrame:
    """A row a value, seed and epoch; a history a seed."""
    rows = [
        [value, seed, epoch, accuracy, 10, 2.0 * epoch]
        for value, seeds in histories.items()
        for seed, history in enumerate(seeds)
        for epoch, accuracy in enumerate(history, 1)
    ]
    return pd.DataFrame(rows, columns=["value", "seed", "epoch", "val_accuracy", "batch_size", "elapsed"])


def test_runs_that_never_got_there_count_as_later_than_all_others() -> None:
    found = to_target.target_table(along(a=[[0.1, 0.5], [0.5, 0.6], [0.1, 0.2]], b=[[0.1, 0.2], [0.5, 0.5]]), 0.5, 95)
    assert found["reached"].tolist() == [2, 1]
    assert found["epochs"].tolist()[0] == 2
    assert found["updates"].tolist()[0] == 20  # ten steps of ten pictures, the last of five
    assert found["seconds"].tolist()[0] == 4.0
    assert np.isnan(found["epochs"].iloc[1])  # half never did


def test_the_target_is_a_whole_percent_that_the_reference_reached() -> None:
    assert to_target.target(along(a=[[0.1, 0.537], [0.2, 0.545]]), "a") == pytest.approx(0.54)
    assert to_target.earlier(along(a=[[0.5], [0.1]], b=[[0.1], [0.1]]), 0.5, "a", "b") == (1, 2)


def test_the_order_is_settled_from_the_epoch_after_its_last_change() -> None:
    histories: dict[str, list[float]] = {"a": [1, 3, 3, 3], "b": [2, 2, 2, 2], "c": [0, 0, 2.5, 1]}
    rows = [(value, epoch, mean) for value, means in histories.items() for epoch, mean in enumerate(means, 1)]
    curve = pd.DataFrame(rows, columns=["value", "epoch", "mean"])
    table = settling.order_table(curve)
    assert table["tau"].tolist() == pytest.approx([1 / 3, 1, 1 / 3, 1])
    assert settling.settled(table) == 4
    assert settling.settled(table, 0.3) == 1


def test_the_slope_of_the_end_is_that_of_the_last_fourth() -> None:
    history = [0.1 * epoch for epoch in range(1, 10)] + [0.9 + 0.01 * epoch for epoch in range(1, 4)]
    found = settling.improvement(along(a=[history, [one + 0.1 for one in history]]), "a")
    assert (found.n, found.mean) == (2, pytest.approx(0.01))
    assert settling.improvement(along(a=[history[:8]]), "a").n == 0  # two epochs are no slope
