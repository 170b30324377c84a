"""What the driver decides, as rules on data."""

import pytest

from hypermodels.dimensions import BASELINE, Value
from studies.execution.decisions import MAX_LOSSES, Task, borne, given_up, heads, next_task, pause, reached
from studies.execution.protocols import Proposal
from studies.plan.trials import trial_of
from studies.store.history import Epoch
from tests.support.contexts import CONTEXT


def task(seed: int = 0, is_busy: bool = False, **values: Value) -> Task:
    trial = trial_of(CONTEXT, {**BASELINE, **values}, [seed])
    return Task(Proposal("study", "0", trial), trial.runs[0], trial.epochs, 0, is_busy=is_busy)


ADAM, SGD, TANH = task(), task(optimizer="sgd"), task(activation="tanh")


def test_a_slot_takes_a_run_of_the_program_it_holds() -> None:
    assert next_task([ADAM, SGD, TANH], SGD.program, []) is SGD
    again = task(seed=1, optimizer="sgd", learning_rate=0.01)
    assert next_task([ADAM, again], SGD.program, []) is again  # seeds and rates share a program


def test_else_one_of_a_program_that_no_other_slot_is_at() -> None:
    assert next_task([ADAM, SGD, TANH], None, [ADAM.program, SGD.program]) is TANH


def test_else_the_first_that_was_asked_for() -> None:
    assert next_task([ADAM, SGD], None, []) is ADAM
    assert next_task([ADAM, SGD], None, [ADAM.program, SGD.program]) is ADAM


def test_what_another_process_trains_comes_last_even_if_its_program_is_at_hand() -> None:
    busy = task(seed=1, is_busy=True)
    assert next_task([busy, SGD], busy.program, []) is SGD
    assert next_task([busy], None, []) is busy


@pytest.mark.parametrize(
    ("runs", "slots", "epochs", "sizes"),
    [
        (5, 2, 5, [2]),  # 13 and 12 epochs, where whole runs are 15 and 10
        (3, 2, 50, [25]),
        (4, 2, 5, []),  # even already
        (2, 2, 5, []),
        (1, 2, 5, []),  # a run is never in two slots at once
        (3, 2, 1, []),  # an epoch is one piece
        (6, 4, 5, [2, 2]),  # 7.5 epochs a slot: the second and the fourth begin with the rest of a run
        (5, 4, 8, [6, 4, 2]),
    ],
)
def test_runs_alike_are_cut_so_that_all_slots_end_together(
    runs: int, slots: int, epochs: int, sizes: list[int]
) -> None:
    waiting = [task(seed=seed, epochs=epochs) for seed in range(runs)]
    cut = heads(waiting, slots)
    assert [leaves for _, leaves in cut] == sizes
    assert [one for one, _ in cut] == waiting[::-1][: len(sizes)]


def test_runs_of_several_programs_or_lengths_stay_whole() -> None:
    assert heads([ADAM, SGD, TANH], 2) == []
    assert heads([task(), task(seed=1), task(seed=2, epochs=2)], 2) == []


@pytest.mark.parametrize(
    ("deaths", "lost", "said"),
    [
        (1, False, None),
        (2, False, "It was tried twice."),
        (2, True, None),  # a machine that goes is hardly the run's fault
        (MAX_LOSSES - 1, True, None),
        (MAX_LOSSES, True, "It was tried 10 times."),
    ],
)
def test_a_run_is_given_up_with_its_second_process_or_its_tenth_machine(
    deaths: int, lost: bool, said: str | None
) -> None:
    assert given_up(deaths, lost) == said


def test_new_epochs_are_shown_every_two_seconds_or_for_a_twentieth_of_the_time() -> None:
    assert pause(0.01) == 2.0
    assert pause(1.0) == 20.0


def test_a_trial_reads_a_run_after_its_own_epochs_or_where_it_diverged() -> None:
    rows = [Epoch(n, 0.1, 0.1, 1.0, loss, 0.001, 0.5) for n, loss in ((1, 1.0), (2, 0.9), (3, float("nan")))]
    two, many = task(epochs=2), task(epochs=50)
    assert (reached(two.proposal, two.run, rows).rows, reached(two.proposal, two.run, rows).status) == (
        tuple(rows[:2]),
        "completed",
    )
    assert (len(reached(many.proposal, many.run, rows).rows), reached(many.proposal, many.run, rows).status) == (
        3,
        "diverged",
    )


@pytest.mark.parametrize(("began", "taken"), [(None, 1), (1, 1), (3, 3), (16, 16), (17, 1), (1024, 1)])
def test_a_run_goes_on_with_the_threads_it_began_with_where_the_machine_bears_them(
    began: int | None, taken: int
) -> None:
    assert borne(began, usual=1, cores=2) == taken
