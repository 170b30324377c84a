"""What each schedule makes of a rate, at every epoch."""

import pytest

from hypermodels.dimensions import BASELINE, BY_NAME
from hypermodels.schedules import horizon, rate

SCHEDULES = [str(name) for name in BY_NAME["schedule"].values]


def rates(schedule: str, epochs: int) -> list[float]:
    return [rate(schedule, 1.0, epoch, epochs) for epoch in range(1, epochs + 1)]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("constant", [1, 1, 1, 1, 1, 1, 1, 1]),
        ("step", [1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01]),
        ("cosine", [1, 0.9619, 0.8536, 0.6913, 0.5, 0.3087, 0.1464, 0.0381]),
        ("warmup_cosine", [0.5, 1, 0.9505, 0.8117, 0.6113, 0.3887, 0.1883, 0.0495]),
    ],
)
def test_the_rate_of_every_epoch(schedule: str, expected: list[float]) -> None:
    assert rates(schedule, 8) == pytest.approx(expected, abs=1e-4)


def test_a_warm_up_takes_a_tenth_of_the_epochs() -> None:
    assert rates("warmup_cosine", 30)[:4] == pytest.approx([0.25, 0.5, 0.75, 1])


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 100])
def test_no_epoch_is_trained_at_nothing_and_none_above_the_rate(schedule: str, epochs: int) -> None:
    assert all(0 < one <= 1 for one in rates(schedule, epochs))
    assert max(rates(schedule, epochs)) == 1


def test_only_a_rate_that_changes_has_a_horizon() -> None:
    assert horizon(BASELINE) is None
    assert horizon({}) is None  # as in a record older than the dimension
    assert horizon({**BASELINE, "schedule": "step", "epochs": 7}) == 7
