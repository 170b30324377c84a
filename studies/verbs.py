"""What the verbs that train do: study, chapter, tune."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypermodels import dimensions
from hypermodels.dimensions import DIMENSIONS, InvalidValue
from studies import budget, cluster, disk, exits, forecast, gpus, plan, planning, processes, session, speed
from studies.catalog import Home
from studies.driver import Totals
from studies.progress import duration
from studies.records import Store


def study(options: argparse.Namespace) -> int:
    dimension = dimensions.find(options.dimension)
    values = planning.values(dimension, options.values)
    return _sweep(options, [(dimension, values)])


def chapter(options: argparse.Namespace) -> int:
    return _sweep(options, [(dimension, None) for dimension in DIMENSIONS])


def tune(options: argparse.Namespace) -> int:
    if options.tuner not in plan.TUNERS:
        raise InvalidValue(f"Unknown tuner {options.tuner}; choose from {', '.join(plan.TUNERS)}.")
    from studies.searching import choices

    searched = planning.parse_dimensions(options.dimensions, DIMENSIONS)
    trials = planning.whole("trials", options.trials, 1, 100_000)
    seeds, epochs = _numbers(options)
    asked_for = _asked_resources(options)
    keep = planning.gibibytes(options.keep)
    home = Home(options.root)
    context, data = _context(home, options, asked_for)
    chosen = choices(searched, epochs)
    if options.tuner == "hyperband":
        chosen = {name: values for name, values in chosen.items() if name != "epochs"}  # it decides them itself
    known = None if options.tuner == "hyperband" else trials
    asked = plan.search(context, options.tuner, list(chosen), seeds, known, exits.again("studies", None))
    if options.dry_run:
        say(f"{asked.name}: {options.tuner} over {', '.join(chosen)}, {known or 'as many as Hyperband needs'} trials")
        return exits.DONE
    resources = _resources(home, context, data, asked_for)
    totals, searched_study = session.search(home, asked, chosen, trials, epochs, data, resources)
    return _summary(home, [searched_study], totals, keep)


def _sweep(options: argparse.Namespace, asked: Sequence[tuple[dimensions.Dimension, tuple | None]]) -> int:
    seeds, epochs = _numbers(options)
    asked_for = _asked_resources(options)
    keep = planning.gibibytes(options.keep)
    seconds = None if options.budget is None else forecast.parse_budget(options.budget)
    home = Home(options.root)
    context, data = _context(home, options, asked_for)
    line = exits.again("studies", None)
    studies = [plan.study(context, dimension, values, seeds, epochs, line) for dimension, values in asked]
    if options.probe:
        studies += [one for one in (plan.probe(context, study, line) for study in studies) if one is not None]
    missing = session.missing_epochs(Store(home.runs), _pairs(studies))
    resources = _resources(home, context, data, asked_for) if missing else session.Resources()
    if not options.dry_run and seconds is None:
        return _summary(home, studies, session.carry_out(home, studies, data, resources, say), keep)
    fitting = _forecast(options, home, studies, missing, data, resources, seconds)
    if options.dry_run:
        return exits.DONE
    return _summary(home, fitting, session.carry_out(home, fitting, data, resources, say, whole=studies), keep)


def _forecast(
    options: argparse.Namespace, home: Home, studies: list[plan.Study], missing: dict[plan.Run, int], data: Path,
    resources: session.Resources, seconds: float | None,
) -> list[plan.Study]:  # fmt: skip
    """Say what the studies cost, and return what of them fits into `seconds`."""
    known = speed.of_plan(home, studies, missing, data, resources, say) if missing else None
    if options.dry_run:
        session.say_plan(say, studies, _pairs(studies), missing)
        _say_cost("forecast", missing, known, resources.workers)
    if seconds is None or known is None:
        return studies
    fitting, left_out = budget.within(seconds, studies, missing, known, resources.workers)
    for text in left_out:
        say(text)
    chosen = {run for run, _ in _pairs(fitting)}
    fits = {run: epochs for run, epochs in missing.items() if run in chosen}
    _say_cost(f"within {options.budget}", fits, known, resources.workers)
    return fitting


def _numbers(options: argparse.Namespace) -> tuple[tuple[int, ...], int]:
    """Seeds and epochs."""
    return planning.seeds(options.seeds), int(dimensions.BY_NAME["epochs"].parse(options.epochs))


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
    workers = None if word == "auto" else planning.whole("workers", word, 1 if ray else 0, 4096 if ray else 256)
    threads = None if options.threads == "auto" else planning.whole("threads", options.threads, 1, 1024)
    share = planning.whole("share", options.share, 1, 64)
    if ray:
        cluster.check()
    return _Asked(ray, workers, threads, share)


def _resources(home: Home, context: plan.Context, data: Path, asked: _Asked) -> session.Resources:
    if asked.ray:
        workers, need = cluster.fit(cluster.nodes(), asked.workers, asked.threads, asked.share)
        return session.Resources(workers, need.threads, need)
    found = gpus.visible()
    if asked.workers is None:
        workers = len(found) * asked.share or speed.workers(home, context, data, say)
    else:
        workers = asked.workers
    gpus.assigned(workers, found, asked.share)  # refuses before anything is written
    return session.Resources(workers, asked.threads, share=asked.share)


def _context(home: Home, options: argparse.Namespace, asked_for: "_Asked") -> tuple[plan.Context, Path]:
    width = dimensions.number("width", options.width)
    samples = planning.samples(options.samples)
    if not home.cache.exists() and options.engine == "local" and options.workers != "0":
        processes.fork_server()  # nothing is stored: workers will be needed, and load while the pictures are prepared
    auto = options.precision == "auto"
    precision = "float32" if auto else options.precision
    context, data = planning.context(home, options.model, options.dataset, samples, width, precision)
    if auto:
        threads = session.Resources(asked_for.workers or 1, asked_for.threads).threads
        context = replace(context, precision=speed.precision(home, context, data, threads, say))
    return context, data


def _pairs(studies: Sequence[plan.Study]) -> list[tuple[plan.Run, int]]:
    return [pair for study in studies for pair in study.asked()]


def _say_cost(word: str, missing: dict[plan.Run, int], known: forecast.Speed | None, workers: int) -> None:
    cost = forecast.Cost(0.0, 0) if known is None else forecast.cost(missing, known, workers)
    say(f"{word}: {len(missing)} runs, {sum(missing.values())} epochs, about {duration(cost.seconds)}, "
        f"{cost.disk / 1e6:.0f} MB of disk")  # fmt: skip


def _summary(home: Home, studies: Sequence[plan.Study], totals: Totals, keep: float) -> int:
    store = Store(home.runs)
    store.sweep()
    dropped = disk.prune(home, store, keep)
    if dropped:
        say(f"{dropped} checkpoints dropped to keep within {keep:g} GiB; their histories stay")
    for one in studies:
        found = session.best(one, store)
        if found is not None:
            accuracy, trial = found
            values = plan.title(trial.values, one.dimensions)
            of = "1 seed" if len(trial.runs) == 1 else f"mean of {len(trial.runs)} seeds"
            say(f"{one.name}: best {values}, val_accuracy {accuracy:.4f} ({of})")
    say(
        f"{totals.found} runs found, {totals.trained} trained ({totals.epochs} epochs), {totals.diverged} diverged, "
        f"{len(totals.failed)} failed"
    )
    return exits.SOME_FAILED if totals.failed else exits.DONE


def say(line: str) -> None:
    print(line, flush=True)
