"""What changed: the pictures that every seed of one value names rightly and no other run, or conversely. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from scipy import stats

from analysis.numbers.answers.study_answers import StudyAnswers


@dataclass(frozen=True)
class Change:
    """Pictures on which one value stands alone.

    Attributes:
        places: of these pictures among the validation pictures.
        expected: how many there would be if runs were exchanged among values.
        p: the chance of as many then.
    """

    value: str
    right: bool  # named rightly by this value alone, or wrongly by this value alone
    places: tuple[int, ...]
    expected: float
    p: float


def changes(answers: StudyAnswers, values: Sequence[str]) -> list[Change]:
    """For each value with two seeds or more, what it alone names rightly, and what it alone names wrongly.

    Were the values of no account, any `seeds` of the `runs` runs could be this value's: a picture that so many runs
    name rightly would be this value's own once in (runs choose seeds). Pictures count by themselves, so their number
    is nearly a Poisson variable (Le Cam 1960).
    """
    shown = [value for value in values if value in answers.said]
    tables = {value: answers.right(value) for value in shown}
    runs = sum(len(table) for table in tables.values())
    count = sum((table.sum(axis=0) for table in tables.values()), start=np.zeros(len(answers.labels)))
    found = []
    for value, table in tables.items():
        seeds = len(table)
        if seeds < 2 or seeds == runs:
            continue
        own = table.sum(axis=0)
        for right in (True, False):
            so_many = count == (seeds if right else runs - seeds)
            alone = so_many & (own == (seeds if right else 0))
            expected = int(so_many.sum()) / comb(runs, seeds)  # of two whole numbers, however large
            places = tuple(int(place) for place in np.flatnonzero(alone))
            found.append(Change(value, right, places, expected, float(stats.poisson.sf(len(places) - 1, expected))))
    return found
