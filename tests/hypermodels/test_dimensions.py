"""The table of dimensions: baselines, what is accepted, and how a bad value is answered."""

import subprocess
import sys

import pytest

from hypermodels.dimensions import (
    BASELINE,
    BY_NAME,
    DIMENSIONS,
    FIRST,
    OPTIMIZERS,
    OWN,
    InvalidValue,
    Value,
    configuration,
    find,
    meant,
)


def test_the_baseline_is_the_usual_one() -> None:
    assert BASELINE == {
        "learning_rate": 0.001,
        "optimizer": "adam",
        "loss": "categorical_crossentropy",
        "batch_size": 32,
        "epochs": 10,
        "activation": "relu",
        "initializer": "glorot_uniform",
        "l2": 0.0,
        "augmentation": "none",
        "schedule": "constant",
        "dropout": OWN,
        "label_smoothing": 0.0,
        "momentum": 0.9,
        "weight_decay": OWN,
    }


def test_a_dimension_is_found_by_name_and_by_flag() -> None:
    assert find("lr") is find("learning_rate")
    assert find("batch-size").name == "batch_size"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"learning_rate": "fast"}, "learning_rate=fast is not a number"),
        ({"learning_rate": "0"}, "learning_rate=0 is out of range"),
        ({"learning_rate": "nan"}, "learning_rate=nan is out of range"),
        ({"batch_size": "1.5"}, "batch_size=1.5 is not a whole number"),
        ({"batch_size": "0"}, "batch_size=0 is out of range"),
        ({"epochs": "-1"}, "epochs=-1 is out of range"),
        ({"optimizer": "adamm"}, "optimizer=adamm is not known; choose from sgd"),
        ({"l2": "-0.1"}, "l2=-0.1 is out of range"),
        ({"warmth": "0.9"}, "Unknown dimension warmth; choose from lr"),
        ({"dropout": "1"}, "dropout=1 is out of range: it must lie between 0 and 0.99, or be own"),
        ({"weight_decay": "-0.5"}, "weight_decay=-0.5 is out of range"),
    ],
)
def test_a_bad_value_is_shown_with_its_remedy(values: dict[str, Value], shown: str) -> None:
    with pytest.raises(InvalidValue, match=shown):
        configuration(values)


def test_any_valid_value_may_be_given() -> None:
    chosen = configuration({"lr": "0.02", "optimizer": "adamw", "batch-size": "48"})
    assert (chosen["learning_rate"], chosen["optimizer"], chosen["batch_size"]) == (0.02, "adamw", 48)


def test_the_table_loads_without_tensorflow_and_numpy() -> None:
    check = "import sys, hypermodels.dimensions; print({'tensorflow', 'keras', 'numpy'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "set()"


@pytest.mark.parametrize("dimension", ["loss", "activation", "initializer"])
def test_keras_has_every_name_of_the_table(dimension: str) -> None:
    import keras

    get = {"loss": keras.losses.get, "activation": keras.activations.get, "initializer": keras.initializers.get}
    row = BY_NAME[dimension]
    assert all(callable(get[dimension](name)) for name in (*row.values, *row.more))


def test_every_optimizer_of_the_table_is_built_at_the_learning_rate_it_is_given() -> None:
    from hypermodels.hypermodel import optimizer

    row = BY_NAME["optimizer"]
    assert (*row.values, *row.more) == tuple(OPTIMIZERS)
    for name, (kind, config) in OPTIMIZERS.items():
        built = optimizer({"optimizer": name, "learning_rate": 0.25})
        assert type(built).__name__ == kind
        assert float(built.learning_rate) == 0.25
        assert config.items() <= built.get_config().items()


def test_the_first_rows_are_those_that_every_identity_names() -> None:
    assert tuple(row.name for row in DIMENSIONS)[: len(FIRST)] == FIRST


def test_what_a_network_has_of_its_own_is_a_value_with_a_word() -> None:
    assert BY_NAME["dropout"].parse("own") == BY_NAME["dropout"].parse(OWN) == BASELINE["dropout"]


def test_a_dimension_that_means_nothing_stands_at_its_baseline() -> None:
    plain = configuration({})
    assert meant({**plain, "momentum": 0.5, "weight_decay": 0.1}) == plain  # the baseline's optimizer is adam
    kept = {**plain, "optimizer": "momentum", "momentum": 0.5, "weight_decay": 0.1}
    assert meant(kept) == kept
    assert meant({**kept, "optimizer": "sgd"}) == {**kept, "optimizer": "sgd", "momentum": 0.9}


@pytest.mark.parametrize(
    ("values", "settings"),
    [
        ({"optimizer": "adam", "weight_decay": 0.1, "momentum": 0.5}, {"weight_decay": None}),
        ({"optimizer": "momentum"}, {"momentum": 0.9, "weight_decay": None}),
        ({"optimizer": "momentum", "momentum": 0.5, "weight_decay": 0.1}, {"momentum": 0.5, "weight_decay": 0.1}),
        ({"optimizer": "sgd", "momentum": 0.5, "weight_decay": 0.1}, {"momentum": 0.0, "weight_decay": 0.1}),
        ({"optimizer": "adamw"}, {"weight_decay": 0.004}),
        ({"optimizer": "adamw", "weight_decay": 0.0}, {"weight_decay": 0.0}),
    ],
)
def test_an_optimizer_takes_the_settings_that_mean_something_to_it(
    values: dict[str, Value], settings: dict[str, object]
) -> None:
    from hypermodels.hypermodel import optimizer

    built = optimizer(configuration(values)).get_config()
    assert settings.items() <= built.items()
