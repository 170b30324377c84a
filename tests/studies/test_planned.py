"""The source of a plan: all its trials at once, their results in the plan's order, and the boards that hear of runs."""

from unittest.mock import Mock

from hypermodels.dimensions import find
from studies.execution.protocols import Result
from studies.plan import questions
from studies.planned import Planned, proposals
from tests.support.contexts import CONTEXT

LR = questions.study(CONTEXT, find("lr"), (0.001, 0.002), (0,), 2)
L2 = questions.study(CONTEXT, find("l2"), (0.0, 0.001), (0,), 2)


def test_all_trials_are_asked_however_many_are_open() -> None:
    source = Planned([LR, L2], {})
    trials = [source.ask(open_trials, 1) for open_trials in range(5)]
    assert [one and (one.study, one.id, one.trial) for one in trials] == [
        (LR.name, "0", LR.trials[0]),
        (LR.name, "1", LR.trials[1]),
        (L2.name, "0", L2.trials[0]),
        (L2.name, "1", L2.trials[1]),
        None,
    ]


def test_results_are_in_the_order_of_the_plan_whichever_ended_first() -> None:
    source = Planned([LR], {})
    first, second = proposals(LR)
    ended = {one: [Result(one.trial.runs[0], (), "failed", f"cause {one.id}")] for one in (first, second)}
    source.tell(second, ended[second])
    source.tell(first, ended[first])
    assert [one.message for one in source.scores(LR)] == ["seed 0: cause 0", "seed 0: cause 1"]


def test_every_board_hears_of_a_run_when_it_has_more_and_when_its_trial_ends() -> None:
    boards = {LR.name: Mock(), L2.name: Mock()}
    source = Planned([LR, L2], boards)
    (run,) = LR.trials[0].runs
    source.show(run)
    source.tell(proposals(LR)[0], [Result(run, (), "completed")])
    for board in boards.values():
        assert [call.args for call in board.show.call_args_list] == [(run.id,), (run.id,)]
