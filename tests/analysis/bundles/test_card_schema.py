"""What each field of a card may hold. Whole cards that are wrong are in `support/bundle_zoo`."""

import json
import math
from typing import Any

import pytest

from analysis.bundles import card_schema
from analysis.bundles.card_schema import Check
from tests.support.linear_bundles import card

MANY = dict.fromkeys("abc", 1)


@pytest.mark.parametrize(
    ("check", "of_it", "not_of_it"),
    [
        (card_schema.integer(0, 5), [0, 5], [-1, 6, 2.0, True, "2", None]),
        (card_schema.number(0, 1), [0, 1, 0.5], [-0.1, 1.1, math.nan, math.inf, True, "0", 10**400]),
        (card_schema.line(3), ["", "abc", "家家家"], ["abcd", "a\n", "\x1b[m", "\u202e", 3, None, b"a"]),
        (card_schema.listed(card_schema.FLAG, 1, 2), [[True], [True, False]], [[], [True] * 3, [1], (True,), None]),
        (card_schema.table(card_schema.SHARE, 2), [{}, {"a": 1}], [{"a": 2}, {"a\n": 1}, {1: 1}, [], MANY]),
        (card_schema.record({"a": card_schema.FLAG}), [{"a": True}, {"a": True, "b": 9}], [{}, {"a": 1}, [], None]),
        (card_schema.either(card_schema.FLAG, card_schema.nothing), [True, None], [0, "", []]),
        (card_schema.CLASS, ["", "a\nb", "x" * 300], ["x" * 301, 3, None]),
        (card_schema.SETTING, ["adam", 0.1, -5, True, None], [[], {}, "a\n", math.nan, 1e301]),
    ],
)  # fmt: skip
def test_a_check_takes_what_is_of_its_type_and_range_alone(
    check: Check, of_it: list[Any], not_of_it: list[Any]
) -> None:
    assert all(map(check, of_it))
    assert not any(map(check, not_of_it))


def content(**change: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(card("lenet").to_json())
    return {**found, **change}


def test_a_whole_card_has_nothing_wrong_and_a_field_that_may_be_missing_may() -> None:
    assert card_schema.first_wrong(content()) == ""
    without = content()
    del without["samples"]
    assert card_schema.first_wrong({**without, "of a later version": object()}) == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "a\nb"}, r"title='a\nb'"),
        ({"width": 0}, "width=0"),
        ({"seed": 10**5000}, "seed=a number of too many digits"),
        ({"title": "x" * 1000}, "title='xxxxx"),
        ({"classes": ["cat"] * 10}, "a class is named twice"),
        ({"classes": list("abcdefghijk")}, "confusion_matrix is not 11x11"),
        ({"per_class_recall": [0.5] * 9}, "per_class_recall has 9 values for 10 classes"),
        ({"confusion_matrix": [[0] * 10] * 9 + [[0] * 9]}, "confusion_matrix is not 10x10"),
    ],
)
def test_the_first_field_that_is_wrong_is_named_with_its_value_cut_short(change: dict[str, Any], said: str) -> None:
    found = card_schema.first_wrong(content(**change))
    assert found.startswith(said)
    assert len(found) < 100
