"""What a range test shows: where the loss begins to fall, falls fastest, is lowest; and the rates worth a study."""

import math
from itertools import pairwise

import pytest

from studies.range_test import reading


def losses(begins: float, lowest: float) -> list[float]:
    """A loss of 2.3 that falls to 1 between two rates, on a line in their logarithm, and then grows tenfold."""
    found: list[float] = []
    for rate in reading.rates():
        share = (math.log(rate) - math.log(begins)) / (math.log(lowest) - math.log(begins))
        found.append(2.3 + 0.01 * (-1) ** len(found) if share < 0 else 2.3 - 1.3 * share if share < 1 else 10.0)
    return found


def test_rates_grow_by_one_factor_from_a_millionth_to_ten() -> None:
    rates = reading.rates()
    assert (rates[0], rates[-1]) == (1e-6, pytest.approx(10.0))
    assert {round(b / a, 9) for a, b in pairwise(rates)} == {round(rates[1] / rates[0], 9)}


@pytest.mark.parametrize(
    ("begins", "lowest", "ladder"),
    [
        (1e-4, 2e-2, (0.0001, 0.0003, 0.001, 0.003, 0.01)),
        (1e-2, 0.5, (0.003, 0.01, 0.03, 0.1, 0.3)),
        (1e-5, 1e-3, (1e-5, 3e-5, 1e-4, 3e-4, 1e-3)),
    ],
)
def test_the_ladder_ends_where_the_loss_is_lowest(begins: float, lowest: float, ladder: tuple[float, ...]) -> None:
    found = reading.read(reading.rates(), losses(begins, lowest))
    assert found is not None
    assert found.ladder == pytest.approx(ladder)
    assert begins < found.begins <= found.steepest <= found.lowest
    assert found.lowest == pytest.approx(lowest, rel=0.4)  # a step of the test is a factor of 1.3


@pytest.mark.parametrize("flat", [[2.3] * 60, [2.3, 2.4, math.nan], [2.3], [], [2.3 + 0.01 * n for n in range(60)]])
def test_a_loss_that_never_fell_shows_nothing(flat: list[float]) -> None:
    assert reading.read(reading.rates(), flat) is None


def test_a_test_ends_where_the_loss_is_no_number_or_has_left_all_that_it_was() -> None:
    assert reading.is_over([2.3, math.nan])
    assert reading.is_over([2.3, 2.2, 90.0])
    assert not reading.is_over([2.3, 2.2, 3.0])
    assert not reading.is_over([])
