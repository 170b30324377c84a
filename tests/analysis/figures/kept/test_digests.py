"""Equal data have one digest, any change another, and what cannot be told has none."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.figures.kept import digests


def table(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"value": ["relu", "tanh"], "epoch": [1, 2], "low": [0.25, float("nan")], **columns})


def drawing(*held: object, **named: object) -> Callable[[], object]:
    return lambda: (held, named)


def test_equal_data_have_one_digest_and_any_change_of_it_another() -> None:
    def of(*held: object) -> str | None:
        return digests.of(drawing(*held), "accuracy")

    same = [of(table(), ["relu", "tanh"], 1.0, {"x": (True, None)}) for _ in range(2)]
    assert same[0] == same[1] is not None
    held: list[object] = [
        table(),
        table(low=[0.25, 0.5]),
        table(epoch=[1.0, 2.0]),
        table(value=["relu", "elu"]),
        table().rename(columns={"low": "high"}),
        table().set_index("value"),
        table().iloc[::-1],
        table().assign(value=table()["value"].astype("category")),
        table().assign(value=table()["value"].astype(pd.CategoricalDtype(["tanh", "relu"]))),
        table()["low"],
        np.zeros((2, 3)),
        np.zeros((3, 2)),
        np.float64(1),
        1.0,
        1,
        True,
        "1",
        None,
        ["a", "bc"],
        ["ab", "c"],
        ("a", "bc"),
        [["a"], "bc"],
        {"a": "bc"},
        drawing(1),
        drawing(2),
        functools.partial(drawing, 1),
        functools.partial(drawing, x=1),
    ]
    found = [of(one) for one in held]
    assert None not in found
    assert len(set(found)) == len(held)
    assert digests.of(drawing(1), "accuracy") != digests.of(drawing(1), "val_accuracy")
    assert digests.of(lambda: 1, "accuracy") != digests.of(lambda: 2, "accuracy")


@pytest.mark.parametrize(
    "held", [object(), {1, 2}, [np.array([{}])], pd.Series([object()])], ids=["object", "set", "array", "series"]
)
def test_what_cannot_be_told_has_no_digest(held: object) -> None:
    assert digests.of(drawing(held), "accuracy") is None
