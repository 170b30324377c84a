"""The form of a stored record: which values are of a type, in JSON's own words."""

import json
import math
from typing import Any

import pytest

from studies.system import form
from studies.system.form import Check


@pytest.mark.parametrize(
    ("check", "of_it", "not_of_it"),
    [
        (form.count, [0, 1, 2**53 - 1], [-1, 1.0, True, "1", None, 2**53]),
        (form.number, [0, -1.5, 10**299, True.real], [True, "1", None, math.nan, math.inf, 1e300, 10**400]),
        (form.text, ["", "家"], [None, 1, ["a"], b"a"]),
        (form.word_or_number, ["a", 1, 0.5], [None, True, math.nan, []]),
        (form.anything, [None, 1, {}], []),
        (form.optional(form.count), [None, 3], ["3", -1]),
        (form.mapping(form.count), [{}, {"a": 1}], [None, [], {"a": "1"}, {"a": 1, "b": None}]),
        (form.sequence(form.count), [[], [1, 2]], [None, {}, "12", (1, 2), [1, "2"]]),
        (form.fits({"a": form.count}), [{"a": 1}, {"a": 1, "b": 2}], [{}, {"a": "1"}, None, []]),
    ],
)
def test_a_check_takes_what_is_of_its_type_alone(check: Check, of_it: list[Any], not_of_it: list[Any]) -> None:
    assert all(map(check, of_it))
    assert not any(map(check, not_of_it))


def test_the_first_field_that_does_not_fit_is_told_in_a_few_letters() -> None:
    known: form.Form = {"a": form.count, "b": form.text}
    assert form.misfit({"a": 1, "b": "x", "c": object()}, known) is None
    assert form.misfit({"a": 1, "b": 2}, known) == "b='2'"
    assert form.misfit({"b": 2}, known) == "no a"
    assert form.misfit({"a": "9" * 1000, "b": ""}, known) == f"a='{'9' * 40}'"
    assert form.misfit(["a"], known) == "it is a list"
    assert form.misfit(None, known) == "it is a NoneType"


def test_a_field_that_may_be_missing_may_be_null_too() -> None:
    known: form.Form = {"a": form.optional(form.count)}
    assert form.misfit({}, known) is form.misfit(json.loads('{"a": null}'), known) is None
