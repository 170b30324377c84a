"""What of a plan fits into a given time. Pure.

The order is the same for every plan: the baseline first, then the other values, the nearest to the baseline first, then
the next seed of them all. Readings beyond EPOCHS, as the epochs study has, come last. What does not fit is skipped, and
what comes after it may still fit. What is stored already costs nothing and always stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hypermodels.dimensions import Value
from studies.plan import bases, costs
from studies.plan.labels import title
from studies.plan.runs import Run, furthest
from studies.plan.studies import Study, pairs_of
from studies.plan.trials import Trial
from studies.system.errors import UsageError


class NothingFits(UsageError):
    """Of what is missing, not even the quickest run fits into the time."""


@dataclass(frozen=True)
class Fitting:
    """What fits: the studies with the runs they keep, the epochs to train by run, and a line a trial left out."""

    studies: list[Study]
    missing: dict[Run, int]
    left_out: list[str]


def within(
    seconds: float,
    studies: Sequence[Study],
    missing: Mapping[Run, int],
    speed: costs.Speed,
    workers: int,
    epochs: int,
) -> Fitting:
    """`epochs` is the command's EPOCHS."""
    stored = {run: most - missing.get(run, 0) for run, most in furthest(pairs_of(studies)).items()}
    reached, spent = dict(stored), costs.Work(speed, workers)
    for trial, run in ordered(studies, epochs):
        more = spent.plus(run, trial.epochs - reached[run], trial.epochs - stored[run])
        if trial.epochs > reached[run] and more.seconds <= seconds:
            reached[run], spent = trial.epochs, more
    return Fitting(
        [_fitting(study, reached) for study in studies],
        {run: most - stored[run] for run, most in reached.items() if most > stored[run]},
        [line for study in studies for line in _left_out(study, reached)],
    )


def cheapest(studies: Sequence[Study], missing: Mapping[Run, int], speed: costs.Speed, workers: int) -> float:
    """The seconds that the quickest reading takes which is missing: what a budget has to be to train anything."""
    most = furthest(pairs_of(studies))
    return min(
        costs.cost({run: left}, speed, workers).seconds
        for run, epochs in pairs_of(studies)
        if (left := epochs - most[run] + missing.get(run, 0)) > 0
    )


def ordered(studies: Sequence[Study], epochs: int) -> list[tuple[Trial, Run]]:
    """Every trial with each of its runs, in the order in which a budget takes them."""

    def place(one: tuple[int, int, Trial, Run]) -> tuple[int, int, int]:
        seed, steps, trial, _ = one
        return trial.epochs if trial.epochs > epochs else 0, seed, steps

    return [(trial, run) for _, _, trial, run in sorted(_ranked(studies), key=place)]


def _ranked(studies: Sequence[Study]) -> Iterator[tuple[int, int, Trial, Run]]:
    for study in studies:
        for trial in study.trials:
            steps = steps_from_baseline(study, trial)
            yield from ((seed, steps, trial, run) for seed, run in enumerate(trial.runs))


def steps_from_baseline(study: Study, trial: Trial) -> int:
    """How many values lie between a trial and the baseline: numbers by size, names as the study lists them."""
    steps, baseline = 0, bases.baseline(study.base, study.context.baseline)
    for dimension in study.dimensions:
        listed = _listed(study, dimension)
        home = listed.index(baseline[dimension]) if baseline[dimension] in listed else 0
        steps += abs(listed.index(trial.values[dimension]) - home)
    return steps


def _listed(study: Study, dimension: str) -> list[Value]:
    values = list(dict.fromkeys(one.values[dimension] for one in study.trials))
    return values if study.context.table[dimension].kind is str else sorted(values, key=float)


def _fitting(study: Study, reached: Mapping[Run, int]) -> Study:
    trials = [replace(t, runs=tuple(run for run in t.runs if reached[run] >= t.epochs)) for t in study.trials]
    return replace(study, trials=tuple(trial for trial in trials if trial.runs))


def _left_out(study: Study, reached: Mapping[Run, int]) -> Iterator[str]:
    for trial in study.trials:
        seeds = [str(run.seed) for run in trial.runs if reached[run] < trial.epochs]
        if seeds:
            yield f"left out: {study.name} {title(trial.values, study.dimensions)}, seed {', '.join(seeds)}"
