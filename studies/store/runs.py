"""The run store. It and `open_run` are the only code that writes under `tuner_dirs/runs`.

tuner_dirs/runs/<run id>/
    run.json         identity, status, environment, seconds, cause of failure
    history.csv      a row an epoch
    checkpoint.npz   the state after the last epoch, with what was stored up to it, while it may be needed
    answers.npz      the classes that were said of the validation pictures after a few epochs
    probes.csv       what was measured in its layers, where that was asked for
    progress         where a running epoch stands; says nothing about what is stored
    lock             held by the process that trains the run
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from studies.plan.runs import Run
from studies.store.open_run import FILES, OpenRun
from studies.store.reading.run_reader import RunReader
from studies.system import files, locks, names
from studies.system.errors import UsageError


class Busy(Exception):
    """Another process trains this run."""


class Store(RunReader):
    """The runs under `tuner_dirs/runs`. Reading never locks; training goes through `opened`."""

    def is_locked(self, run_id: str) -> bool:
        return locks.is_locked(self.folder(run_id))

    def fail(self, run: Run, cause: str) -> None:
        """Write down that a run's process died, from the outside."""
        with self.opened(run) as opened:
            opened.finish("failed", cause=cause)

    def conclude(self, run: Run) -> None:
        """Say the last word on a run whose rows are all stored; whoever has it open says it himself.

        Raises:
            UsageError: it holds something this version cannot go on from.
        """
        with suppress(Busy), self.opened(run) as opened:
            opened.conclude()

    def adopt(self, run_id: str, source: Path) -> bool:
        """Store a run that ended elsewhere, whose checked files lie in `source`; whether it was: not where any of it is
        stored here.

        Raises:
            Busy: a process trains it here.
        """
        with self._lock(run_id):
            folder = self.folder(run_id)
            if self.record(run_id) is not None or (folder / "checkpoint.npz").exists():
                return False  # a history alone is what a kill left of an import
            for name in (*sorted(path.name for path in source.iterdir() if path.name != "run.json"), "run.json"):
                files.write_bytes(folder / name, (source / name).read_bytes())
            return True

    def drop_checkpoint(self, run_id: str) -> None:
        """Raises `Busy` where a process trains the run."""
        with self._lock(run_id):
            (self.folder(run_id) / "checkpoint.npz").unlink(missing_ok=True)

    @contextmanager
    def opened(self, run: Run) -> Iterator[OpenRun]:
        """The run's folder, locked, repaired and swept; made if need be.

        Raises:
            Busy: another process has it.
            UsageError: it holds something this version cannot go on from.
        """
        with self._lock(run.id):
            files.sweep(self.folder(run.id))
            yield OpenRun(self.folder(run.id), run, self.read_anew(run.id))

    def keep_index(self) -> None:
        """Keep what was read of many runs for the next command. It is only time that is lost where that cannot be."""
        with suppress(OSError, UsageError):
            self._known.save(self.ids)

    def sweep(self) -> None:
        """Clear away what killed processes left in runs that had ended: nobody opens those again."""
        for run_id in self.ids():
            with suppress(Busy, OSError):
                if any(name not in FILES for name in os.listdir(f"{self.place}/{run_id}")):  # noqa: PTH208  of each run
                    with self._lock(run_id):
                        files.sweep(self.root / run_id)
                        (self.root / run_id / "progress").unlink(missing_ok=True)

    def at_work(self) -> list[str]:
        """The runs that a process trains right now."""
        left = (folder.name for folder in names.folders(self.root) if (folder / "lock").exists())  # by whomever
        return [run_id for run_id in left if self.is_locked(run_id)]

    @contextmanager
    def _lock(self, run_id: str) -> Iterator[None]:
        try:
            with locks.locked(self.folder(run_id), 0.5):  # long enough for one who only asks `is_locked`
                yield
        except filelock.Timeout:
            raise Busy(run_id) from None
