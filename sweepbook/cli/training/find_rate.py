"""What find-lr does: a range test, and the learning rates that it makes worth a study."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from hypermodels.dimensions import BASELINE
from studies.execution.helper import Helper
from studies.plan import bases
from studies.plan.labels import label
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.range_test import reading, steps
from studies.range_test.reading import Fall
from studies.store.home import Home
from studies.system import commands, exits, machine
from studies.system.errors import UsageError
from studies.system.terminal import Console
from sweepbook.cli.requests import Training
from sweepbook.cli.training import announcements, baseline, resources
from sweepbook.cli.training.say import say, say_each

VARYING = ("learning_rate",)
BARS = "▁▂▃▄▅▆▇█"
SHOWN = 40  # points of the line that shows the loss


def find_rate(request: Training) -> int:
    """Train once with a rate that grows, and print what that shows, with the command of a study.

    Raises:
        UsageError: what was asked for cannot be had here, or the loss never fell.
    """
    baseline.check(request, VARYING)
    home = Home(request.root)
    context, data = resources.context(home, request)
    request = baseline.settled(home, context, request)
    run = trial_of(context, bases.baseline(request.base, context.baseline), [0]).runs[0]
    rates = reading.rates()
    losses = _losses(run, data, rates, request.threads or machine.cores())
    found = reading.read(rates, losses)
    if found is None:
        raise UsageError(
            f"The loss of {request.network} never fell, with rates from {rates[0]:g} to {rates[len(losses) - 1]:g}: "
            "look at its pictures and the rest of its baseline (--base) before its learning rate."
        )
    say_each(told(found, rates[0], rates[len(losses) - 1], request, context))
    return exits.DONE


def _losses(run: Run, data: Path, rates: Sequence[float], threads: int) -> list[float]:
    """The mean loss with each rate, until longer steps can show nothing more."""
    losses: list[float] = []
    with Helper(threads) as helper, _bar() as bar:
        task = bar.add_task("", total=len(rates)) if bar else None
        helper.answer(steps.begin, run, data, len(rates), reading.STEPS)
        for part, rate in enumerate(rates):
            losses.append(helper.answer(steps.loss, part, rate))
            if bar and task is not None:
                bar.update(task, advance=1, description=f"learning rate {rate:.1e}, loss {losses[-1]:.4f}")
            if reading.is_over(losses):
                break
    return losses


def _bar() -> "Progress | nullcontext[None]":
    """With the time that is left, on a terminal; a log gets one line."""
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        say(f"{reading.STEPS * reading.POINTS} steps with a learning rate that grows ...")
        return nullcontext()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def told(found: Fall, first: float, last: float, request: Training, context: Context) -> Iterator[str]:
    """What the test showed, and the study that it proposes of the dataset, whose name says its split and side."""
    yield f"{request.network}: loss {sparkline(found.losses)} as the learning rate grows from {first:.0e} to {last:.1g}"
    yield (
        f"it begins to fall at {found.begins:.1g}, falls fastest at {found.steepest:.1g} and is lowest at "
        f"{found.lowest:.1g}; one such pass tells where to look, and no more"
    )
    values = ",".join(label("learning_rate", rate) for rate in found.ladder)
    words: dict[str, Any] = {
        **announcements.setting(context, request.root),
        "precision": request.precision,
        "base": bases.words(bases.beside(request.base, VARYING)) or None,
        "epochs": request.epochs if request.epochs != BASELINE["epochs"] else None,
    }
    yield f"study these: {commands.command('study', 'lr', values=values, **words)}"


def sparkline(losses: Sequence[float]) -> str:
    """The losses as a line of bars, `SHOWN` at most; what is lost at the end is as high as the fall is deep."""
    shown = losses[:: -(-len(losses) // SHOWN)]
    low = min(shown)
    high = max(shown[0], shown[0] + (shown[0] - low) / 2)
    shown = [min(loss, high) for loss in shown]
    return "".join(BARS[round((len(BARS) - 1) * (loss - low) / (high - low or 1))] for loss in shown)
