"""Workers and precision where a command leaves them open: by what the machine has, and by what was timed on it."""

import json
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypermodels.dimensions import BASELINE
from studies import speeds
from studies.execution import worker
from studies.execution.helper import Helper
from studies.execution.resources import Resources
from studies.plan import costs
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store import catalog, fact_cache
from studies.store.home import Home
from studies.system import form, machine
from studies.system.escapes import plain
from studies.training import timing

MIN_SPEEDUP = 1.1  # times as fast: less is noise, and not worth fewer digits
WORKER_BYTES = 3 << 29  # 1.5 GiB: what a worker takes with the largest of the five networks, and some more
COMPARED_PRECISIONS = ("float32", "mixed_bfloat16")
SECONDS = form.fits(dict.fromkeys(COMPARED_PRECISIONS, form.number))  # what a cache says of precisions
MOST_SAID = 300  # letters of why something was not timed
Say = Callable[[str], None]


def workers(home: Home, context: Context, data: Path, say: Say) -> int:
    """How many worker processes, with the cores shared out among them, train most pictures a second.

    Numbers are tried from one up, and no further once more of them do no more. Where a busy machine takes too long for
    the first, there are as many as usual.
    """
    cores, held = machine.cores(), context.dataset.beyond_usual
    best, most = usual_workers(cores, machine.memory(), cores, held), 0.0
    for count in candidates(cores):
        resources = Resources(count)
        try:
            measured = speeds.timed(home, context, data, [timing.BATCH], resources, say)
        except timing.TooSlow as why:
            say(f"workers={count} was not timed: {why}")
            break
        rate = count * costs.Speed(measured).rate(context, timing.BATCH)
        say(f"workers={count}, {resources.threads} threads each: {rate:,.0f} pictures/s")
        if rate <= most:
            break
        best, most = count, rate
    return best


def usual_workers(cores: int, memory: int, runs: int, held: int = 0) -> int:
    """How many worker processes train so many `runs` soonest, where nothing was measured: a worker a core.

    More workers with fewer threads each were never slower here (docs/performance.md, Engines), and far faster for small
    networks. A single run gets all cores.

    Args:
        cores: of the machine, at least 1.
        memory: of the machine, in bytes; a worker may need `WORKER_BYTES` of it, and what it holds.
        runs: to train at the same time, at most.
        held: bytes of the pictures that each worker holds, beyond what `WORKER_BYTES` covers.
    """
    return max(1, min(cores, runs, memory // (WORKER_BYTES + held)))


def candidates(cores: int) -> list[int]:
    """1, 2, 4, ... and a worker a core."""
    return [1 << power for power in range(cores.bit_length()) if 1 << power < cores] + [cores]


def precision(home: Home, context: Context, data: Path, helper: Helper, say: Say) -> str:
    """That of the studies which are stored of this network on these pictures, where they have one precision: a command
    that is given again, with other threads or on another machine, finds them again.

    Else mixed_bfloat16 where this network trains clearly faster with it, else float32. Timed on a GPU, and on a
    processor that multiplies it; others only convert it, which is never faster. A user's network that fails in the one
    or the other is trained in float32.
    """
    helps = bool(machine.visible_gpus()) or machine.multiplies_bfloat16()
    studied = _precisions(home, context)
    if len(studied) == 1:
        (own,) = studied
        if helps or own != "float32":
            say(f"precision={own}, as what is studied already of this network on these pictures")
        return own
    if not helps:
        return "float32"

    def timed() -> dict[str, float]:
        say("timing a few training steps in float32 and mixed_bfloat16 ...")
        runs = [trial_of(replace(context, precision=name), dict(BASELINE), [0]).runs[0] for name in COMPARED_PRECISIONS]
        return dict(zip(COMPARED_PRECISIONS, helper.answer(worker.step_seconds, runs, data), strict=True))

    key = json.dumps(["precision", machine.cpu_name(), context.fingerprint, context.width, *machine.visible_gpus()])
    try:
        seconds = fact_cache.remembered(home.cache / "speed.json", key, timed, SECONDS)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # whatever a user's layers do in half precision: training says what they do in float32
        if context.own is None:
            raise
        cause = textwrap.shorten(str(error), MOST_SAID, placeholder=" …")
        say(f"precision=float32, as {context.network} cannot be timed in mixed_bfloat16 too: {plain(cause)}")
        return "float32"
    return "mixed_bfloat16" if seconds["float32"] >= MIN_SPEEDUP * seconds["mixed_bfloat16"] else "float32"


def _precisions(home: Home, context: Context) -> set[str]:
    """Of the stored studies of this network on these pictures."""
    mine = (context.network, context.width, context.dataset.name, context.dataset.samples)
    return {
        one.get("precision", "float32")
        for one in catalog.read(home)
        if (one["network"], one.get("width", 1.0), one["dataset"]["name"], one["dataset"].get("samples")) == mine
    }
