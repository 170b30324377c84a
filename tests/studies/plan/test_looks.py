"""Looks: all of a study's spend one error together, whoever plans them, and a comparison is judged at its own."""

from dataclasses import replace

import pytest

from hypermodels.dimensions import find
from studies.plan import growth, questions
from studies.plan.looks import ERROR, Look, next_look, of_study, seeds_read, spent_at, until, with_look
from studies.plan.studies import describe
from tests.support.contexts import CONTEXT


def spend(*seeds: int, planned: tuple[int, ...] = ()) -> tuple[Look, ...]:
    taken: tuple[Look, ...] = ()
    for number in seeds:
        taken = with_look(taken, number, planned)
    return taken


def test_a_first_look_spends_most_and_every_later_one_most_of_what_is_left() -> None:
    assert [look.spends for look in spend(3, 5, 8)] == pytest.approx([0.03, 0.012, 0.0048])


@pytest.mark.parametrize("planned", [(), until(20), until(60)])
def test_however_many_looks_there_are_they_never_spend_more_than_the_error(planned: tuple[int, ...]) -> None:
    assert sum(look.spends for look in spend(*range(2, 61), planned=planned)) <= ERROR


def test_planned_looks_spend_alike_and_leave_something_for_who_goes_on() -> None:
    planned = spend(*until(20), planned=until(20))
    assert [look.spends for look in planned] == pytest.approx([0.009] * 5)
    assert with_look(planned, 30)[-1].spends == pytest.approx(0.003)


def test_a_plan_that_begins_after_a_look_shares_out_what_that_left() -> None:
    found = with_look(spend(3), 5, until(20))
    assert found[-1].spends == pytest.approx((0.02 - 0.005) / 4)


def test_a_plan_after_a_plan_still_has_something_to_spend() -> None:
    taken: tuple[Look, ...] = ()
    for most in (3, 5, 20):
        for seeds in until(most):
            taken = with_look(taken, seeds, until(most))
    assert [look.seeds for look in taken] == [3, 5, 8, 12, 20]
    assert [look.spends for look in taken] == pytest.approx([0.045, 0.003, 0.0012, 0.00048, 0.000192])


def test_the_last_planned_look_lies_where_it_was_asked_to() -> None:
    assert (until(20), until(6), until(3)) == ((3, 5, 8, 12, 20), (3, 5, 6), (3,))


def test_fewer_or_as_many_seeds_and_a_single_one_are_no_look() -> None:
    assert spend(1) == ()
    assert spend(3, 3, 2) == spend(3)


def test_a_comparison_is_judged_at_the_first_look_that_had_its_seeds() -> None:
    taken = spend(3, 5)
    assert [spent_at(taken, pairs) for pairs in (2, 3, 4, 5)] == pytest.approx([0.03, 0.03, 0.012, 0.012])


def test_what_no_look_had_yet_is_judged_as_the_next() -> None:
    assert spent_at((), 3) == next_look((), 3).spends
    assert spent_at(spend(3), 4) == pytest.approx(0.012)


def test_a_record_without_looks_has_none() -> None:
    study = describe(questions.study(CONTEXT, find("l2")))
    assert of_study(study) == ()
    assert of_study({**study, "looks": [{"seeds": 3, "spends": 0.03}]}) == (Look(3, 0.03),)


@pytest.mark.parametrize(("done", "read"), [((), 0), ((4,), 0), ((5, 3), 3), ((5, 5, 3), 5), ((0, 5, 0), 0)])
def test_a_look_compares_as_many_seeds_as_two_values_have(done: tuple[int, ...], read: int) -> None:
    assert seeds_read(done) == read


def test_each_reading_of_a_study_has_its_own_looks_and_those_of_an_earlier_version_count_at_all() -> None:
    taken = with_look((Look(2, 0.01),), 5, reading=10)
    taken = with_look(taken, 3, reading=20)
    assert [(look.seeds, look.reading) for look in taken] == [(2, None), (5, 10), (3, 20)]
    assert [look.spends for look in taken] == pytest.approx([0.01, 0.024, 0.024])
    study = questions.study(CONTEXT, find("l2"), (0.0, 0.1), (0, 1), 10)
    longer = questions.study(CONTEXT, find("l2"), (0.0, 0.1), (0, 1), 20)
    kept = describe(replace(study, trials=(*study.trials, *longer.trials), looks=taken))
    assert [[look.seeds for look in of_study(one)] for one in growth.readings(kept)] == [[2, 5], [2, 3]]
    (alone,) = growth.readings(describe(replace(longer, looks=taken)))
    assert [look.seeds for look in of_study(alone)] == [2, 3]
