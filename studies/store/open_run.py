"""A locked run: what is stored of it, and the only way to store more.

Order of writing, so that a kill at any moment loses at most the epoch in hand: checkpoint, then its rows; when
training ends answers and probes, then `run.json`, which is also written when it starts. The checkpoint holds history,
answers and probes too, so what a kill cut off comes back from it.
"""

import json
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from studies.plan.runs import Run
from studies.store import checkpoint, clock, history
from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.checkpoint import State
from studies.store.history import Epoch
from studies.store.run_json import SCHEMA, RunRecord
from studies.system import files
from studies.system.errors import UsageError

FILES = (checkpoint.NAME, "history.csv", answers.NAME, probes.NAME, "run.json")  # of a run, in the order of writing


class OpenRun:
    """A locked run: what is stored of it, and the only way to store more."""

    def __init__(self, folder: Path, run: Run, known: RunRecord | None) -> None:
        """
        Args:
            folder: the run's, locked by the caller.
            known: the record that lies there.

        Raises:
            UsageError: what lies there is another run's, or damaged beyond repair.
        """
        self.run = run
        self.folder = folder
        self._known = known
        self._refuse_others()
        self._loaded = checkpoint.read(folder, run.id)
        self._answers = self._loaded.answers if self._loaded else None
        self._probes = probes.to_go_on(folder, known, self._loaded.probes if self._loaded else None)
        self.rows = self._whole_rows()
        self._goes_on = bool(self.rows)
        self._repair_history()

    @property
    def diverged(self) -> bool:
        return bool(self.rows) and self.rows[-1].diverged

    @property
    def finished(self) -> bool:
        """The record already says how all its rows ended."""
        known = self._known
        return known is not None and known.status in ("completed", "diverged") and known.epochs == len(self.rows)

    @property
    def seconds(self) -> dict[str, float]:
        """What has been spent on this run so far: in training, outside of it, and of that in building and tracing.

        The last is not known of a run whose first epochs held it.
        """
        stored = self._known.seconds if self._known else {}
        known = {"training": 0.0, "outside": 0.0, **({"tracing": 0.0} if not self._goes_on else {})}
        return {**known, **stored}

    def checkpoint(self) -> tuple[int, dict[str, np.ndarray]] | None:
        """Epoch and state to go on from, once; None where training must begin at the first epoch."""
        loaded, self._loaded = self._loaded, None  # a deep network's state is large: let it go
        return None if loaded is None else (loaded.epoch, loaded.state)

    def store(
        self, rows: list[Epoch], state: State | None, said: Answers | None = None, probed: Probes | None = None
    ) -> None:
        """Add finished epochs; `state` is the one after the last of them (None after divergence), `said` their
        answers, `probed` what was measured in them."""
        every = [*self.rows, *(row for row in rows if row.epoch > len(self.rows))]
        epoch = rows[-1].epoch
        # Over a stored row another machine may have trained with other last digits, and other answers.
        self._answers = answers.kept(answers.together(self._answers, answers.told_by(every, said)), every[:epoch])
        self._probes = probes.together(self._probes, probed)
        if state is not None:
            checkpoint.write(self.folder, self.run.id, epoch, every, state, self._answers, self._probes)
        else:  # the last checkpoint has not seen these epochs
            self._write_beside(self._answers)
        if len(every) > len(self.rows):
            self._append(every[len(self.rows) :])
            self.rows = every

    def begin(self, environment: Mapping[str, Any], **facts: Any) -> None:
        seconds = [row.seconds for row in self.rows]
        earlier = clock.begun(self._known.data if self._known else {}, seconds) if seconds else {}
        begun = [list(pair) for pair in {**earlier, len(self.rows): time.time()}.items()]
        self._write("running", environment=dict(environment), begun=begun, **facts)

    def conclude(self) -> None:
        """Say the last word where a kill came before it."""
        if not self.finished:
            self.finish("diverged" if self.diverged else "completed")

    def finish(self, status: str, cause: str | None = None, **facts: Any) -> None:
        """The last word on a run: completed, diverged or failed."""
        self._write_beside(self._answers if self._answers and self._answers.last == len(self.rows) > 0 else None)
        if self._probes is not None:
            facts["probes_digest"] = self._probes.digest
        self._write(status, cause=cause, **facts)
        if status == "diverged":
            (self.folder / checkpoint.NAME).unlink(missing_ok=True)  # nothing can go on from it
        (self.folder / "progress").unlink(missing_ok=True)

    def _write_beside(self, said: Answers | None) -> None:
        if said is not None:
            answers.write(self.folder, self.run.id, said)
        if self._probes is not None:
            probes.write(self.folder, self._probes)

    def contents(self) -> dict[str, bytes]:
        """The run's files, to go on from somewhere that does not see this store."""
        self._loaded = None
        return {name: (self.folder / name).read_bytes() for name in FILES if (self.folder / name).exists()}

    def replace(self, contents: Mapping[str, bytes]) -> None:
        """Take over the run as another store has it (`contents`)."""
        for name in FILES:
            if name in contents:
                files.write_bytes(self.folder / name, contents[name])
            else:
                (self.folder / name).unlink(missing_ok=True)

    def show_progress(self, epoch: int, step: int, steps: int) -> None:
        """Where the running epoch stands; replaced whole, never synced: it may be lost."""
        part = self.folder / f".progress{files.PART_SUFFIX}"
        part.write_bytes(json.dumps({"epoch": epoch, "step": step, "steps": steps, "rows": len(self.rows)}).encode())
        part.replace(self.folder / "progress")

    def _refuse_others(self) -> None:
        if self._known is not None and self._known.refused:
            raise UsageError(self._known.cause)
        if self._known is not None and self._known.identity != self.run.identity:
            raise UsageError(f"{self.folder} holds another run's data; remove the folder and this run is trained anew.")

    def _write(self, status: str, cause: str | None = None, **facts: Any) -> None:
        known = dict(self._known.data) if self._known else {}
        known.update(facts)
        known.update(
            schema=SCHEMA,
            id=self.run.id,
            identity=self.run.identity,
            status=status,
            epochs=len(self.rows),
            history_bytes=len(history.text(self.rows)),
            history_digest=history.digest(self.rows),
            cause=cause,
            updated=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        files.write_json(self.folder / "run.json", known)
        self._known = RunRecord(self.run.id, status, len(self.rows), cause, known)

    def _whole_rows(self) -> list[Epoch]:
        """The rows in history.csv, or the checkpoint's where those are damaged, cut or another run's.

        The checkpoint names its run and comes first, so rows that are ours begin with its own.
        """
        kept = self._loaded.rows if self._loaded else None
        try:
            rows = history.checked(self.folder / "history.csv", self._known)
        except UsageError:
            if kept is None:
                raise
            return kept
        return rows if kept is None or history.begins(rows, kept) else kept

    def _repair_history(self) -> None:
        """Bring back rows that a kill kept from history.csv, and cut a torn last line."""
        path = self.folder / "history.csv"
        text = history.text(self.rows)
        if (
            path.is_symlink()
            or (path.exists() and path.read_bytes() != text.encode())
            or (self.rows and not path.exists())
        ):  # a link would lead what is appended elsewhere
            files.write_bytes(path, text.encode())

    def _append(self, rows: list[Epoch]) -> None:
        path = self.folder / "history.csv"
        if not self.rows or not path.exists():  # what is there then is none of ours, and may have no header
            files.write_bytes(path, history.text([*self.rows, *rows]).encode())
            return
        with path.open("ab") as file:
            file.write("".join(row.row() for row in rows).encode())
            file.flush()
            os.fsync(file.fileno())
