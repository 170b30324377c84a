"""What of a plan fits into a given time. Pure.

The order is stated, and the same for every plan: the first seed of every value before the second seed of any, and
within a seed the values nearest to the baseline first. What is stored already costs nothing and always stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypermodels.dimensions import BASELINE
from studies import forecast
from studies.plan import Run, Study, Trial, title


def within(
    seconds: float, studies: Sequence[Study], missing: Mapping[Run, int], speed: forecast.Speed, workers: int
) -> tuple[list[Study], list[str]]:
    """The studies with the runs that fit, and a line for each trial that lost some or all of its seeds."""
    chosen: dict[Run, int] = {}
    left_out: set[Run] = set()
    for _, _, run in sorted(_ranked(studies), key=lambda ranked: ranked[:2]):
        if run not in missing or run in chosen or run in left_out:
            continue
        trial = {**chosen, run: missing[run]}
        if left_out or forecast.cost(trial, speed, workers).seconds > seconds:
            left_out.add(run)
        else:
            chosen = trial
    return [_without(study, left_out) for study in studies], [
        line for study in studies for line in _lines(study, left_out)
    ]


def _ranked(studies: Sequence[Study]) -> list[tuple[int, int, Run]]:
    return [
        (seed, steps_from_baseline(study, trial), run)
        for study in studies
        for trial in study.trials
        for seed, run in enumerate(trial.runs)
    ]


def steps_from_baseline(study: Study, trial: Trial) -> int:
    """How many values lie between a trial and the baseline, in the order the study lists them."""
    steps = 0
    for dimension in study.dimensions:
        listed = list(dict.fromkeys(one.values[dimension] for one in study.trials))
        home = listed.index(BASELINE[dimension]) if BASELINE[dimension] in listed else 0
        steps += abs(listed.index(trial.values[dimension]) - home)
    return steps


def _without(study: Study, left_out: set[Run]) -> Study:
    trials = [replace(t, runs=tuple(run for run in t.runs if run not in left_out)) for t in study.trials]
    return replace(study, trials=tuple(trial for trial in trials if trial.runs))


def _lines(study: Study, left_out: set[Run]) -> list[str]:
    lines = []
    for trial in study.trials:
        seeds = [str(run.seed) for run in trial.runs if run in left_out]
        if seeds:
            lines.append(f"left out: {study.name} {title(trial.values, study.dimensions)}, seed {', '.join(seeds)}")
    return lines
