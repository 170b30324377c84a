"""When a source is told that there is more of a run to show."""

import time
from collections.abc import Callable, Iterable

from studies.execution import decisions
from studies.execution.protocols import TrialSource
from studies.plan.runs import Run


class Showing:
    """Tells of runs that left their slots at once, and of those in training now and then."""

    def __init__(self) -> None:
        self._more: dict[str, Run] = {}  # by id: runs with epochs that the source has not heard of
        self._next_look = 0.0

    def note(self, run: Run) -> None:
        """There are more epochs of a run in the store."""
        self._more[run.id] = run

    def show(self, source: TrialSource, left: Iterable[Run], elsewhere: Callable[[], Iterable[Run]]) -> None:
        """
        Args:
            left: the runs that left their slots.
            elsewhere: finds the runs that wait here, and of which another process has stored more epochs.
        """
        for run in left:
            self._more.pop(run.id, None)
            source.show(run)
        began = time.monotonic()
        if began < self._next_look:
            return
        for run in (*self._more.values(), *elsewhere()):
            source.show(run)
        self._more.clear()
        now = time.monotonic()
        self._next_look = now + decisions.pause(now - began)
