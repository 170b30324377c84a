"""A study's answers as a tidy table, for a notebook."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.numbers.answers.stored import StoredAnswers
from analysis.numbers.answers.study_answers import gather
from analysis.numbers.columns import COUNTED
from studies.plan.study_record import StudyRecord
from studies.system.errors import UsageError

MOST = 1 << 16  # class numbers that answers can hold


def of_named(name: str, studies: Sequence[StudyRecord], results: pd.DataFrame, stored: StoredAnswers) -> pd.DataFrame:
    """`answer_frame` of the study of this name.

    Raises:
        UsageError: it is not among them.
    """
    study = next((one for one in studies if one["name"] == name), None)
    if study is None:
        there = ", ".join(one["name"] for one in studies) or "none"
        raise UsageError(f"No study {name} is among these frames; there are: {there}.")
    return answer_frame(study, results, stored)


def answer_frame(study: StudyRecord, results: pd.DataFrame, stored: StoredAnswers) -> pd.DataFrame:
    """A row a value, seed and picture: value, seed, picture, true, said, right.

    `picture` is its place among the validation pictures; classes go by name. Runs without answers have no rows.
    """
    own = results[(results["study"] == study["name"]) & results["state"].isin(COUNTED)]
    found = gather(own.drop_duplicates(["value", "seed"]), stored)
    names = np.array([*(study.get("classes") or ()), *map(str, range(len(study.get("classes") or ()), MOST))], object)
    parts = [
        pd.DataFrame(
            {
                "value": value,
                "seed": seed,
                "picture": np.arange(len(said)),
                "true": names[found.labels],
                "said": names[said],
                "right": said == found.labels,
            }
        )
        for value, seeds in found.said.items()
        for seed, said in seeds.items()
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


COLUMNS = ["value", "seed", "picture", "true", "said", "right"]
