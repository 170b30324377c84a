"""What a section's studies advise together: what is clearly better, and all of it in one."""

import shlex

import pytest

from analysis.findings.steps.section_steps import combine, recommended
from sweepbook.cli import door
from tests.support.synthetic_evidence import NONE, evidences
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_only_what_is_clearly_better_is_recommended(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (4.0, 4.1, 4.2), "sigmoid": (6.0, 6.1, 6.2)})
    made.study("l2", {0.0: NONE, 0.001: (0.1, -0.1, 3.0)})
    assert recommended(evidences(made)) == {"activation": "sigmoid"}


def test_clearly_better_values_ask_for_a_finale_until_it_is_there(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (4.0, 4.1, 4.2)})
    assert combine(evidences(made)) == []
    made.study("l2", {0.0: NONE, 0.00001: (1.5, -0.4, 1.9)})
    (step,) = combine(evidences(made))
    assert step.numbers["names"] == ["activation=tanh", "l2=0.00001"]
    assert step.numbers["epochs_to_train"] == 3 * 10
    words = shlex.split(step.numbers["command"])
    given = [part for word in words[2:] for part in (f"--{word.split('=')[0].lower()}", word.split("=")[1])]
    assert (words[:2], door.request(door.VERBS["finale"], ["finale", *given]).epochs) == (["make", "finale"], 10)
    made.study(("activation", "l2"), {("relu", 0.0): NONE, ("tanh", 0.00001): NONE}, kind="finale")
    assert combine(evidences(made)) == []
