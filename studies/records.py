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
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock
import numpy as np

from studies import files
from studies.errors import UsageError
from studies.plan import Run

SCHEMA = 1
STATE = ("checkpoint.npz", "history.csv", "run.json")  # in the order of writing
State = Mapping[str, np.ndarray]


class Busy(Exception):
    """Another process trains this run."""


@dataclass(frozen=True)
class Epoch:
    """One row of history.csv. Accuracies are shares, `seconds` is what the epoch took with its validation."""

    epoch: int  # from 1
    accuracy: float
    val_accuracy: float
    loss: float
    val_loss: float
    learning_rate: float
    seconds: float

    @property
    def diverged(self) -> bool:
        return not (math.isfinite(self.loss) and math.isfinite(self.val_loss))

    def row(self) -> str:
        return ",".join(repr(getattr(self, field.name)) for field in fields(self)) + "\n"


HEADER = ",".join(field.name for field in fields(Epoch)) + "\n"


def parse_history(text: str) -> list[Epoch]:
    """The whole rows of a history; a last line that a kill cut off is left out.

    Raises:
        ValueError: a whole row that is none of ours.
    """
    lines = text.split("\n")[:-1]  # what follows the last line end is not whole
    if lines and lines[0] + "\n" != HEADER:
        raise ValueError(f"unknown columns {lines[0]}")
    rows = []
    for number, line in enumerate(lines[1:], start=1):
        epoch, *values = line.split(",")
        if int(epoch) != number or len(values) != len(fields(Epoch)) - 1:
            raise ValueError(f"row {number} reads {line}")
        rows.append(Epoch(number, *map(float, values)))
    return rows


@dataclass(frozen=True)
class Record:
    """What the store knows of a run."""

    id: str
    status: str  # "running", "completed", "diverged" or "failed"
    epochs: int
    cause: str | None
    data: Mapping[str, Any]

    def done(self, to_epoch: int) -> bool:
        return self.status == "diverged" or self.epochs >= to_epoch


class Store:
    """The runs under `tuner_dirs/runs`. Reading never locks; training goes through `opened`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, run_id: str) -> Path:
        return self.root / run_id

    def record(self, run_id: str) -> Record | None:
        """None where there is no run, or its run.json is torn (training repairs it).

        Raises:
            UsageError: a newer version of this program wrote it.
        """
        try:
            with open(os.path.join(self.root, run_id, "run.json"), "rb") as file:  # noqa: PTH118, PTH123  10,000 of them
                data = json.loads(file.read())
            record = Record(run_id, str(data["status"]), int(data["epochs"]), data.get("cause"), data)
            if record.status == "running":  # written when training began; its rows came after
                record = replace(record, epochs=max(record.epochs, len(self.history(run_id))))
            elif data.get("history_bytes") not in (None, self._history_size(run_id)):  # cut since: to be repaired
                record = replace(record, status="running", epochs=len(self.history(run_id)))
        except UsageError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if data.get("schema", SCHEMA) > SCHEMA:
            raise UsageError(
                f"Run {run_id} was stored by a newer version (schema {data['schema']}, this one reads {SCHEMA}): "
                "update this program or use another store."
            )
        return record if data.get("id") == run_id else None

    def history(self, run_id: str) -> list[Epoch]:
        try:
            return parse_history((self.folder(run_id) / "history.csv").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except ValueError as cause:
            raise UsageError(
                f"{self.folder(run_id) / 'history.csv'} is damaged ({cause}); remove the folder of this run and it is "
                "trained again."
            ) from None

    def _history_size(self, run_id: str) -> int:
        try:
            return os.stat(os.path.join(self.root, run_id, "history.csv")).st_size  # noqa: PTH116, PTH118  10,000 of them
        except FileNotFoundError:
            return 0

    def progress(self, run_id: str) -> dict[str, Any] | None:
        try:
            return json.loads((self.folder(run_id) / "progress").read_bytes())
        except (OSError, ValueError):
            return None

    def is_locked(self, run_id: str) -> bool:
        try:
            with self._lock(run_id):
                return False
        except Busy:
            return True

    def fail(self, run: Run, cause: str) -> None:
        """Record that a run's process died, from the outside."""
        with self.opened(run) as opened:
            opened.finish("failed", cause=cause)

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
        for lock in self.root.glob("*/lock"):
            with suppress(Busy), self._lock(lock.parent.name):
                files.sweep(lock.parent)
                (lock.parent / "progress").unlink(missing_ok=True)

    def at_work(self) -> list[str]:
        """The runs that a process trains right now."""
        return [lock.parent.name for lock in self.root.glob("*/lock") if self.is_locked(lock.parent.name)]

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
        self.rows = store.history(run.id)
        self._loaded = self._load_checkpoint()
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
        """What has been spent on this run so far, in training and outside of it."""
        stored = self._known.data.get("seconds", {}) if self._known else {}
        return {"training": 0.0, "outside": 0.0, **stored}

    def checkpoint(self) -> tuple[int, dict[str, np.ndarray]] | None:
        """Epoch and state to go on from, once; None where training must begin at the first epoch."""
        loaded, self._loaded = self._loaded, None  # a deep network's state is large: let it go
        return None if loaded is None else (loaded[0], loaded[2])

    def store(self, rows: list[Epoch], state: State | None) -> None:
        """Add finished epochs; `state` is the one after the last of them (None after divergence)."""
        history = [*self.rows, *(row for row in rows if row.epoch > len(self.rows))]
        if state is not None:
            meta = {"schema": SCHEMA, "run": self.run.id, "epoch": rows[-1].epoch, "history": _text(history)}
            arrays: dict[str, Any] = {f"state/{name}": array for name, array in state.items()}
            arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
            files.write_with(self.folder / "checkpoint.npz", lambda file: np.savez(file, **arrays))
        if len(history) > len(self.rows):
            self._append(history[len(self.rows) :])
            self.rows = history

    def begin(self, environment: Mapping[str, Any]) -> None:
        self._write("running", environment=dict(environment))

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
        part.write_text(json.dumps({"epoch": epoch, "step": step, "steps": steps, "rows": len(self.rows)}))
        part.replace(self.folder / "progress")

    def _read_only_if_ours(self, store: Store) -> None:
        self._known = store.record(self.run.id)
        if self._known is not None and self._known.data.get("identity") != self.run.identity:
            raise UsageError(f"{self.folder} holds another run's data; remove the folder and this run is trained anew.")

    def _write(self, status: str, cause: str | None = None, **facts: Any) -> None:
        known = dict(self._known.data) if self._known else {}
        known.update(facts)
        known.update(
            schema=SCHEMA, id=self.run.id, identity=self.run.identity, status=status, epochs=len(self.rows),
            history_bytes=len(_text(self.rows)), cause=cause, updated=datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
        files.write_json(self.folder / "run.json", known)
        self._known = Record(self.run.id, status, len(self.rows), cause, known)

    def _repair_history(self) -> None:
        """Bring back rows that a kill kept from history.csv, and cut a torn last line."""
        if self._loaded is not None and len(self._loaded[1]) > len(self.rows):
            self.rows = self._loaded[1]
        path = self.folder / "history.csv"
        text = _text(self.rows)
        if (path.exists() and path.read_bytes() != text.encode()) or (self.rows and not path.exists()):
            files.write_bytes(path, text.encode())

    def _append(self, rows: list[Epoch]) -> None:
        path = self.folder / "history.csv"
        if not path.exists():
            files.write_bytes(path, (HEADER + "".join(row.row() for row in rows)).encode())
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
            return int(meta["epoch"]), parse_history(meta["history"]), state
        except FileNotFoundError:
            return None
        except Exception:  # a torn archive fails in many ways, and every one means: train again
            return None


def _text(rows: list[Epoch]) -> str:
    return HEADER + "".join(row.row() for row in rows) if rows else ""
