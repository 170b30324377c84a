"""The lottery of one run a value, against counting every draw."""

import itertools

import numpy as np
import pytest

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


def test_alone_a_value_is_always_named_and_one_that_is_always_worse_never() -> None:
    assert share_naming([0.5, 0.1], []) == 1
    assert share_naming([0.1], [[0.2, 0.3], [0.0]]) == 0
    assert share_naming([0.2], [[0.2]]) == 0.5  # equal ones are named equally often
