"""What study and chapter do: one dimension after the other varies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from hypermodels.dimensions import BASELINE
from studies import carry_out, speeds
from studies.execution.resources import Resources
from studies.plan import bases, budget, costs, growth, questions
from studies.plan.runs import Context, Run, furthest
from studies.plan.studies import Study, pairs_of
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home
from studies.store.reading.moment import Moment
from studies.store.runs import Store
from sweepbook.cli import options
from sweepbook.cli.options import AutoSeeds
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import announcements, baseline, resources
from sweepbook.cli.training.known import known_study
from sweepbook.cli.training.outcome import Outcome, conclude, say_surplus
from sweepbook.cli.training.progress import ProgressLines
from sweepbook.cli.training.say import say, say_each


def sweep(request: Sweep) -> Outcome:
    """Carry out the studies of a request, or say their plan.

    Raises:
        UsageError: what was asked for cannot be had here.
    """
    resources.check(request)
    for name in _names(request, _meaningless(request)):
        baseline.check(request, [name])
    home = Home(request.root)
    context, data = resources.context(home, request)
    request = baseline.settled(home, context, request)
    say_each(announcements.baseline(request.base))
    request = _without_meaningless(request)

    def once(one: Sweep, planned: Sequence[int] = ()) -> Outcome:
        return _once(home, context, data, one, planned)

    if isinstance(request.seeds, AutoSeeds):
        from sweepbook.cli.training import look_by_look  # with pandas and SciPy, which judge

        return look_by_look.carry_out(home, context, request, request.seeds, once)
    return once(request)


def _without_meaningless(request: Sweep) -> Sweep:
    """A request for all dimensions asks for those that mean something at its baseline, and says which do not."""
    left_out = _meaningless(request)
    say_each(announcements.meaningless(left_out))
    return replace(request, varied=tuple(pair for pair in request.varied if pair[0].name not in left_out))


def _meaningless(request: Sweep) -> list[str]:
    """The dimensions of a request for all that mean nothing at its baseline; of another request none is left out."""
    names = _names(request)
    return [name for name in names if bases.meaningless(name, (), request.base)] if set(BASELINE) <= set(names) else []


def _names(request: Sweep, left_out: Sequence[str] = ()) -> list[str]:
    return [dimension.name for dimension, _ in request.varied if dimension.name not in left_out]


def _once(home: Home, context: Context, data: Path, request: Sweep, planned: Sequence[int]) -> Outcome:
    """Carry out a request that names its seeds, or leaves them open; see `carry_out` for `planned` looks."""
    studies = _studies(home, context, request)
    for one in studies:
        grown = growth.grown(one, catalog.stored(home, one.name), request.only)
        say_each(announcements.growing(grown, request.only))
    say_surplus(home, request.keep)
    ladders = [one for one in studies if one.kind == "tuned"]
    if ladders:
        from sweepbook.cli.training import own_rates  # with pandas, which chooses

        rest = [one for one in studies if one not in ladders]

        def once(step: Sweep, plans: list[Study], to_come: Mapping[Run, int]) -> Outcome:
            return carry_out_plan(step, home, plans, data, planned, to_come)

        return own_rates.carry_out(home, request, rest, ladders, once)
    return carry_out_plan(request, home, studies, data, planned)


def _studies(home: Home, context: Context, request: Sweep) -> list[Study]:
    """The studies that were asked for, with the values and seeds that are meant where none were given."""
    stored = {
        dimension.name: known_study(home, context, questions.named_for(context, dimension.name, request.base))
        for dimension, _ in request.varied
    }
    given = request.seeds if isinstance(request.seeds, tuple) else None
    meant = {name: _seeds(context.network, given, one) for name, one in stored.items()}
    say_each(dict.fromkeys(why for _, why in meant.values() if why))
    studies = [
        questions.study(
            context,
            dimension,
            growth.values_meant(dimension, values, stored[dimension.name], request.only, request.base),
            meant[dimension.name][0],
            request.epochs,
            request.command,
            request.base,
        )
        for dimension, values in request.varied
    ]
    added: list[Study | None] = []
    if request.probe:
        added += [questions.probe(context, study, request.command) for study in studies]
    if request.tuned:
        for study in studies:
            name = questions.tuned_name(context, study.dimensions[0], study.base)
            before = None if request.only else known_study(home, context, name)
            added.append(questions.tuned(context, study, request.tuned.rates, request.command, before))
    return [*studies, *(one for one in added if one is not None)]


def _seeds(
    network: str, given: tuple[int, ...] | None, stored: StudyRecord | None
) -> tuple[tuple[int, ...], str | None]:
    """The seeds of a study, and a line about them where none were given."""
    seeds = growth.seeds_meant(given, stored, options.default_seeds(network))
    if given is not None:
        return seeds, None
    return seeds, announcements.own_seeds(seeds) if stored else announcements.default_seeds(network, seeds)


def carry_out_plan(
    request: Sweep,
    home: Home,
    studies: list[Study],
    data: Path,
    planned: Sequence[int] = (),
    to_come: Mapping[Run, int] | None = None,
) -> Outcome:
    """Train what these studies lack, within the request's budget; or say the plan, where it asks for no more.

    `to_come` are the epochs that the request trains afterwards, at most.
    """
    later, store, pairs = to_come or {}, Store(home.runs), pairs_of(studies)
    missing = carry_out.missing_epochs(now := Moment(store), pairs)
    looked = None if missing else now
    runs = furthest(pairs)
    if request.probes:
        say_each(announcements.unprobed(store.record(run.id) for run in runs))
    means = resources.resources(home, studies[0].context, data, request, len(runs)) if missing else Resources()
    if request.dry_run:
        say_each(announcements.planned(studies, missing))
        say_each(announcements.work(studies, missing))
    say_each(announcements.to_come(later))
    if missing:
        say(announcements.shared_out(means.workers, means.threads))
    known = None
    if missing and (request.dry_run or request.budget):
        timing = partial(speeds.of_plan, home, studies, missing, data, means, say)
        known = resources.speed(timing, request.budget)
    if request.dry_run and (known or not missing):
        say(announcements.cost("forecast", {**missing, **later}, known, means.workers))
    fitting = studies
    if request.budget and known is not None:
        within = _within(request.budget, studies, missing, known, means.workers, request.epochs)
        fitting, missing = within.studies, within.missing
    if request.dry_run:
        return Outcome(tuple(one.name for one in studies))
    say_each(announcements.work(fitting, missing))
    choosing = {study.name: study.choosing for study in studies}
    lines = partial(ProgressLines, to_come=sum(later.values()), choosing=choosing)
    totals = carry_out.carry_out(home, fitting, data, means, say, lines, studies, request.only, planned, looked)
    return conclude(home, fitting, totals, request.keep, None if totals.trained else looked)


def _within(
    given: options.Budget,
    studies: list[Study],
    missing: dict[Run, int],
    known: costs.Speed,
    workers: int,
    epochs: int,
) -> budget.Fitting:
    """Say what fits into a budget, and return it.

    Raises:
        NothingFits: nothing does.
    """
    found = budget.within(given.seconds, studies, missing, known, workers, epochs)
    if not found.missing:
        cheapest = budget.cheapest(studies, missing, known, workers)
        raise budget.NothingFits(announcements.nothing_fits(given.text, cheapest))
    say_each(found.left_out)
    say(announcements.cost(f"within {given.text}", found.missing, known, workers))
    return found
