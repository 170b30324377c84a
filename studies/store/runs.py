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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import filelock

from studies.plan.runs import Run
from studies.store import history, run_json
from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.open_run import FILES, OpenRun
from studies.store.run_json import RunRecord
from studies.system import errors, files, locks, names
from studies.system.errors import UsageError


class Busy(Exception):
    """Another process trains this run."""


class Store:
    """The runs under `tuner_dirs/runs`. Reading never locks; training goes through `opened`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, run_id: str) -> Path:
        return names.inside(self.root, run_id)

    def ids(self) -> list[str]:
        """The runs there are, whatever is in them; a stray file is none."""
        try:
            return sorted(entry.name for entry in os.scandir(self.root) if entry.is_dir(follow_symlinks=False))
        except OSError:
            return []

    def record(self, run_id: str) -> RunRecord | None:
        """What is known of a run, without a look at its rows; None where training makes or repairs it.

        A record that is `refused` stays as it is: its cause is a sentence with the file and the remedy.
        """
        try:
            record = run_json.read(self.folder(run_id))
        except UsageError as fault:  # a link
            return RunRecord(run_id, run_json.REFUSED, 0, str(fault))
        if record is None or record.refused:
            return record
        size, stored = self._history_size(run_id), record.history_bytes
        if record.status == "running":  # written when training began; its rows came after
            return replace(record, epochs=len(self.history(run_id)))
        if stored not in (None, size) or record.epochs * history.SHORTEST > size:  # cut since: to be repaired
            return replace(record, status="running", epochs=len(self.history(run_id)))
        return record

    def read(self, run_id: str) -> tuple[RunRecord | None, list[Epoch]]:
        """A run's record and its rows, checked against one another. Where they are damaged, the record says so."""
        record = self.record(run_id)
        if record is None or record.refused:
            return record, []
        try:
            return record, history.checked(self._history_path(run_id), record)
        except UsageError as damage:
            return RunRecord(run_id, run_json.DAMAGED, 0, str(damage)), []
        except OSError as error:
            return RunRecord(run_id, run_json.REFUSED, 0, errors.refusal(error)), []

    def answers(self, run_id: str, rows: Sequence[Epoch]) -> Answers | None:
        """What a run said of the validation pictures; `rows` are its history. None where that is not stored.

        Raises:
            UsageError: what is stored of it is damaged, another run's, or of a newer version.
        """
        record = run_json.read(self.folder(run_id))
        if record is None or record.refused:
            return None
        return answers.read(self.folder(run_id), run_id, rows, record.identity["classes"])

    def probes(self, run_id: str, epochs: int) -> Probes | None:
        """What was measured in a run's layers, up to an epoch; None where it has no probes. Raises as `answers`."""
        record = run_json.read(self.folder(run_id))
        return None if record is None or record.refused else probes.read(self.folder(run_id), record, epochs)

    def has(self, run: Run, to_epoch: int) -> bool:
        """Whether a run got that far, or diverged before."""
        record = self.record(run.id)
        return record is not None and record.done(to_epoch)

    def history(self, run_id: str) -> list[Epoch]:
        """The rows that can be read, unchecked: of a run that is being trained, or for an estimate."""
        try:
            return history.read(self._history_path(run_id))
        except (OSError, ValueError):
            return []

    def _history_path(self, run_id: str) -> Path:
        return self.folder(run_id) / "history.csv"

    def _history_size(self, run_id: str) -> int:
        try:
            return os.stat(os.path.join(self.root, run_id, "history.csv")).st_size  # noqa: PTH116, PTH118  10,000 of them
        except OSError:
            return 0

    def progress(self, run_id: str) -> dict[str, int] | None:
        """Where the running epoch stands: epoch, step, steps, and how many rows are stored."""
        try:
            shown = files.read_json(self.folder(run_id) / "progress")
            return {name: int(shown[name]) for name in ("epoch", "step", "steps", "rows")}
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return None

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
            yield OpenRun(self.folder(run.id), run, self.record(run.id))

    def sweep(self) -> None:
        """Clear away what killed processes left in runs that had ended: nobody opens those again."""
        for folder in names.folders(self.root):
            with suppress(Busy, OSError):
                if any(path.name not in FILES for path in list(folder.iterdir())):
                    with self._lock(folder.name):
                        files.sweep(folder)
                        (folder / "progress").unlink(missing_ok=True)

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
