"""What varies in foreign results, on which axis, and what a configuration is called."""

import math

import pytest

from analysis.elsewhere import configurations
from analysis.elsewhere.found import Trained
from hypermodels.dimensions import Value


def runs(*values: dict[str, Value], seed: str | None = None) -> list[Trained]:
    return [Trained(f"t{place}", one, seed, score=0.5) for place, one in enumerate(values)]


def test_what_has_several_values_varies_and_where_nothing_has_the_first_few_name_the_configuration() -> None:
    found = configurations.varying(runs({"lr": 0.1, "units": 8}, {"lr": 0.2, "units": 8}))
    assert [(one.name, one.title, one.values) for one in found] == [("d0", "lr", (0.1, 0.2))]
    same = configurations.varying(runs({f"h{n}": n for n in range(9)}))
    assert [one.title for one in same] == [f"h{n}" for n in range(configurations.MOST_CONSTANT)]
    assert configurations.varying([]) == configurations.varying(runs({}, {})) == ()


def test_a_hyperparameter_that_some_lack_is_a_name_there() -> None:
    (found,) = configurations.varying(runs({"momentum": 0.9}, {}))
    assert (found.values, found.scale) == (("0.9", "none"), "categorical")


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ((0.001, 0.1), "log"),
        ((1, 49), "linear"),
        ((0, 1000), "linear"),
        ((-1, 1000), "linear"),
        ((1e-320, 1e300), "log"),
        (("a", "b"), "categorical"),
        ((True, 2), "linear"),
    ],
)
def test_an_axis_follows_from_the_numbers(values: tuple[Value, ...], scale: str) -> None:
    (found,) = configurations.varying(runs(*({"x": one} for one in values)))
    assert found.scale == scale


@pytest.mark.parametrize(
    ("value", "said"), [(0.1, "0.1"), (0.00001, "0.00001"), (1e-9, "1e-09"), (0.0, "0"), (3, "3"), ("ad am", "ad am")]
)
def test_a_value_is_written_as_people_do(value: Value, said: str) -> None:
    assert configurations.written(value) == said


def test_a_row_is_called_by_its_values_by_its_seeds_alone_or_by_its_trial() -> None:
    two = runs({"lr": 0.1, "opt": "sgd"}, {"lr": 0.2, "opt": "adam"})
    assert list(configurations.rows_of(two, configurations.varying(two))["value"]) == [
        "lr=0.1, opt=sgd",
        "lr=0.2, opt=adam",
    ]
    one = runs({"lr": 0.1}, {"lr": 0.2})
    assert list(configurations.rows_of(one, configurations.varying(one))["value"]) == ["0.1", "0.2"]
    assert list(configurations.rows_of(runs({}, {}, seed="7"), ())["value"]) == [configurations.ONLY] * 2
    assert list(configurations.rows_of(runs({}, {}), ())["value"]) == ["t0", "t1"]


def test_numbers_rise_and_names_stay_in_the_order_of_the_source() -> None:
    for values, ordered in (((10, 9, 0.5), ["0.5", "9", "10"]), (("b", "a", "b"), ["b", "a"])):
        found = runs(*({"x": one} for one in values))
        dimensions = configurations.varying(found)
        assert configurations.order(configurations.rows_of(found, dimensions), dimensions) == ordered


def test_a_table_without_trainings_has_its_columns() -> None:
    table = configurations.rows_of([], ())
    assert list(table) == ["trial", "value", "seed", "state", "epoch", "score"]
    assert math.isnan(Trained("t", {}).score)
