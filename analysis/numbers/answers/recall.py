"""How much of each class a value recognises, and which class a value changes otherwise than the rest. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.numbers import statistics
from analysis.numbers.answers.study_answers import StudyAnswers


def recall_table(answers: StudyAnswers, values: Sequence[str], classes: Sequence[str]) -> pd.DataFrame:
    """A row a class that has pictures, a column a value: the share of its pictures named rightly, mean over seeds."""
    present = [number for number in range(len(classes)) if (answers.labels == number).any()]
    shown = [value for value in values if value in answers.said]
    table = {value: by_class(answers.right(value), answers.labels, present).mean(axis=0) for value in shown}
    return pd.DataFrame(table, index=[classes[number] for number in present])


def by_class(table: np.ndarray, labels: np.ndarray, present: Sequence[int]) -> np.ndarray:
    """The mean over each class' pictures of a table `(seeds, pictures)`: `(seeds, classes)`."""
    return np.stack([table[:, labels == number].mean(axis=1) for number in present], axis=1)


@dataclass(frozen=True)
class ClassChange:
    """How a value changes one class' recall against the reference, and all classes' on average; shares.

    `p` is that of changing this class as much as the others, adjusted for `tests` classes and values.
    """

    value: str
    name: str
    mean: float
    overall: float
    low: float
    high: float
    p: float
    tests: int


def class_changes(
    answers: StudyAnswers, values: Sequence[str], reference: str, classes: Sequence[str]
) -> list[ClassChange]:
    """Every value's change of every class, those surest to be unlike the average first.

    Seeds and classes form a two-way table of differences (Montgomery, Design and Analysis, 4.1): what is left of it
    without the means of seeds and classes tells how much one class varies from seed to seed, alike in all classes.
    `low` and `high` are the interval of the class' distance from the average. Adjusted by Holm over classes and values.
    """
    present = [number for number in range(len(classes)) if (answers.labels == number).any()]
    found: list[ClassChange] = []
    for value in values:
        differences = answers.difference(value, reference)
        if value == reference or len(differences) < 2 or len(present) < 2:
            continue
        table = by_class(differences, answers.labels, present)
        apart = table - table.mean(axis=1, keepdims=True)
        means = apart.mean(axis=0)
        freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
        error = math.sqrt(float(((apart - means) ** 2).sum()) / freedom * (1 - 1 / len(present)) / len(table))
        half = statistics.quantile((1 + statistics.LEVEL) / 2, freedom) * error
        for number, mean, distance in zip(present, table.mean(axis=0), means, strict=True):
            p = statistics.two_sided(distance / error, freedom) if error > 0 else float(distance == 0)
            limits = (float(distance - half), float(distance + half))
            found.append(ClassChange(value, classes[number], float(mean), float(table.mean()), *limits, p, 0))
    adjusted = statistics.holm([one.p for one in found])
    told = [
        ClassChange(one.value, one.name, one.mean, one.overall, one.low, one.high, p, len(found))
        for one, p in zip(found, adjusted, strict=True)
    ]
    return sorted(told, key=lambda one: (one.p, -abs(one.mean - one.overall)))
