"""When a run was trained: from its beginnings, whatever the clock did meanwhile."""

import math
from typing import Any

import pytest

from studies.store import clock

UPDATED = "1970-01-01T00:01:40+00:00"  # 100 seconds after 1970 began


def test_each_epoch_ends_after_the_one_before_and_after_the_beginning_it_follows() -> None:
    assert clock.ends({0: 100.0}, [1.0, 2.0]) == [101.0, 103.0]
    assert clock.ends({0: 100.0, 2: 500.0}, [1.0, 2.0, 3.0]) == [101.0, 103.0, 503.0]
    assert clock.ends({0: 100.0, 1: 50.0}, [1.0, 2.0]) == [101.0, 103.0]  # the clock was put back
    assert clock.ends({0: 100.0}, []) == []


def test_a_record_keeps_its_beginnings() -> None:
    assert clock.begun({"begun": [[0, 10.5], [3, 99]], "updated": UPDATED}, [1.0]) == {0: 10.5, 3: 99.0}


@pytest.mark.parametrize(
    "damage",
    [
        None,
        7,
        [],
        {},
        {"a": None},
        "ab",
        [[0]],
        [["x", 1.0]],
        [[0, "nan"]],
        [[0, math.inf]],
        [[-1, 1.0]],
        [[0.5, 1.0]],
        [[0, 10**400]],
    ],
    ids=str,
)
def test_one_without_beginnings_that_can_be_read_began_as_long_ago_as_its_epochs_took(damage: Any) -> None:
    assert clock.begun({"begun": damage, "updated": UPDATED}, [10.0, 20.0]) == {0: 70.0}


@pytest.mark.parametrize("updated", [None, "", "yesterday", 5, "9" * 400])
def test_a_last_word_of_no_date_is_of_1970(updated: Any) -> None:
    assert clock.begun({"updated": updated}, [10.0]) == clock.begun({}, [10.0]) == {0: -10.0}
