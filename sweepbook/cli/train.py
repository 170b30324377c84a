"""What the verbs that train do: study, chapter, tune."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypermodels import dimensions
from hypermodels.dimensions import DIMENSIONS, InvalidValue
from studies import auto, carry_out, joint_search, prepare
from studies.data import datasets
from studies.execution import fork_server
from studies.execution.protocols import Totals
from studies.execution.ray import cluster
from studies.execution.resources import Resources
from studies.plan import budget, costs, growth, questions
from studies.plan.runs import Context, Run
from studies.plan.studies import TUNERS, Study
from studies.store import best, catalog, checkpoints
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import exits, gpus
from studies.system.errors import UsageError
from studies.system.escapes import plain
from sweepbook.cli import announcements, defaults, words
from sweepbook.cli.progress import ProgressLines


def study(options: argparse.Namespace) -> int:
    dimension = dimensions.find(options.dimension)
    values = words.values(dimension, options.values)
    return _sweep(options, [(dimension, values)])


def chapter(options: argparse.Namespace) -> int:
    return _sweep(options, [(dimension, None) for dimension in DIMENSIONS])


def tune(options: argparse.Namespace) -> int:
    if options.tuner not in TUNERS:
        raise InvalidValue(f"Unknown tuner {options.tuner}; choose from {', '.join(TUNERS)}.")
    from studies.joint_search import choices, search_size

    searched = words.dimensions(options.dimensions, DIMENSIONS)
    trials = words.whole_number("trials", options.trials, 1, 100_000)
    seeds, epochs = _numbers(options)
    asked_for = _asked_resources(options)
    keep = words.gibibytes(options.keep)
    home = Home(options.root)
    context, data = _context(home, options, asked_for)
    chosen = choices(searched, epochs)
    if options.tuner == "hyperband":
        chosen = {name: values for name, values in chosen.items() if name != "epochs"}  # it decides them itself
    known = None if options.tuner == "hyperband" else trials
    asked = questions.search(context, options.tuner, list(chosen), seeds or (0,), known, exits.again("studies", None))
    stored = catalog.stored(home, asked.name)
    asked = replace(asked, seeds=growth.seeds_meant(seeds, stored, asked.seeds))
    if seeds is None and stored is not None:
        say(announcements.own_seeds(asked.seeds))
    _say_each(announcements.growing(growth.grown(asked, stored, options.only), options.only))
    _say_surplus(home, keep)
    resources = _resources(home, context, data, asked_for)
    if options.dry_run:
        size = search_size(options.tuner, chosen, trials, epochs)
        _say_each(announcements.searching(asked, chosen, size, epochs))
        timed = auto.of_search(home, context, chosen, data, resources, say)
        say(announcements.search_cost(asked, chosen, size, timed, resources.workers))
        return exits.DONE
    totals, searched_study = joint_search.search(
        home, asked, chosen, trials, epochs, data, resources, ProgressLines, options.only
    )
    return _summary(home, [searched_study], totals, keep)


def _sweep(options: argparse.Namespace, asked: Sequence[tuple[dimensions.Dimension, tuple | None]]) -> int:
    seeds, epochs = _numbers(options)
    asked_for = _asked_resources(options)
    keep = words.gibibytes(options.keep)
    seconds = None if options.budget is None else words.budget(options.budget)
    home = Home(options.root)
    context, data = _context(home, options, asked_for)
    line = exits.again("studies", None)
    stored = {
        dimension.name: catalog.stored(home, questions.study_name(context, dimension.name)) for dimension, _ in asked
    }
    meant = {name: _seeds(context.network, seeds, one) for name, one in stored.items()}
    _say_each(dict.fromkeys(why for _, why in meant.values() if why))
    studies = [
        questions.study(
            context,
            dimension,
            growth.values_meant(dimension, values, stored[dimension.name], options.only),
            meant[dimension.name][0],
            epochs,
            line,
        )
        for dimension, values in asked
    ]
    if options.probe:
        studies += [one for one in (questions.probe(context, study, line) for study in studies) if one is not None]
    for one in studies:
        grown = growth.grown(one, catalog.stored(home, one.name), options.only)
        _say_each(announcements.growing(grown, options.only))
    return _carry_out(options, home, studies, data, asked_for, keep, seconds, epochs)


def _carry_out(
    options: argparse.Namespace,
    home: Home,
    studies: list[Study],
    data: Path,
    asked_for: "_Asked",
    keep: float,
    seconds: float | None,
    epochs: int,
) -> int:
    _say_surplus(home, keep)
    missing = carry_out.missing_epochs(Store(home.runs), _pairs(studies))
    resources = _resources(home, studies[0].context, data, asked_for) if missing else Resources()
    fitting = studies
    if options.dry_run or seconds is not None:
        if options.dry_run:
            _say_each(announcements.planned(studies, missing))
            _say_each(announcements.work(studies, missing))
        known = auto.of_plan(home, studies, missing, data, resources, say) if missing else None
        if options.dry_run:
            say(announcements.cost("forecast", missing, known, resources.workers))
        if seconds is not None and known is not None:
            within = _within(options.budget, seconds, studies, missing, known, resources.workers, epochs)
            fitting, missing = within.studies, within.missing
    if options.dry_run:
        return exits.DONE
    _say_each(announcements.work(fitting, missing))
    totals = carry_out.carry_out(
        home, fitting, data, resources, say, ProgressLines, full_plans=studies, only=options.only
    )
    return _summary(home, fitting, totals, keep)


def _within(
    text: str,
    seconds: float,
    studies: list[Study],
    missing: dict[Run, int],
    known: costs.Speed,
    workers: int,
    epochs: int,
) -> budget.Fitting:
    """Say what fits into a budget, and return it.

    Raises:
        UsageError: nothing does.
    """
    found = budget.within(seconds, studies, missing, known, workers, epochs)
    if not found.missing:
        raise UsageError(announcements.nothing_fits(text, budget.cheapest(studies, missing, known, workers)))
    _say_each(found.left_out)
    say(announcements.cost(f"within {text}", found.missing, known, workers))
    return found


def _seeds(
    network: str, typed: tuple[int, ...] | None, stored: growth.Described | None
) -> tuple[tuple[int, ...], str | None]:
    """The seeds of a study, and a line about them where they were not typed."""
    default = defaults.seeds(network)
    seeds = growth.seeds_meant(typed, stored, default)
    if typed is not None:
        return seeds, None
    own = stored is not None
    return seeds, announcements.own_seeds(seeds) if own else announcements.default_seeds(network, seeds)


def _numbers(options: argparse.Namespace) -> tuple[tuple[int, ...] | None, int]:
    """Seeds, None where none were typed, and epochs."""
    seeds = None if options.seeds is None else words.seeds(options.seeds)
    return seeds, int(dimensions.BY_NAME["epochs"].parse(options.epochs))


@dataclass(frozen=True)
class _Asked:
    """The words about resources as numbers; None for as many as a measurement, the machine or the cluster says."""

    ray: bool
    workers: int | None
    threads: int | None
    share: int


def _asked_resources(options: argparse.Namespace) -> _Asked:
    if options.engine not in ("local", "ray"):
        raise InvalidValue(f"Unknown engine {options.engine}; choose from local, ray.")
    ray = options.engine == "ray"
    word = options.workers or ("auto" if ray else "1")
    workers = None if word == "auto" else words.whole_number("workers", word, 1 if ray else 0, 4096 if ray else 256)
    threads = None if options.threads == "auto" else words.whole_number("threads", options.threads, 1, 1024)
    share = words.whole_number("share", options.share, 1, 64)
    if ray:
        cluster.check()
    return _Asked(ray, workers, threads, share)


def _resources(home: Home, context: Context, data: Path, asked: _Asked) -> Resources:
    if asked.ray:
        workers, need = cluster.fit(cluster.nodes(), asked.workers, asked.threads, asked.share)
        return Resources(workers, need.threads, need)
    found = gpus.visible()
    if asked.workers is None:
        workers = len(found) * asked.share or auto.workers(home, context, data, say)
    else:
        workers = asked.workers
    gpus.assigned(workers, found, asked.share)  # refuses before anything is written
    return Resources(workers, asked.threads, share=asked.share)


def _context(home: Home, options: argparse.Namespace, asked_for: "_Asked") -> tuple[Context, Path]:
    width = dimensions.number("width", options.width)
    samples = words.samples(options.samples)
    share = None if options.validation is None else datasets.parse_validation(options.validation)
    if not home.cache.exists() and options.engine == "local" and options.workers != "0":
        fork_server.fork_server()  # nothing is stored: workers will be needed, and load while the pictures are prepared
    is_auto = options.precision == "auto"
    precision = "float32" if is_auto else options.precision
    resources = Resources(1 if asked_for.workers is None else asked_for.workers, asked_for.threads)
    context, data = prepare.context(
        home,
        options.model,
        options.dataset,
        samples,
        width,
        precision,
        share,
        lambda note: say(f"note: {plain(note)}"),
        resources.helper(),
    )
    if is_auto:
        context = replace(context, precision=auto.precision(home, context, data, resources, say))
    return context, data


def _pairs(studies: Sequence[Study]) -> list[tuple[Run, int]]:
    return [pair for study in studies for pair in study.asked()]


def _summary(home: Home, studies: Sequence[Study], totals: Totals, keep: float) -> int:
    store = Store(home.runs)
    store.sweep()
    dropped = checkpoints.prune(home, store, keep)
    if dropped:
        say(f"{dropped} checkpoints dropped to keep within {keep:g} GiB; their histories stay")
    for one in studies:
        _say_each(announcements.best(one, _candidates(home, store, one)))
    say(
        f"{totals.found} runs found, {totals.trained} trained ({totals.epochs} epochs), {totals.diverged} diverged, "
        f"{len(totals.failed)} failed"
    )
    return exits.SOME_FAILED if totals.failed else exits.DONE


def _candidates(home: Home, store: Store, study: Study) -> list[best.Candidate]:
    """Of the reading that a command asked for, with all that the study knows of it; the best first."""
    stored = catalog.stored(home, study.name)
    if stored is None or not study.trials:
        return []
    epochs = growth.reading(study.tuner, study.dimensions, study.trials[0].values)
    return best.of_study(store, growth.only_reading(stored, epochs))


def _say_surplus(home: Home, keep: float) -> None:
    """What will be dropped is said before anything is trained."""
    going = checkpoints.surplus(home, Store(home.runs), keep)
    if going.sizes:
        say(f"keep={keep:g} GiB: {going} will be dropped when this command ends; the runs' histories stay")


def _say_each(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def say(line: str) -> None:
    print(line, flush=True)
