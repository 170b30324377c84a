"""What a search chooses from. How large it is, is in `plan/test_budget`; what it refuses, in `words/test_idle`."""

import pytest

from hypermodels.dimensions import BASELINE, DIMENSIONS, OPTIMIZERS, Dimension, Range, find, first
from studies import joint_search
from studies.joint_search import choices
from studies.system.errors import UsageError

DEPTH = Dimension("depth", values=(1, 2))


def test_dimensions_have_the_tables_order_and_a_networks_own_come_last() -> None:
    found = choices([DEPTH, find("l2"), find("lr")], 10, {})
    assert found == {"learning_rate": find("lr").values, "l2": find("l2").values, "depth": (1, 2)}
    assert list(choices(first(), 10, {})) == [one.name for one in DIMENSIONS if one in first()]


def test_no_more_epochs_are_tried_than_a_run_may_have() -> None:
    assert choices([find("epochs")], 10, {})["epochs"] == (5, 10)
    assert choices([find("epochs")], 7, {})["epochs"] == (5, 7)
    assert choices([find("epochs")], 1, {})["epochs"] == (1,)
    assert choices([find("epochs")], 100, {})["epochs"] == (5, 10, 20, 50, 100)


def test_an_optimizer_that_another_dimension_is_for_is_among_those_that_are_tried() -> None:
    alone = choices([find("optimizer")], 10, {})["optimizer"]
    assert "momentum" not in alone
    assert choices([find("optimizer"), find("momentum")], 10, {})["optimizer"] == (*alone, "momentum")
    with_decay = choices([find("weight-decay"), find("optimizer")], 10, {})["optimizer"]
    assert set(with_decay) == {*alone, "momentum", "adamw"} <= set(OPTIMIZERS)


def test_of_a_range_is_drawn_whatever_the_values_are() -> None:
    rate, epochs = Range(0.1, 0.2), Range(3, 99)
    assert choices([find("lr"), find("epochs")], 10, {"learning_rate": rate, "epochs": epochs}) == {
        "learning_rate": rate,
        "epochs": epochs,
    }


@pytest.mark.parametrize(
    ("chosen", "rest"), [({"schedule": ("constant", "cosine")}, {}), ({"l2": (0.0, 0.1)}, {"schedule": "cosine"})]
)
def test_hyperband_reads_no_run_before_its_horizon(chosen: dict[str, tuple[str, ...]], rest: dict[str, str]) -> None:
    whole = {**BASELINE, **rest}
    with pytest.raises(UsageError, match="a schedule says nothing yet: leave schedule out"):
        joint_search.check("hyperband", chosen, whole)
    joint_search.check("random", chosen, whole)
