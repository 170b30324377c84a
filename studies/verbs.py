"""What the verbs that train do: study, chapter, tune."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from hypermodels import dimensions
from hypermodels.dimensions import BASELINE, DIMENSIONS, InvalidValue
from studies import __main__ as command
from studies import budget, disk, environment, forecast, plan, planning, session
from studies.catalog import Home
from studies.driver import Totals
from studies.engines import Local
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
    seeds, epochs, workers = _numbers(options)
    keep = planning.gibibytes(options.keep)
    home = Home(options.root)
    context, data = _context(home, options)
    chosen = choices(searched, epochs)
    if options.tuner == "hyperband":
        chosen = {name: values for name, values in chosen.items() if name != "epochs"}  # it decides them itself
    known = None if options.tuner == "hyperband" else trials
    asked = plan.search(context, options.tuner, list(chosen), seeds, known, command.again(sys.argv[1:]))
    if options.dry_run:
        say(f"{asked.name}: {options.tuner} over {', '.join(chosen)}, {known or 'as many as Hyperband needs'} trials")
        return command.DONE
    totals, searched_study = session.search(home, asked, chosen, trials, epochs, data, session.Resources(workers))
    return _summary(home, [searched_study], totals, keep)


def _sweep(options: argparse.Namespace, asked: Sequence[tuple[dimensions.Dimension, tuple | None]]) -> int:
    seeds, epochs, workers = _numbers(options)
    keep = planning.gibibytes(options.keep)
    seconds = None if options.budget is None else forecast.parse_budget(options.budget)
    home = Home(options.root)
    context, data = _context(home, options)
    line = command.again(sys.argv[1:])
    studies = [plan.study(context, dimension, values, seeds, epochs, line) for dimension, values in asked]
    if options.probe:
        studies += [one for one in (plan.probe(context, study, line) for study in studies) if one is not None]
    resources = session.Resources(workers)
    if not options.dry_run and seconds is None:
        return _summary(home, studies, session.carry_out(home, studies, data, resources, say), keep)
    fitting = _forecast(options, home, studies, data, resources, seconds)
    if options.dry_run:
        return command.DONE
    return _summary(home, fitting, session.carry_out(home, fitting, data, resources, say, whole=studies), keep)


def _forecast(
    options: argparse.Namespace, home: Home, studies: list[plan.Study], data: Path, resources: session.Resources,
    seconds: float | None,
) -> list[plan.Study]:  # fmt: skip
    """Say what the studies cost, and return what of them fits into `seconds`."""
    missing = session.missing_epochs(Store(home.runs), _pairs(studies))
    speed = _speed(home, studies, missing, data, resources) if missing else None
    if options.dry_run:
        session.say_plan(say, studies, _pairs(studies), missing)
        _say_cost("forecast", missing, speed, resources.workers)
    if seconds is None or speed is None:
        return studies
    fitting, left_out = budget.within(seconds, studies, missing, speed, resources.workers)
    for text in left_out:
        say(text)
    fits = session.missing_epochs(Store(home.runs), _pairs(fitting))
    _say_cost(f"within {options.budget}", fits, speed, resources.workers)
    return fitting


def _numbers(options: argparse.Namespace) -> tuple[tuple[int, ...], int, int]:
    seeds = planning.seeds(options.seeds)
    epochs = int(dimensions.BY_NAME["epochs"].parse(options.epochs))
    return seeds, epochs, planning.whole("workers", options.workers, 0, 256)


def _context(home: Home, options: argparse.Namespace) -> tuple[plan.Context, Path]:
    width = dimensions.number("width", options.width)
    precision = "float32" if options.precision == "auto" else options.precision
    samples = planning.samples(options.samples)
    return planning.context(home, options.model, options.dataset, samples, width, precision)


def _pairs(studies: Sequence[plan.Study]) -> list[tuple[plan.Run, int]]:
    return [pair for study in studies for pair in study.asked()]


def _say_cost(word: str, missing: dict[plan.Run, int], speed: forecast.Speed | None, workers: int) -> None:
    cost = forecast.Cost(0.0, 0) if speed is None else forecast.cost(missing, speed, workers)
    say(f"{word}: {len(missing)} runs, {sum(missing.values())} epochs, about {duration(cost.seconds)}, "
        f"{cost.disk / 1e6:.0f} MB of disk")  # fmt: skip


def _speed(
    home: Home, studies: Sequence[plan.Study], missing: dict[plan.Run, int], data: Path, resources: session.Resources
) -> forecast.Speed:
    """What this machine does with the network: measured once and kept, and corrected by what stored runs took."""
    context = studies[0].context
    runs = list(plan.furthest(_pairs(studies)))
    batches = [str(batch) for batch in forecast.batch_sizes(runs)]
    key = json.dumps([environment.cpu_name(), resources.threads, context.fingerprint, context.width, context.precision,
                      context.dataset.digest])  # fmt: skip
    path = home.cache / "speed.json"
    measured = planning.known(path).get(key)
    if measured is None or not set(batches) <= measured["step"].keys():
        say("timing a few training steps ...")
        engine = Local(1, resources.threads, home.tuner_dirs / "workers.log")
        try:
            timed = [plan.trial(context, {**BASELINE, "batch_size": int(batch)}, [0]).runs[0] for batch in batches]
            measured = engine.measure(timed, data)
        finally:
            engine.stop()
        planning.remember(path, key, measured)
    step = {int(batch): seconds for batch, seconds in measured["step"].items()}
    stored = _stored_seconds(Store(home.runs), [run for run in runs if run not in missing])
    return forecast.Speed(step, measured["evaluate"], measured["build"], measured["start"], measured["state"], stored)


def _stored_seconds(store: Store, runs: Sequence[plan.Run]) -> dict[int, float]:
    """The usual seconds an epoch by batch size; a run's first epoch also builds, so it does not count."""
    seconds: dict[int, list[float]] = {}
    for run in runs:
        rows = store.history(run.id)[1:]
        seconds.setdefault(int(dict(run.values)["batch_size"]), []).extend(row.seconds for row in rows)
    return {batch: median(taken) for batch, taken in seconds.items() if taken}


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
            say(f"{one.name}: best {values}, val_accuracy {accuracy:.4f} (mean of {len(trial.runs)} seeds)")
    say(
        f"{totals.found} runs found, {totals.trained} trained ({totals.epochs} epochs), {totals.diverged} diverged, "
        f"{len(totals.failed)} failed"
    )
    return command.SOME_FAILED if totals.failed else command.DONE


def say(line: str) -> None:
    print(line, flush=True)
