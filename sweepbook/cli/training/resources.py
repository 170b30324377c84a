"""What a request to train needs before anything is trained: pictures and network as a context, workers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from studies import auto, prepare
from studies.data import datasets
from studies.execution.processes import fork_server
from studies.execution.ray import cluster
from studies.execution.resources import Resources
from studies.plan.budget import NothingFits
from studies.plan.costs import Speed
from studies.plan.runs import Context
from studies.store.home import Home
from studies.system import machine
from studies.system.escapes import plain
from studies.training.timing import TooSlow
from sweepbook.cli.options import Budget, Workers
from sweepbook.cli.requests import Training
from sweepbook.cli.training import announcements
from sweepbook.cli.training.say import say


def check(request: Training) -> None:
    """
    Raises:
        UsageError: the cluster, or the GPU to share, that was asked for is not there.
    """
    if request.ray:
        cluster.check()
    else:
        machine.assigned_gpus(0, machine.visible_gpus(), request.share)


def context(home: Home, request: Training) -> tuple[Context, Path]:
    """What all runs of the request share, and the folder with the prepared pictures.

    Raises:
        UsageError: the dataset cannot be read, or there are fewer pictures than `samples`.
    """
    datasets.check(request.dataset, home.datasets, request.validation, request.size)
    if not home.cache.exists() and not request.ray and request.workers != 0:
        fork_server.fork_server()  # nothing is stored: workers will be needed, and load while the pictures are prepared
    usual = auto.usual_workers(machine.cores(), machine.memory(), machine.cores())
    means = Resources(request.workers if isinstance(request.workers, int) else usual, request.threads)
    # One process for both, which is the first worker afterwards where as many are started.
    with means.helper(becomes_worker=not request.ray and not request.dry_run) as helper:
        found, data = prepare.context(
            home,
            request.network,
            request.dataset,
            request.samples,
            request.width,
            request.precision or "float32",
            request.validation,
            lambda note: say(f"note: {plain(note)}"),
            helper,
            request.own,
            request.size,
        )
        if request.precision is None:
            found = replace(found, precision=auto.precision(home, found, data, helper, say))
    return found, data


def resources(home: Home, shared: Context, data: Path, request: Training, side_by_side: int) -> Resources:
    """Workers and their threads, by rule or measurement where the request leaves them open.

    Args:
        side_by_side: runs that may be trained at the same time, stored ones too: so a command that is given again
            takes the same workers, and with them the same threads, which decide the last digits.

    Raises:
        UsageError: the machine or the cluster has not what was asked for.
    """
    workers = request.workers
    if request.ray:
        count = workers if isinstance(workers, int) else None
        count, need = cluster.fit(cluster.nodes(), count, request.threads, request.share)
        return Resources(count, need.threads, need, probed=request.probes)
    found = machine.visible_gpus()
    if not isinstance(workers, int):
        workers = len(found) * request.share or _processors(home, shared, data, workers, side_by_side)
    machine.assigned_gpus(workers, found, request.share)  # refuses before anything is written
    return Resources(workers, request.threads, share=request.share, probed=request.probes)


def speed(timing: Callable[[], Speed], budget: Budget | None = None) -> Speed | None:
    """What a forecast rests on, by `timing` it; None on a machine that is too busy, and a line says so.

    Raises:
        NothingFits: so nobody knows what fits into a `budget`.
    """
    try:
        return timing()
    except TooSlow as why:
        if budget is not None:
            raise NothingFits(announcements.unknown_time(budget.text, why)) from None
        say(announcements.no_forecast(why))
        return None


def _processors(home: Home, shared: Context, data: Path, how: Workers, side_by_side: int) -> int:
    """How many workers this machine's processor gets."""
    if how is Workers.MEASURED:
        return auto.workers(home, shared, data, say)
    return auto.usual_workers(machine.cores(), machine.memory(), side_by_side, shared.dataset.beyond_usual)
