"""Where runs execute. One small interface: submit a job to a slot, wait for any, stop.

`inline.Inline`, `local.Local` and `ray.engine.Ray` are such engines. Plan, views and store know nothing of them:
results are read from the store, never returned.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studies.plan.costs import Timing
from studies.plan.runs import Run


@dataclass(frozen=True)
class Job:
    """Advance `run` to `to_epoch` epochs in the store at `root`, with the prepared data in `data`.

    `threads` are those that its epochs so far were trained with, None for a run that begins: with as many it goes on
    bit by bit, so an engine of this machine that was not told otherwise takes as many, where the
    machine bears them (`decisions.borne`). `probed` says whether its layers are measured, which changes no number.
    """

    run: Run
    to_epoch: int
    root: Path
    data: Path
    threads: int | None = None
    probed: bool = False


@dataclass(frozen=True)
class Ended:
    """A job that is no longer running. `cause` says in words why its process died, if it did."""

    slot: int
    job: Job
    busy: bool = False  # another process trains this run
    found: bool = False  # another process had trained it
    cause: str | None = None
    refused: str | None = None  # why the run's files cannot be gone on from
    lost: bool = False  # with its whole machine, or before it began: no fault of the run's


class Engine(Protocol):
    slots: int
    alike: bool  # whether each slot trains a run to the same numbers, so that it may go on in another

    def free(self) -> list[int]:
        """The slots that can take a job now."""
        ...

    def submit(self, slot: int, job: Job) -> str | None:
        """Take the job into a free slot. Returns what is to be known of it, in a sentence, where there is something."""
        ...

    def wait(self, seconds: float) -> list[Ended]:
        """The jobs that ended, after the first end or after `seconds`."""
        ...

    def measure(self, runs: list[Run], data: Path) -> Timing:
        """Time a few training steps of `runs` in all slots at once: they share the machine."""
        ...

    def stop(self) -> None:
        """End all processes at once. The store survives this at any moment."""
        ...
