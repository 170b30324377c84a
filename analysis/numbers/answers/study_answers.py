"""What the runs of one study said of the validation pictures, after the epochs at which the study reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.numbers.answers.stored import StoredAnswers


@dataclass(frozen=True, eq=False)
class StudyAnswers:
    """What was said in a study, by value and seed.

    Attributes:
        labels: the true class numbers `(pictures,)`; empty where no run has answers.
        said: by value and seed, the class numbers that were said `(pictures,)`.
        total: how many runs have a result.
        missing: how many of them have no answers here.
        refused: the ids of those whose answers cannot be used.
    """

    labels: np.ndarray
    said: Mapping[str, Mapping[int, np.ndarray]]
    total: int
    missing: int
    refused: Sequence[str] = ()

    def right(self, value: str, seeds: Sequence[int] | None = None) -> np.ndarray:
        """Which pictures each seed of a value named rightly: 0 or 1, `(seeds, pictures)`."""
        said = self.said.get(value, {})
        chosen = sorted(said) if seeds is None else seeds
        right = np.array([said[seed] == self.labels for seed in chosen], np.float64)
        table: np.ndarray = right.reshape(len(chosen), len(self.labels))
        return table

    def difference(self, value: str, other: str) -> np.ndarray:
        """What `value` names rightly and `other` does not (1), or the other way round (-1), `(seeds, pictures)`.

        Over the seeds that both have.
        """
        seeds = sorted(set(self.said.get(value, {})) & set(self.said.get(other, {})))
        apart: np.ndarray = self.right(value, seeds) - self.right(other, seeds)
        return apart


def gather(rows: pd.DataFrame, stored: StoredAnswers) -> StudyAnswers:
    """The answers of the runs that have a result.

    Args:
        rows: a row a value and seed: value, seed, run, and the epoch that was read.
    """
    labels = np.empty(0, np.uint8)
    said: dict[str, dict[int, np.ndarray]] = {}
    missing = 0
    refused: list[str] = []
    for value, seed, run, epoch in rows[["value", "seed", "run", "epoch"]].itertuples(index=False):
        found = stored.of(run)
        if run in stored.refused:
            refused.append(str(run))
        if found is None or epoch not in found.said:
            missing += 1
            continue
        if not said:
            labels = found.labels
        if not np.array_equal(labels, found.labels):
            missing += 1  # other pictures
            continue
        said.setdefault(str(value), {})[int(seed)] = found.said[int(epoch)]
    return StudyAnswers(labels, said, len(rows), missing, tuple(dict.fromkeys(refused)))
