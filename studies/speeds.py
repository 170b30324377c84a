"""What this machine does with a network: timed once in worker processes and kept, then corrected by stored runs."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from hypermodels.dimensions import BASELINE, Value
from studies.execution.resources import Resources
from studies.plan import bases, costs
from studies.plan.bases import Base
from studies.plan.runs import Context, Run, furthest
from studies.plan.studies import Study, pairs_of
from studies.plan.trials import trial_of
from studies.store import fact_cache
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import form, machine
from studies.system.terminal import Console
from studies.training import timing

SECONDS_BY_BATCH = form.mapping(form.number)
TIMED = {"step": SECONDS_BY_BATCH, **dict.fromkeys(("evaluate", "build", "start"), form.number), "state": form.count}
Say = Callable[[str], None]


def of_plan(
    home: Home,
    studies: Sequence[Study],
    missing: Mapping[Run, int],
    data: Path,
    resources: Resources,
    say: Say,
) -> costs.Speed:
    """What the forecast of `studies` rests on.

    Raises:
        TooSlow: timing it takes too long.
    """
    runs = list(furthest(pairs_of(studies)))
    measured = timed(home, studies[0].context, data, costs.batch_sizes(runs), resources, say)
    stored = _stored_seconds(Store(home.runs), [run for run in runs if run not in missing])
    return costs.Speed(measured, stored)


def of_search(
    home: Home,
    context: Context,
    choices: Mapping[str, Sequence[Value]],
    data: Path,
    resources: Resources,
    say: Say,
    base: Base = (),
) -> costs.Speed:
    """What the forecast of a search rests on: each batch size it may choose, or that of its baseline.

    Raises:
        TooSlow: timing it takes too long.
    """
    batches = [int(batch) for batch in choices.get("batch_size", (bases.baseline(base)["batch_size"],))]
    measured = timed(home, context, data, batches, resources, say)
    return costs.Speed(replace(measured, step={batch: measured.step[batch] for batch in batches}))


def timed(
    home: Home, context: Context, data: Path, batches: Sequence[int], resources: Resources, say: Say
) -> costs.Timing:
    """What training steps of these batch sizes take with all of `resources` at work.

    Raises:
        TooSlow: to find out takes too long.
    """
    resources = replace(resources, workers=max(1, resources.workers))
    where = "Ray" if resources.cluster else machine.cpu_name()
    key = json.dumps(
        [
            where,
            resources.workers,
            resources.threads,
            context.fingerprint,
            context.width,
            context.precision,
            context.dataset.digest,
            *machine.visible_gpus(),
        ]
    )
    path = home.cache / "speed.json"
    kept = timing_of(fact_cache.known(path).get(key))
    if kept is not None and set(batches) <= kept.step.keys():
        return kept
    runs = [trial_of(context, {**BASELINE, "batch_size": batch}, [0]).runs[0] for batch in batches]
    with waiting(f"timing a few training steps, at most {timing.LIMIT_SECONDS:.0f} s", say):
        engine = resources.engine(home)
        try:
            measured = engine.measure(runs, data)
        finally:
            engine.stop()
    fact_cache.remember(path, key, asdict(measured))
    return measured


def timing_of(kept: Any) -> costs.Timing | None:
    """What speed.json holds of a network; None where that has another form."""
    if form.misfit(kept, TIMED) is not None or not all(map(str.isdecimal, kept["step"])):
        return None
    step = {int(batch): seconds for batch, seconds in kept["step"].items()}
    return costs.Timing(step, kept["evaluate"], kept["build"], kept["state"], kept["start"])


def _stored_seconds(store: Store, runs: Sequence[Run]) -> dict[int, float]:
    """The usual seconds an epoch by batch size; a run's first epoch also builds, so it does not count."""
    seconds: dict[int, list[float]] = {}
    for run in runs:
        rows = store.history(run.id)[1:]
        seconds.setdefault(int(run.configuration["batch_size"]), []).extend(row.seconds for row in rows)
    return {batch: median(taken) for batch, taken in seconds.items() if taken}


@contextmanager
def waiting(words: str, say: Callable[[str], None]) -> Iterator[None]:
    """A bar with the seconds that have passed, on a terminal; a log gets one line."""
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        say(f"{words} ...")
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=12), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        bar.add_task(words, total=None)
        yield
