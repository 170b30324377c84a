"""What is said of the batch size beside equal epochs."""

from typing import Any

import pytest

from analysis.figures.batch_size.specs import batch_specs
from analysis.findings.behind.batch_rules import batch_size, readings
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, Story, evidence, told
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
    assert updates["values"] == ["16", "32", "64"]
    assert found["batch_at_time"].value == "16"
    for language in LANGUAGES:
        assert all(Text(language).sentence(one) for one in found.values())


@pytest.mark.parametrize("story", [study({0.001: NONE, 0.01: NONE}, "learning_rate"), study({16: NONE})])
def test_other_dimensions_and_a_single_value_say_nothing_of_it(story: Story) -> None:
    assert told(batch_size, story) == []


def test_without_the_number_of_pictures_nothing_is_read_or_drawn_by_updates() -> None:
    made = Synthetic()
    record = made.study("batch_size", BATCHES)
    del record["dataset"]["train"]
    found = evidence(made)
    assert [one.rule for one in batch_size(found)] == ["batch_at_time"]
    assert list(readings(found)) == ["epoch", "elapsed"]
    figures = {spec.name: spec.alt for spec in batch_specs(found, "", Text("en"))}
    assert "updates" not in figures
    assert "equal updates" not in figures["equal"]
    captions = {spec.name: spec.caption for spec in batch_specs(found, "", Text("en"))}
    assert "read at equal epochs and equal time, each" in captions["equal"]


def test_the_best_by_epochs_is_one_of_the_values_that_are_compared() -> None:
    def spread(made: Synthetic) -> None:
        made.study("batch_size", {16: (-5.0, -5.0, -5.0), 32: NONE, 512: (9.0, 9.0, 9.0)})

    found = {one.rule: one.numbers for one in told(batch_size, spread)}
    assert found["batch_at_updates"]["values"] == ["16", "32"]
    assert found["batch_at_updates"]["by_epochs"] == "32"
    assert found["batch_at_time"]["by_epochs"] == "512"


def test_how_far_a_larger_batch_saves_updates_is_told_where_epochs_are_fine_enough() -> None:
    def scaled(made: Synthetic) -> None:
        made.study("batch_size", {16: NONE, 32: NONE, 64: NONE, 128: NONE})

    (found,) = [one for one in told(batch_size, scaled) if one.figure == "steps"]
    assert (found.rule, found.value) == ("batch_scales", "128")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_names_the_values_that_have_no_reading_and_so_no_dot(language: str) -> None:
    made, text = Synthetic(), Text(language)
    made.study("batch_size", {16: (-5.0, -5.0, -5.0), 32: NONE, 512: (9.0, 9.0, 9.0)})
    (spec,) = (one for one in batch_specs(evidence(made), "", text) if one.name == "equal")
    missing = text.word("equal_at", way=text.word("equal_update"), place="512")
    assert spec.caption.endswith(text.caption("equal_missing", missing=missing))
    made = Synthetic()
    made.study("batch_size", BATCHES)
    (whole,) = (one for one in batch_specs(evidence(made), "", text) if one.name == "equal")
    assert text.caption("equal_missing", missing="")[:8] not in whole.caption
