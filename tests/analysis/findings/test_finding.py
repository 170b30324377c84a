"""A finding holds numbers that any reader of JSON takes."""

import json
import math
from typing import Any

import numpy as np
import pytest

from analysis.findings.finding import finding, plain
from tests.support.synthetic_evidence import NONE, evidence
from tests.support.synthetic_records import Synthetic


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        (np.float64(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.float32(math.inf), None),
        (math.nan, None),
        (-math.inf, None),
        (0, 0),
        ("家", "家"),
        (["a"], ["a"]),
        (None, None),
    ],
)
def test_a_number_is_one_of_jsons_own_and_none_where_it_is_not_finite(number: Any, meant: Any) -> None:
    found = plain(number)
    assert found == meant
    assert type(found) is type(meant)


def test_a_finding_is_of_its_study_and_can_be_written() -> None:
    made = Synthetic()
    made.study("l2", {0.0: NONE})
    found = finding(evidence(made), "rule", "0", {"best_acc": np.float64(0.5), "p": np.float64(math.nan)}, None)
    assert (found.study, found.value) == ("lenet-l2-cifar10", "0")
    assert json.dumps(found.numbers, allow_nan=False) == '{"best_acc": 0.5, "p": null}'
