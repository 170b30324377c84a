"""What the runs of a study said: those with a result, on the same pictures, at the epoch that the study reads."""

import numpy as np
import pandas as pd

from analysis.numbers.answers.stored import NOTHING, StoredAnswers
from analysis.numbers.answers.study_answers import StudyAnswers, gather
from studies.store.beside.answers import Answers
from studies.system.errors import UsageError

LABELS = np.array([0, 1, 2], np.uint8)


def said(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.uint8)


def rows(*runs: tuple[str, int, str, int]) -> pd.DataFrame:
    return pd.DataFrame(runs, columns=["value", "seed", "run", "epoch"])


TWO = StudyAnswers(LABELS, {"a": {0: said(0, 1, 0), 7: said(0, 0, 0)}, "b": {7: said(0, 1, 2), 3: said(1, 1, 1)}}, 4, 0)


def test_right_is_a_row_a_seed_in_their_order() -> None:
    assert TWO.right("a").tolist() == [[1, 1, 0], [1, 0, 0]]
    assert TWO.right("b").tolist() == [[0, 1, 0], [1, 1, 1]]  # seeds 3 and 7
    assert TWO.right("b", [7]).tolist() == [[1, 1, 1]]
    assert TWO.right("none").shape == (0, 3)


def test_two_values_differ_over_the_seeds_that_both_have() -> None:
    assert TWO.difference("b", "a").tolist() == [[0, 1, 1]]
    assert TWO.difference("a", "b").tolist() == [[0, -1, -1]]
    assert TWO.difference("a", "none").shape == (0, 3)


def test_what_is_missing_refused_or_of_other_pictures_is_counted_and_left_out() -> None:
    stored = {
        "r0": Answers(LABELS, {2: said(0, 1, 2), 5: said(0, 0, 0)}),
        "r1": Answers(LABELS, {5: said(1, 1, 1)}),
        "r2": Answers(LABELS[::-1].copy(), {5: said(2, 2, 2)}),
        "r3": Answers(LABELS, {2: said(0, 0, 0)}),
    }

    def read(run: str) -> Answers | None:
        if run == "torn":
            raise UsageError("it is damaged")
        return stored.get(run)

    asked = rows(("a", 0, "r0", 5), ("a", 1, "r1", 5), ("b", 0, "r2", 5), ("b", 1, "r3", 5), ("b", 2, "none", 5))
    found = gather(pd.concat([asked, rows(("c", 0, "torn", 5), ("c", 0, "torn", 5))]), StoredAnswers(read))
    assert {value: sorted(seeds) for value, seeds in found.said.items()} == {"a": [0, 1]}
    assert found.said["a"][0].tolist() == [0, 0, 0]
    assert (found.total, found.missing, found.refused) == (7, 5, ("torn",))


def test_no_rows_and_no_answers_are_none() -> None:
    for asked, total in ((rows(), 0), (rows(("a", 0, "r0", 5)), 1)):
        found = gather(asked, NOTHING)
        assert (len(found.labels), dict(found.said), found.total, found.missing) == (0, {}, total, total)
