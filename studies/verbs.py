"""What each verb of the command line does."""

import argparse
import sys

from hypermodels import dimensions
from studies import __main__ as command
from studies import plan, planning, session
from studies.catalog import Home


def study(options: argparse.Namespace) -> int:
    dimension = dimensions.find(options.dimension)
    values = planning.values(dimension, options.values)
    seeds = planning.seeds(options.seeds)
    epochs = int(dimensions.BY_NAME["epochs"].parse(options.epochs))
    home = Home(options.root)
    context, data = _context(home, options)
    asked = plan.study(context, dimension, values, seeds, epochs, command.again(options, sys.argv[1:]))
    return _carry_out(home, [asked], data, options)


def _context(home: Home, options: argparse.Namespace):  # type: ignore[no-untyped-def]
    width = dimensions.number("width", options.width)
    precision = planning.precision(options.precision, lambda: "float32")
    samples = planning.samples(options.samples)
    return planning.context(home, options.model, options.dataset, samples, width, precision)


def _carry_out(home: Home, asked, data, options) -> int:  # type: ignore[no-untyped-def]
    workers = planning.whole("workers", options.workers, 1, 256)
    totals, shelves = session.carry_out(home, asked, data, session.Resources(workers), say)
    for shelf in shelves:
        if shelf.best is not None:
            accuracy, trial = shelf.best
            values = " ".join(f"{name}={plan.label(name, trial.values[name])}" for name in shelf.study.dimensions)
            say(f"{shelf.study.name}: best {values}, val_accuracy {accuracy:.4f} (mean of {len(trial.runs)} seeds)")
    say(f"{totals.found} runs found, {totals.trained} trained ({totals.epochs} epochs), {totals.diverged} diverged, "
        f"{len(totals.failed)} failed")  # fmt: skip
    return command.SOME_FAILED if totals.failed else command.DONE


def say(line: str) -> None:
    print(line, flush=True)
