"""What this machine does with a network: timed once in worker processes and kept, then corrected by stored runs.

Workers and precision are chosen by it where a command says `auto`.
"""

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
from studies.plan import costs
from studies.plan.runs import Context, Run, furthest
from studies.plan.studies import Study
from studies.plan.trials import trial_of
from studies.store import fact_cache
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import form, machine
from studies.system.terminal import Console
from studies.training import timing

MIN_SPEEDUP = 1.1  # times as fast: less is noise, and not worth fewer digits
WORKER_BYTES = 3 << 29  # 1.5 GiB: what a worker takes with the largest of the five networks, and some more
COMPARED_PRECISIONS = ("float32", "mixed_bfloat16")
SECONDS = form.fits(dict.fromkeys(COMPARED_PRECISIONS, form.number))  # what a cache says of precisions
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
    """What the forecast of `studies` rests on."""
    runs = list(furthest([pair for study in studies for pair in study.asked()]))
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
) -> costs.Speed:
    """What the forecast of a search rests on: each batch size it may choose."""
    batches = [int(batch) for batch in choices.get("batch_size", ())] or [timing.BATCH]
    measured = timed(home, context, data, batches, resources, say)
    return costs.Speed(replace(measured, step={batch: measured.step[batch] for batch in batches}))


def workers(home: Home, context: Context, data: Path, say: Say) -> int:
    """How many worker processes, with the cores shared out among them, train most pictures a second.

    Numbers are tried from one up, and no further once more of them do no more.
    """
    best, most = 1, 0.0
    for count in candidates(machine.cores()):
        resources = Resources(count)
        measured = timed(home, context, data, [timing.BATCH], resources, say)
        rate = count * costs.Speed(measured).rate(context, timing.BATCH)
        say(f"workers={count}, {resources.threads} threads each: {rate:,.0f} pictures/s")
        if rate <= most:
            break
        best, most = count, rate
    return best


def usual_workers(cores: int, memory: int, runs: int) -> int:
    """How many worker processes train so many `runs` soonest, where nothing was measured: a worker a core.

    More workers with fewer threads each were never slower here (docs/performance.md, Engines), and far faster for small
    networks. A single run gets all cores.

    Args:
        cores: of the machine, at least 1.
        memory: of the machine, in bytes; a worker may need `WORKER_BYTES` of it.
        runs: to train at the same time, at most.
    """
    return max(1, min(cores, runs, memory // WORKER_BYTES))


def candidates(cores: int) -> list[int]:
    """1, 2, 4, ... and a worker a core."""
    return [1 << power for power in range(cores.bit_length()) if 1 << power < cores] + [cores]


def precision(home: Home, context: Context, data: Path, resources: Resources, say: Say) -> str:
    """mixed_bfloat16 where this network trains clearly faster with it; else float32.

    Timed on a GPU, and on a processor that multiplies it; others only convert it, which is never faster.
    """
    if not machine.visible_gpus() and not machine.multiplies_bfloat16():
        return "float32"

    def timed() -> dict[str, float]:
        say("timing a few training steps in float32 and mixed_bfloat16 ...")
        runs = [trial_of(replace(context, precision=name), dict(BASELINE), [0]).runs[0] for name in COMPARED_PRECISIONS]
        with resources.helper() as helper:
            return dict(zip(COMPARED_PRECISIONS, helper.answer(timing.step_seconds, runs, data), strict=True))

    key = json.dumps(["precision", machine.cpu_name(), resources.threads, context.fingerprint, context.width])
    seconds = fact_cache.remembered(home.cache / "speed.json", key, timed, SECONDS)
    return "mixed_bfloat16" if seconds["float32"] >= MIN_SPEEDUP * seconds["mixed_bfloat16"] else "float32"


def timed(
    home: Home, context: Context, data: Path, batches: Sequence[int], resources: Resources, say: Say
) -> costs.Timing:
    """What training steps of these batch sizes take with all of `resources` at work."""
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
