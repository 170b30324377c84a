"""What is said of the batch size beside equal epochs."""

from typing import Any

import pytest

from analysis.findings.behind.batch_rules import batch_size
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, Story, told
from tests.support.synthetic_records import Synthetic


def study(effects: dict[Any, Any], dimension: str = "batch_size") -> Story:
    return lambda made: made.study(dimension, effects)


BATCHES = {16: (2.0, 2.0, 2.0), 32: NONE, 64: (-3.0, -3.0, -3.0)}


def test_the_best_batch_is_read_at_equal_updates_and_time_beside_equal_epochs() -> None:
    found = {one.rule: one for one in told(batch_size, study(BATCHES))}
    updates = found["batch_at_updates"].numbers
    assert (updates["epochs"], updates["by_epochs"]) == (10, "16")
    assert updates["updates"] == 10 * -(-45000 // 64)  # as many as the largest batch made
    assert found["batch_at_updates"].value == "64"
    assert updates["values"] == "16, 32, 64"
    assert found["batch_at_time"].value == "16"
    for language in LANGUAGES:
        assert all(Text(language).sentence(one) for one in found.values())


@pytest.mark.parametrize("story", [study({0.001: NONE, 0.01: NONE}, "learning_rate"), study({16: NONE})])
def test_other_dimensions_and_a_single_value_say_nothing_of_it(story: Story) -> None:
    assert told(batch_size, story) == []


def test_how_far_a_larger_batch_saves_updates_is_told_where_epochs_are_fine_enough() -> None:
    def scaled(made: Synthetic) -> None:
        made.study("batch_size", {16: NONE, 32: NONE, 64: NONE, 128: NONE})

    (found,) = [one for one in told(batch_size, scaled) if one.figure == "steps"]
    assert (found.rule, found.value) == ("batch_scales", "128")
