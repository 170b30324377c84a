"""The runs under `tuner_dirs/runs`, read. Nothing here locks, writes or waits.

What was read of a run is kept for as long as its files are the same (`unchanged`): one command looks at each of its
runs some five times. Of many runs it is kept for the next command too (`index`).
"""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from studies.plan.runs import Run
from studies.store import history, run_json
from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.reading.known import Known
from studies.store.reading.unchanged import Stamp, stamp
from studies.store.run_json import RunRecord
from studies.system import errors, files, names
from studies.system.errors import UsageError


class RunReader:
    """What is stored of runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = str(root)
        self._known = _known(root)

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
        return self._record(run_id, self.stamp(run_id))

    def read_anew(self, run_id: str) -> RunRecord | None:
        """The `record`, whatever is remembered: what training goes on from."""
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

    def stamp(self, run_id: str) -> Stamp | None:
        """Which files of a run lie there now, for whoever shows what is in them."""
        return stamp(f"{self.place}/{run_id}", "run.json", "history.csv")

    def _record(self, run_id: str, now: Stamp | None) -> RunRecord | None:
        entry = self._known.get(run_id, now)
        if entry is not None:
            return run_json.unpacked(run_id, entry.record)
        record = self.read_anew(run_id)
        if record is not None and not record.refused:
            self._known.keep(run_id, now, record)
        return record

    def read(self, run_id: str, now: Stamp | None = None) -> tuple[RunRecord | None, list[Epoch]]:
        """A run's record and its rows, checked against one another. Where they are damaged, the record says so.

        Args:
            now: the run's `stamp`, of who has just asked for it.
        """
        now = now or self.stamp(run_id)
        entry = self._known.get(run_id, now)
        if entry is not None and entry.rows is not None:
            return run_json.unpacked(run_id, entry.record), history.unpacked(entry.rows)
        record = self._record(run_id, now)
        if record is None or record.refused:
            return record, []
        try:
            found = history.checked(self._history_path(run_id), record)
        except UsageError as damage:
            return RunRecord(run_id, run_json.DAMAGED, 0, str(damage)), []
        except OSError as error:
            return RunRecord(run_id, run_json.REFUSED, 0, errors.refusal(error)), []
        self._known.keep_rows(run_id, now, history.packed(found))
        return record, found

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
            return os.stat(f"{self.place}/{run_id}/history.csv").st_size  # noqa: PTH116  of 100,000 runs
        except OSError:
            return 0

    def progress(self, run_id: str) -> dict[str, int] | None:
        """Where the running epoch stands: epoch, step, steps, and how many rows are stored."""
        try:
            shown = files.read_json(self.folder(run_id) / "progress")
            return {name: int(shown[name]) for name in ("epoch", "step", "steps", "rows")}
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return None

    def checkpoint_sizes(self) -> dict[str, int]:
        """The bytes of every checkpoint there is, by run."""
        sizes = {}
        for run_id in self.ids():
            with suppress(OSError):
                found = os.lstat(f"{self.place}/{run_id}/checkpoint.npz")
                if stat.S_ISREG(found.st_mode):
                    sizes[run_id] = found.st_size
        return sizes


@lru_cache(maxsize=4)  # folders: two stores are compared at most
def _known(root: Path) -> Known:
    """One for every `Store` of a folder: a command makes several."""
    return Known(root)
