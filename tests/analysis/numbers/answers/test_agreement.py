"""How alike two runs answer: of one value, and of two."""

from analysis.numbers.answers.agreement import MOST_RUNS, agreement
from tests.analysis.numbers.answers.four_pictures import CATS, DOGS, of


def test_runs_of_a_value_agree_more_than_runs_of_two() -> None:
    found = agreement(of(a=[CATS] * 4, b=[DOGS] * 4), ("a", "b"))
    assert found is not None
    assert (found.within, found.between, found.runs) == (1.0, 0.0, 8)
    assert found.p < 0.05
    alike = agreement(of(a=[CATS, DOGS], b=[CATS, DOGS]), ("a", "b"))
    assert alike is not None
    assert (alike.within, alike.between, alike.p > 0.5) == (0.0, 0.5, True)
    assert agreement(of(a=[CATS, DOGS], b=[CATS, DOGS]), ("a", "b")) == alike  # its chance is always the same


def test_agreement_needs_two_values_of_which_one_has_two_seeds_and_no_more_runs_than_pairs_can_be_looked_at() -> None:
    for answers in (of(a=[CATS, DOGS]), of(a=[CATS], b=[DOGS]), of(), of(a=[CATS] * MOST_RUNS, b=[DOGS])):
        assert agreement(answers, ("a", "b")) is None
