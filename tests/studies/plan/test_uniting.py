"""A study that is stored here and comes from elsewhere too has what both have, or is refused."""

from dataclasses import replace

import pytest

from hypermodels.dimensions import find
from studies.plan import questions
from studies.plan.studies import describe
from studies.plan.uniting import united
from studies.system.errors import UsageError
from tests.support.contexts import CONTEXT


def test_a_tuned_study_that_is_united_with_another_ladder_keeps_the_seeds_that_are_to_judge() -> None:
    plain = questions.study(CONTEXT, find("loss"), seeds=(0, 1))
    ours = questions.tuned(CONTEXT, plain, (0.01,))
    theirs = questions.tuned(CONTEXT, replace(plain, seeds=(0, 2)), (0.1,))
    assert ours is not None
    assert theirs is not None
    assert united(describe(ours), describe(theirs))["seeds"] == [0, 1, 2]
    assert united(describe(ours), {**describe(ours), "seeds": [0, 3]})["seeds"] == [0, 1, 3]


LR = find("lr")


def test_what_comes_from_elsewhere_follows_what_is_here() -> None:
    ours = describe(questions.study(CONTEXT, LR, (0.1,), (0, 1), command="first"))
    theirs = describe(questions.study(CONTEXT, LR, (0.2, 0.1), (0, 2), command="second"))
    both = united(ours, theirs)
    assert [(trial["values"]["learning_rate"], trial["seeds"]) for trial in both["trials"]] == [
        (0.1, [0, 1, 2]),
        (0.2, [0, 2]),
    ]
    assert (both["seeds"], both["commands"]) == ([0, 1, 2], ["first", "second"])
    assert united(None, theirs) == theirs
    assert united(both, theirs) == both


def test_a_study_that_asks_something_else_is_refused_with_what_differs() -> None:
    ours = describe(questions.study(CONTEXT, LR, (0.1,), (0,)))
    other = describe(questions.study(replace(CONTEXT, width=0.5), LR, (0.1,), (0,)))
    with pytest.raises(UsageError, match="is stored here with other width, runs: take it into an empty folder"):
        united(ours, other)
