"""What each verb of the command line does."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hypermodels import dimensions
from studies import __main__ as command
from studies import plan, planning, session
from studies.catalog import Home
from studies.records import Store


def study(options: argparse.Namespace) -> int:
    dimension = dimensions.find(options.dimension)
    values = planning.values(dimension, options.values)
    seeds = planning.seeds(options.seeds)
    epochs = int(dimensions.BY_NAME["epochs"].parse(options.epochs))
    home = Home(options.root)
    context, data = _context(home, options)
    asked = plan.study(context, dimension, values, seeds, epochs, command.again(options, sys.argv[1:]))
    return _carry_out(home, [asked], data, options)


def _context(home: Home, options: argparse.Namespace) -> tuple[plan.Context, Path]:
    width = dimensions.number("width", options.width)
    precision = planning.precision(options.precision, lambda: "float32")
    samples = planning.samples(options.samples)
    return planning.context(home, options.model, options.dataset, samples, width, precision)


def _carry_out(home: Home, studies: Sequence[plan.Study], data: Path, options: argparse.Namespace) -> int:
    workers = planning.whole("workers", options.workers, 0, 256)
    totals = session.carry_out(home, studies, data, session.Resources(workers), say)
    for one in studies:
        found = session.best(one, Store(home.runs))
        if found is not None:
            accuracy, trial = found
            values = " ".join(f"{name}={plan.label(name, trial.values[name])}" for name in one.dimensions)
            say(f"{one.name}: best {values}, val_accuracy {accuracy:.4f} (mean of {len(trial.runs)} seeds)")
    say(
        f"{totals.found} runs found, {totals.trained} trained ({totals.epochs} epochs), {totals.diverged} diverged, "
        f"{len(totals.failed)} failed"
    )
    return command.SOME_FAILED if totals.failed else command.DONE


def say(line: str) -> None:
    print(line, flush=True)
