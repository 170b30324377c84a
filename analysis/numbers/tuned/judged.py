"""A tuned study as its verdicts see it: each value at the rate that it chose, on the seeds that chose nothing. Pure."""

from collections.abc import Mapping
from typing import cast

import pandas as pd

from analysis.numbers.tuned.choice import RATE, chosen_rates, ladder_table
from studies.plan import bases
from studies.plan.growth import seeds_of
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord, TrialRecord, choosing


def judged(study: StudyRecord, results: pd.DataFrame) -> tuple[StudyRecord, pd.DataFrame, pd.DataFrame | None]:
    """What a study is judged by; of any other kind but a tuned one that is all there is, without a ladder.

    Args:
        study: one reading of it, where it has several.
        results: as in `Frames.results`.

    Returns:
        The study with one trial a value, that of its chosen rate, and with the seeds that judge; a value that has
        chosen none yet has a trial without runs. Its results, named by the value alone. Its ladder (`ladder_table`).
    """
    if study["kind"] != "tuned":
        return study, results, None
    name, chose, ladder = study["dimensions"][0], choosing(study), ladder_table(study, results)
    rates = chosen_rates(ladder)
    values = dict.fromkeys(trial["values"][name] for trial in study["trials"])
    trials = [_trial(study, name, value, rates) for value in values]
    record = cast(StudyRecord, {**study, "dimensions": [name], "trials": trials})
    own = results[(results["study"] == study["name"]) & ~results["seed"].isin(sorted(chose))]
    named = own.assign(value=[label(name, value) for value in own[name]])
    at_its_own = [rates.get(value) == rate for value, rate in zip(named["value"], named[RATE], strict=True)]
    return record, named[pd.Series(at_its_own, index=named.index, dtype=bool)], ladder


def _trial(study: StudyRecord, name: str, value: object, rates: Mapping[str, float]) -> TrialRecord:
    own = [trial for trial in study["trials"] if trial["values"][name] == value]
    rate = rates.get(label(name, own[0]["values"][name]))
    if rate is None:
        home = bases.of_study(study)[RATE]
        first = next((trial for trial in own if trial["values"][RATE] == home), own[0])
        return {**first, "runs": [], "seeds": []}
    chosen = next(trial for trial in own if trial["values"][RATE] == rate)
    runs = {
        seed: run
        for seed, run in zip(seeds_of(study, chosen), chosen["runs"], strict=False)
        if seed not in choosing(study)
    }
    return {**chosen, "runs": list(runs.values()), "seeds": list(runs)}
