"""Values and trials as people write them, and as commands and folders have them."""

import pytest

from hypermodels.dimensions import OWN, Value
from studies.plan.labels import exact, kind_of, label, title


@pytest.mark.parametrize(
    ("dimension", "value", "written"),
    [
        ("learning_rate", 1e-05, "0.00001"),
        ("learning_rate", 1e-07, "1e-07"),
        ("l2", 0.0, "0"),
        ("learning_rate", 0.00073452189341234, "0.00073452"),  # drawn by a search
        ("learning_rate", 0.00012345678, "0.00012345678"),  # typed
        ("dropout", 0.0, "0"),
        ("batch_size", 32, "32"),
        ("optimizer", "adam", "adam"),
        ("dropout", OWN, "own"),
        ("depth", 2.50, "2.5"),  # a user's own
        ("depth", 1_000_000.0, "1e+06"),
    ],
)
def test_a_value_is_written_as_people_write_it(dimension: str, value: Value, written: str) -> None:
    assert label(dimension, value) == written


def test_a_command_has_every_digit_that_a_value_has() -> None:
    assert exact("learning_rate", 0.00073452189341234) == "0.00073452189341234"
    assert [exact("learning_rate", 0.001), exact("dropout", OWN), exact("optimizer", "sgd")] == ["0.001", "own", "sgd"]


def test_a_trial_is_called_by_what_means_something_in_it() -> None:
    values: dict[str, Value] = {"learning_rate": 0.01, "optimizer": "adam", "momentum": 0.9}
    assert title(values, ("learning_rate", "momentum")) == "learning_rate=0.01"  # adam has no momentum of the table's
    assert title({**values, "optimizer": "momentum"}, ("momentum", "optimizer"), ", ") == (
        "momentum=0.9, optimizer=momentum"
    )


def test_the_kind_of_a_users_dimension_is_that_of_its_value() -> None:
    assert [kind_of("depth", value) for value in (2, 0.5, "deep")] == [int, float, str]
    assert kind_of("l2", 0) is float
