"""What tune does: several dimensions searched together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from hypermodels.dimensions import Value
from studies import joint_search, speeds
from studies.joint_search import choices, search_size
from studies.plan import bases, growth, questions
from studies.plan.studies import Study
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system.errors import UsageError
from sweepbook.cli.requests import Search
from sweepbook.cli.training import announcements, baseline, resources
from sweepbook.cli.training.known import known_study
from sweepbook.cli.training.outcome import Outcome, conclude, say_surplus
from sweepbook.cli.training.progress import ProgressLines
from sweepbook.cli.training.say import say, say_each


def search(request: Search) -> Outcome:
    """Carry out a search, or say its plan.

    Raises:
        UsageError: what was asked for cannot be had here.
    """
    resources.check(request)
    if request.named_base is None:
        _chosen(request)  # refuses before anything is read or timed
    home = Home(request.root)
    context, data = resources.context(home, request)
    request = baseline.settled(home, context, request)
    chosen = _chosen(request)
    trials = None if request.tuner == "hyperband" else request.trials
    wanted = questions.search(
        context, request.tuner, list(chosen), request.seeds or (0,), trials, request.command, request.base
    )
    _check_base(request, wanted)
    say_each(announcements.baseline(wanted.base))
    own = known_study(home, context, wanted.name)
    wanted = replace(wanted, seeds=growth.seeds_meant(request.seeds, own, wanted.seeds))
    if request.seeds is None and own is not None:
        say(announcements.own_seeds(wanted.seeds))
    stored = catalog.stored(home, wanted.name)
    say_each(announcements.growing(growth.grown(wanted, stored, request.only), request.only))
    if request.probes and stored is not None:
        ids = dict.fromkeys(run for trial in stored["trials"] for run in trial["runs"])
        say_each(announcements.unprobed(map(Store(home.runs).record, ids)))
    say_surplus(home, request.keep)
    # What an oracle proposes that learns from results depends on the order in which runs end: one after the other.
    side_by_side = request.trials * len(wanted.seeds) if request.tuner == "random" else 1
    means = resources.resources(home, context, data, request, side_by_side)
    say(announcements.shared_out(means.workers, means.threads))
    if request.dry_run:
        size = search_size(request.tuner, chosen, request.trials, request.epochs)
        say_each(announcements.searching(wanted, chosen, size, request.epochs))
        timed = resources.speed(partial(speeds.of_search, home, context, chosen, data, means, say, wanted.base))
        if timed is not None:
            say(announcements.search_cost(wanted, chosen, size, timed, means.workers))
        return Outcome((wanted.name,))
    totals, searched = joint_search.search(
        home, wanted, chosen, request.trials, request.epochs, data, means, ProgressLines, request.only
    )
    return conclude(home, [searched], totals, request.keep)


def _chosen(request: Search) -> Mapping[str, Sequence[Value]]:
    """What the search chooses from.

    Raises:
        UsageError: it is nothing, or means nothing beside the baseline or the tuner.
    """
    chosen = choices(request.dimensions, request.epochs, dict(request.ranges))
    if request.tuner == "hyperband":
        chosen = {name: values for name, values in chosen.items() if name != "epochs"}  # it decides them itself
    joint_search.check(request.tuner, chosen, bases.baseline(request.base))
    bases.check(list(chosen), bases.beside(request.base, list(chosen)))
    return chosen


def _check_base(request: Search, wanted: Study) -> None:
    """
    Raises:
        UsageError: a baseline was given, and nothing of it is left where so much is searched.
    """
    if bases.beside(request.base, ()) and not wanted.base:
        raise UsageError(
            f"base={bases.words(request.base)} would hold nothing: all of it is searched. Leave it out, or name in "
            "dimensions what to search."
        )
