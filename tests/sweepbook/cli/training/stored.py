"""Requests as the command line makes them, and runs that are stored without training."""

import shlex
from collections.abc import Callable

from studies.plan.runs import Run
from studies.store.history import Epoch
from studies.store.runs import Store
from sweepbook.cli import door
from sweepbook.cli.requests import Sweep


def asked(line: str) -> Sweep:
    """The request of `study lr --model lenet ...`."""
    given = shlex.split(line)
    request = door.request(door.VERBS[given[0]], given)
    assert isinstance(request, Sweep)
    return request


def trained(store: Store, run: Run, epochs: int, accuracy: Callable[[Run], float]) -> None:
    """Store a run that ended at this validation accuracy, or where it is negative failed before its first epoch."""
    reached = accuracy(run)
    with store.opened(run) as opened:
        opened.begin({})
        if reached >= 0:
            opened.store([Epoch(n, 0.5, reached, 1.0, 1.0, 0.001, 1.0) for n in range(1, epochs + 1)], {})
        opened.finish("completed" if reached >= 0 else "failed")
