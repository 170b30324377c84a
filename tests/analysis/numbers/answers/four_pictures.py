"""Answers on four pictures, whose truth is seen by eye: two cats, two dogs, and no fox."""

import numpy as np

from analysis.numbers.answers.study_answers import StudyAnswers

CLASSES = ("cat", "dog", "fox")
LABELS = np.array([0, 0, 1, 1], np.uint8)
RIGHT, CATS, DOGS = [0, 0, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1]


def of(**values: list[list[int]]) -> StudyAnswers:
    """By value what each seed said of the four pictures."""
    said = {value: {seed: np.array(one, np.uint8) for seed, one in enumerate(seeds)} for value, seeds in values.items()}
    return StudyAnswers(LABELS, said, sum(map(len, said.values())), 0)
