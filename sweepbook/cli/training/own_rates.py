"""TUNED=lr: ladders are trained, each value gets the rate that was best there, and other seeds judge it at that rate.

Which rate that is follows from the stored runs of the ladder alone: a command that was killed makes the same choice
when it is given again.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analysis.numbers import frames
from analysis.numbers.tuned.choice import RATE, at_the_end, chosen_rates, ladder_table
from hypermodels.dimensions import Value
from studies.carry_out import missing_epochs
from studies.plan import growth
from studies.plan.budget import NothingFits
from studies.plan.labels import label
from studies.plan.runs import Run
from studies.plan.studies import Study, describe, pairs_of
from studies.plan.trials import Trial, trial_of
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import announcements
from sweepbook.cli.training.outcome import Outcome
from sweepbook.cli.training.say import say, say_each

Once = Callable[[Sweep, list[Study], Mapping[Run, int]], Outcome]  # carries plans out; the epochs that come afterwards


class _Plan(NamedTuple):
    """A tuned study as far as its rates are chosen: with the trials that judge; its ladder; values without a rate."""

    study: Study
    ladder: pd.DataFrame
    waiting: list[Value]


def carry_out(home: Home, request: Sweep, others: Sequence[Study], ladders: Sequence[Study], once: Once) -> Outcome:
    """Train the ladders with the `others`, then each value at its own rate.

    Raises:
        NothingFits: not even a run of the ladders fits into the budget.
    """
    begun = time.monotonic()
    plans = [_plan(home, one, request.only) for one in ladders]
    first = [*others, *(plan.study for plan in plans)]
    outcome = once(request, first, _to_come(home, first, ladders, plans))
    if request.dry_run:
        return outcome
    chosen = [_plan(home, one, request.only) for one in ladders]
    for plan in chosen:
        names = [label(plan.study.dimensions[0], value) for value in plan.waiting]
        say_each(announcements.chosen(plan.study, chosen_rates(plan.ladder), at_the_end(plan.ladder), names))
    if [plan.study for plan in chosen] == [plan.study for plan in plans]:
        return outcome
    left = request.budget and request.budget.after(time.monotonic() - begun)
    try:
        now = once(replace(request, budget=left), [plan.study for plan in chosen], {})
    except NothingFits as refusal:
        say(f"the chosen rates are not judged yet: {refusal}")
        return outcome
    return outcome.then(now)


def _plan(home: Home, ladder: Study, only: bool) -> _Plan:
    """The ladder, and for each of its values that has chosen a rate the trial that judges it there."""
    grown = growth.grown(ladder, catalog.stored(home, ladder.name), only).study
    described = growth.only_reading(describe(grown), ladder.trials[0].epochs)
    store = Store(home.runs)
    read = {run: store.read(run) for trial in described["trials"] for run in trial["runs"]}
    runs = {run: record for run, (record, _) in read.items() if record is not None and record.readable}
    results = frames.results_frame([described], runs, {run: rows for run, (_, rows) in read.items()})
    table = ladder_table(described, results)
    rates, name = chosen_rates(table), ladder.dimensions[0]
    study, waiting = ladder, list[Value]()
    for value in dict.fromkeys(trial.values[name] for trial in ladder.trials):
        rate = rates.get(label(name, value))
        if rate is None:
            waiting.append(value)
        else:
            tried = [trial for trial in grown.trials if trial.epochs == ladder.trials[0].epochs]
            chosen = next(one for one in tried if (one.values[name], one.values[RATE]) == (value, rate))
            study = growth.with_trial(study, _judged(ladder, chosen))
    return _Plan(replace(study, seeds=ladder.seeds), table, waiting)


def _judged(ladder: Study, chosen: Trial) -> Trial:
    return trial_of(ladder.context, chosen.values, ladder.seeds)


def _epochs(missing: Mapping[Run, int]) -> int:
    return sum(missing.values())


def _to_come(home: Home, first: Sequence[Study], ladders: Sequence[Study], plans: Sequence[_Plan]) -> dict[Run, int]:
    """The epochs that judging takes after the `first` studies, of values without a rate: each at the rate that leaves
    most to train."""
    store, found = Store(home.runs), dict[Run, int]()
    planned = {run.id for run, _ in pairs_of(first)}
    for ladder, plan in zip(ladders, plans, strict=True):
        name = ladder.dimensions[0]
        for value in plan.waiting:
            trials = [_judged(ladder, trial) for trial in ladder.trials if trial.values[name] == value]
            runs = [[(run, trial.epochs) for run in trial.runs if run.id not in planned] for trial in trials]
            ways = [missing_epochs(store, pairs) for pairs in runs]
            most: dict[Run, int] = max(ways, key=_epochs)
            found.update(most)
    return found
