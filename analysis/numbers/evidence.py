"""What the rules and figures of a study look at, computed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.numbers import moderation, statistics, summary, training_times, trials
from analysis.numbers.answers import study_answers
from analysis.numbers.answers.stored import NOTHING, StoredAnswers
from analysis.numbers.answers.two_way import with_pictures
from analysis.numbers.columns import COUNTED
from analysis.numbers.curve_tables import curve_tables
from analysis.numbers.curves.lag import lag_table
from analysis.numbers.frames import Frames
from analysis.numbers.probes import study_probes
from analysis.numbers.summary import POINT
from analysis.numbers.tuned.judged import judged
from hypermodels.dimensions import OWN, Dimension
from studies.plan import own_networks
from studies.plan.confounds import one_trajectory
from studies.plan.study_record import StudyRecord, validation_pictures


@dataclass(frozen=True)
class Evidence:
    """A study with its tables.

    table: a row a value (`summary.value_table`, `summary.with_comparisons`).
    rows, epochs: a row a value and seed, as in `Frames.results`, and a row an epoch of whatever runs, `Frames.epochs`.
    prior: what the comparisons of its chapter know of a spread (`gather_all`).
    ladder, plain: of a tuned study its `tuned.choice.ladder_table`, and the study at one rate, if the section has it.
    stored: where the answers and probes of its runs are read, once somebody asks.
    """

    study: StudyRecord
    table: pd.DataFrame
    rows: pd.DataFrame
    epochs: pd.DataFrame
    band: float
    prior: moderation.Prior = moderation.ALONE
    ladder: pd.DataFrame | None = None
    plain: "Evidence | None" = None
    stored: StoredAnswers = field(default=NOTHING, repr=False)

    @cached_property
    def along(self) -> pd.DataFrame:
        """A row a value, run and epoch, up to the epoch asked for."""
        along = self.rows[["value", "seed", "run", "epochs", "batch_size"]].merge(self.epochs, on="run")
        return along[along["epoch"] <= along["epochs"]]

    @cached_property
    def curves(self) -> Mapping[str, pd.DataFrame]:
        """By metric its mean and interval along the epochs (`curve_tables.curve_table`); empty where no run has two."""
        drawn = self.study["kind"] in ("study", "tuned") and self.along["epoch"].max() > 1
        return curve_tables(self.along) if drawn else {}

    @cached_property
    def answers(self) -> study_answers.StudyAnswers:
        """What its runs said of the validation pictures."""
        return study_answers.gather(self.counted, self.stored)

    @cached_property
    def probes(self) -> study_probes.StudyProbes:
        """What was measured in the layers of its runs."""
        return study_probes.gather(self.study, self.counted, self.stored)

    @cached_property
    def full_table(self) -> pd.DataFrame:
        """The table with its limits over seeds and pictures, where one dimension varies and runs have answers."""
        if self.dimension is None:
            return self.table
        return with_pictures(self.table, self.answers, self.reference, self.prior)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The rows that have a result."""
        return self.rows[self.rows["state"].isin(COUNTED)]

    @cached_property
    def results(self) -> pd.DataFrame:
        """The rows of the table that have a result."""
        return self.table[self.table["n"] > 0]

    @cached_property
    def values(self) -> list[str]:
        """The values in the order of the rows."""
        return list(dict.fromkeys(self.rows["value"]))

    @property
    def dimension(self) -> Dimension | None:
        """What varies, if it is one dimension."""
        names = self.study["dimensions"]
        if len(names) != 1 or self.study["kind"] in ("tune", "finale"):
            return None
        return own_networks.table(self.study)[names[0]]

    @property
    def one_trajectory(self) -> bool:
        """Whether the values are points along the same runs."""
        return one_trajectory(self.study["dimensions"], [trial["values"] for trial in self.study["trials"]])

    @property
    def numbers(self) -> list[float] | None:
        """The values as numbers, in the order of `values`; None for names and joint questions."""
        dimension = self.dimension
        if dimension is None or dimension.kind is str:
            return None
        numbers = [float(number) for number in self.rows.drop_duplicates("value")[dimension.name]]
        return None if dimension.own and OWN in numbers else numbers  # what a network has of its own is a name

    @property
    def reference(self) -> str | None:
        """The value the others are compared with."""
        return trials.reference(self.study)

    @property
    def chance(self) -> float:
        """The accuracy (0..1) of guessing among equally frequent classes."""
        return trials.chance(self.study)

    @property
    def pictures(self) -> int:
        """How many pictures validate; 0 where the record does not say."""
        return validation_pictures(self.study)

    @cached_property
    def all_at_chance(self) -> bool:
        """Every result is one of guessing, or of a run that diverged."""
        return bool(trials.lost(self.study, self.counted).all())

    @cached_property
    def lagging(self) -> pd.DataFrame:
        """The values whose validation may lag behind what was learned (`lag.lag_table`)."""
        return lag_table(self.study, self.counted)

    @cached_property
    def learned(self) -> pd.DataFrame:
        """The results of the values that learned in every seed: no run diverged or stayed at chance, and none lags."""
        # Others say how low accuracy can fall, not what a dimension does among values of use.
        lost = self.counted.loc[trials.lost(self.study, self.counted), "value"]
        return self.results[~self.results["value"].isin({*lost, *self.lagging["value"]})]

    @property
    def times_comparable(self) -> bool:
        """Whether the runs with a result were trained alike, so that their times can be compared."""
        return training_times.comparable(self.counted["conditions"])

    def difference(self, value: str, other: str) -> statistics.Comparison:
        """`value` against `other`, in accuracy (0..1)."""
        seeds = summary.by_seed(self.rows)
        return statistics.paired(list(seeds[value]), list(seeds[other]), self.prior, statistics.DIFFERENCE)


def gather(loaded: Frames, study: StudyRecord, band: float = 1.0) -> Evidence:
    """One study, whose comparisons borrow nothing from others."""
    return _compared(_reached(loaded, study, band), moderation.ALONE)


def gather_all(loaded: Frames, studies: Sequence[StudyRecord], band: float = 1.0) -> list[Evidence]:
    """The studies of one section of a chapter, whose comparisons know together how much seeds vary."""
    section = [_reached(loaded, study, band) for study in studies]
    lent = [_spreads(one) for one in section if one.dimension is not None and not one.one_trajectory]
    found = [_compared(evidence, _prior_of(evidence, lent)) for evidence in section]
    plain = {one.study["dimensions"][0]: one for one in found if one.study["kind"] == "study"}
    return [one if one.ladder is None else replace(one, plain=plain.get(one.study["dimensions"][0])) for one in found]


def _reached(loaded: Frames, study: StudyRecord, band: float) -> Evidence:
    """What each value reached; the table has no comparisons yet."""
    study, results, ladder = judged(study, loaded.results)
    rows = summary.distinct(study, results)
    table = summary.value_table(study, rows)
    return Evidence(study, table, rows, loaded.epochs, band, ladder=ladder, stored=loaded.answers)


def _compared(evidence: Evidence, prior: moderation.Prior) -> Evidence:
    table = summary.with_comparisons(evidence.table, evidence.study, evidence.rows, evidence.band, prior)
    return replace(evidence, table=table, prior=prior)


def _prior_of(evidence: Evidence, lent: Sequence[np.ndarray]) -> moderation.Prior:
    """What a study borrows of its section's `_spreads`. Points along the same runs, and searches, borrow nothing."""
    least = moderation.resolution(evidence.pictures)
    if evidence.study["kind"] == "tune" or evidence.one_trajectory:
        return moderation.Prior(least=least)
    variances, freedom = np.concatenate([np.empty((2, 0)), *lent], axis=1)
    return moderation.shared_prior(variances, freedom, least)


def _spreads(evidence: Evidence) -> np.ndarray:
    """Variance and degrees of freedom of each comparison, shape (2, comparisons); none of a tuned study's."""
    learned = set(evidence.learned["value"] if evidence.ladder is None else ())
    compared = summary.comparisons(evidence.study, evidence.rows)
    told = [one.estimate for value, one in compared.items() if value in learned and one.estimate.n > 1]
    # In points and back, as it has always been: the last digit of what is borrowed depends on it.
    return np.array([((one.sd / POINT * POINT) ** 2, one.freedom) for one in told]).reshape(-1, 2).T
