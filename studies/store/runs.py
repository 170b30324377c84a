"""The run store: the only code that writes under `tuner_dirs/runs`.

    tuner_dirs/runs/<run id>/
        run.json         identity, status, environment, seconds, cause of failure
        history.csv      a row an epoch
        checkpoint.npz   the state after the last epoch, with the history up to it, while it may be needed
        progress         where a running epoch stands; says nothing about what is stored
        lock             held by the process that trains the run

Order of writing, so that a kill at any moment loses at most the epoch in hand: checkpoint, then its rows, and
`run.json` when training starts and ends. The checkpoint holds the history too, so rows that a kill cut off come
back from it.
"""

import io
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock
import numpy as np

from studies.plan.runs import Run
from studies.store import clock, history, run_json
from studies.store.history import Epoch
from studies.store.run_json import SCHEMA, Record
from studies.system import files, names, trouble
from studies.system.errors import UsageError

STATE = ("checkpoint.npz", "history.csv", "run.json")  # in the order of writing
State = Mapping[str, np.ndarray]


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

    def record(self, run_id: str) -> Record | None:
        """What is known of a run, without a look at its rows; None where training makes or repairs it.

        A record that is `refused` stays as it is: its cause is a sentence with the file and the remedy.
        """
        try:
            record = run_json.read(self.folder(run_id))
        except UsageError as fault:  # a link
            return Record(run_id, run_json.REFUSED, 0, str(fault))
        if record is None or record.refused:
            return record
        size, stored = self._history_size(run_id), record.data.get("history_bytes")
        if record.status == "running":  # written when training began; its rows came after
            return replace(record, epochs=len(self.history(run_id)))
        if stored not in (None, size) or record.epochs * history.SHORTEST > size:  # cut since: to be repaired
            return replace(record, status="running", epochs=len(self.history(run_id)))
        return record

    def read(self, run_id: str) -> tuple[Record | None, list[Epoch]]:
        """A run's record and its rows, checked against one another. Where they are damaged, the record says so."""
        record = self.record(run_id)
        if record is None or record.refused:
            return record, []
        try:
            return record, self.rows(run_id, record)
        except UsageError as damage:
            return Record(run_id, run_json.DAMAGED, 0, str(damage)), []
        except OSError as error:
            return Record(run_id, run_json.REFUSED, 0, trouble.sentence(error)), []

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

    def rows(self, run_id: str, record: Record | None) -> list[Epoch]:
        """The rows that `record` tells of.

        Raises:
            UsageError: they are damaged, or another run's.
        """
        path = self._history_path(run_id)
        try:
            rows = history.read(path)
            if record is not None:
                _check_history(record, rows)
        except ValueError as cause:
            raise UsageError(
                f"{path} is damaged ({cause}); remove {path.parent} and this run is trained again."
            ) from None
        return rows

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
        return files.is_locked(self.folder(run_id))

    def fail(self, run: Run, cause: str) -> None:
        """Record that a run's process died, from the outside."""
        with self.opened(run) as opened:
            opened.finish("failed", cause=cause)

    def conclude(self, run: Run) -> None:
        """Say the last word on a run whose rows are all stored; whoever has it open says it himself.

        Raises:
            UsageError: it holds something this version cannot go on from.
        """
        with suppress(Busy), self.opened(run) as opened:
            opened.conclude()

    def drop_checkpoint(self, run_id: str) -> None:
        """
        Raises:
            Busy: a process trains the run.
        """
        with self._lock(run_id):
            (self.folder(run_id) / "checkpoint.npz").unlink(missing_ok=True)

    @contextmanager
    def opened(self, run: Run) -> Iterator["OpenRun"]:
        """The run's folder, locked, repaired and swept; made if need be.

        Raises:
            Busy: another process has it.
            UsageError: it holds something this version cannot go on from.
        """
        with self._lock(run.id):
            files.sweep(self.folder(run.id))
            yield OpenRun(self, run)

    def sweep(self) -> None:
        """Clear away what killed processes left in runs that had ended: nobody opens those again."""
        for folder in names.folders(self.root):
            with suppress(Busy, OSError):
                if any(path.name not in STATE for path in list(folder.iterdir())):
                    self._clear(folder)

    def _clear(self, folder: Path) -> None:
        with self._lock(folder.name):
            files.sweep(folder)
            (folder / "progress").unlink(missing_ok=True)

    def at_work(self) -> list[str]:
        """The runs that a process trains right now."""
        return [folder.name for folder in self._locked() if self.is_locked(folder.name)]

    def _locked(self) -> list[Path]:
        """The runs' folders with a lock file, whoever left it."""
        return [folder for folder in names.folders(self.root) if (folder / "lock").exists()]

    @contextmanager
    def _lock(self, run_id: str) -> Iterator[None]:
        try:
            with files.locked(self.folder(run_id), 0.5):  # long enough for one who only asks `is_locked`
                yield
        except filelock.Timeout:
            raise Busy(run_id) from None


class OpenRun:
    """A locked run: what is stored of it, and the only way to store more."""

    def __init__(self, store: Store, run: Run) -> None:
        self.run = run
        self.folder = store.folder(run.id)
        self._read_only_if_ours(store)
        self._loaded = self._load_checkpoint()
        self.rows = self._whole_rows(store)
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
        stored = (self._known.data.get("seconds") if self._known else None) or {}
        known = {"training": 0.0, "outside": 0.0, **({"tracing": 0.0} if not self._goes_on else {})}
        return {**known, **stored}

    def checkpoint(self) -> tuple[int, dict[str, np.ndarray]] | None:
        """Epoch and state to go on from, once; None where training must begin at the first epoch."""
        loaded, self._loaded = self._loaded, None  # a deep network's state is large: let it go
        return None if loaded is None else (loaded[0], loaded[2])

    def store(self, rows: list[Epoch], state: State | None) -> None:
        """Add finished epochs; `state` is the one after the last of them (None after divergence)."""
        every = [*self.rows, *(row for row in rows if row.epoch > len(self.rows))]
        if state is not None:
            meta = {"schema": SCHEMA, "run": self.run.id, "epoch": rows[-1].epoch, "history": history.text(every)}
            arrays: dict[str, Any] = {f"state/{name}": array for name, array in state.items()}
            arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
            files.write_with(self.folder / "checkpoint.npz", lambda file: np.savez(file, **arrays))
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
        self._write(status, cause=cause, **facts)
        if status == "diverged":
            (self.folder / "checkpoint.npz").unlink(missing_ok=True)  # nothing can go on from it
        (self.folder / "progress").unlink(missing_ok=True)

    def contents(self) -> dict[str, bytes]:
        """The run's files, to go on from somewhere that does not see this store."""
        self._loaded = None
        return {name: (self.folder / name).read_bytes() for name in STATE if (self.folder / name).exists()}

    def replace(self, contents: Mapping[str, bytes]) -> None:
        """Take over the run as another store has it (`contents`)."""
        for name in STATE:
            if name in contents:
                files.write_bytes(self.folder / name, contents[name])
            else:
                (self.folder / name).unlink(missing_ok=True)

    def show_progress(self, epoch: int, step: int, steps: int) -> None:
        """Where the running epoch stands; replaced whole, never synced: it may be lost."""
        part = self.folder / f".progress{files.PART}"
        part.write_bytes(json.dumps({"epoch": epoch, "step": step, "steps": steps, "rows": len(self.rows)}).encode())
        part.replace(self.folder / "progress")

    def _read_only_if_ours(self, store: Store) -> None:
        self._known = store.record(self.run.id)
        if self._known is not None and self._known.refused:
            raise UsageError(self._known.cause)
        if self._known is not None and self._known.data["identity"] != self.run.identity:
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
        self._known = Record(self.run.id, status, len(self.rows), cause, known)

    def _whole_rows(self, store: Store) -> list[Epoch]:
        """The rows in history.csv, or the checkpoint's where those are damaged, cut or another run's.

        The checkpoint names its run and comes first, so rows that are ours begin with its own.
        """
        kept = self._loaded[1] if self._loaded else None
        try:
            rows = store.rows(self.run.id, self._known)
        except UsageError:
            if kept is None:
                raise
            return kept
        return rows if kept is None or _begins(rows, kept) else kept

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
            files.write_bytes(path, history.text(rows).encode())
            return
        with path.open("ab") as file:
            file.write("".join(row.row() for row in rows).encode())
            file.flush()
            os.fsync(file.fileno())

    def _load_checkpoint(self) -> tuple[int, list[Epoch], dict[str, np.ndarray]] | None:
        try:
            content = (self.folder / "checkpoint.npz").read_bytes()
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                meta = json.loads(arrays["meta"].tobytes())
                if meta["run"] != self.run.id or meta["schema"] != SCHEMA:
                    return None
                state = {name.removeprefix("state/"): arrays[name] for name in arrays.files if name != "meta"}
            return int(meta["epoch"]), history.parse(meta["history"]), state
        except FileNotFoundError:
            return None
        except Exception:  # a torn archive fails in many ways, and every one means: train again
            return None


def _begins(rows: list[Epoch], start: list[Epoch]) -> bool:
    return [row.row() for row in rows[: len(start)]] == [row.row() for row in start]


def _check_history(record: Record, rows: list[Epoch]) -> None:
    """
    Raises:
        ValueError: the rows are not those the record was written with, nor a beginning or a continuation of them.
    """
    known = record.data.get("history_digest")
    written = int(record.data["epochs"])
    if known is not None and len(rows) >= written and history.digest(rows[:written]) != known:
        raise ValueError("its rows are not those that were stored")
