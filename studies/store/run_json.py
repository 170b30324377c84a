"""run.json: what a run is and how it ended, read whole and with every field's type checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypermodels.dimensions import BY_NAME, Value, complete
from studies.system import errors, files, form

SCHEMA = 1
STATUSES = ("running", "completed", "diverged", "failed")
MOST_THREADS = 1024  # that a process is started with
REFUSED = "refused"  # a record that is somebody else's, or cannot be read: it is left as it is
DAMAGED = "damaged"  # a record with a damaged history: the checkpoint may repair it


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What the store knows of a run. `data` is run.json with its types checked, empty where the run is refused."""

    id: str
    status: str  # one of STATUSES, REFUSED or DAMAGED
    epochs: int  # rows that are stored, which may be others than run.json says
    cause: str | None  # of a failure, or why it cannot be read
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> Mapping[str, Any]:
        """As it was hashed: `Run.identity`. It leaves out what `dimensions.identifying` leaves out."""
        identity: Mapping[str, Any] = self.data["identity"]
        return identity

    @property
    def values(self) -> dict[str, Value]:
        """A value for each dimension but `epochs`."""
        values = {**complete(self.identity["values"]), **self.identity["values"]}
        del values["epochs"]
        return values

    @property
    def seed(self) -> int:
        return int(self.identity["seed"])

    @property
    def seconds(self) -> Mapping[str, float]:
        """In `training` and `outside`, and of the latter in `tracing`, where it is known."""
        return self.data.get("seconds") or {}

    @property
    def threads(self) -> int | None:
        """TensorFlow's, with which its stored epochs were trained; None where there are none, or it is not known."""
        threads = (self.data.get("environment") or {}).get("threads")
        return threads if self.epochs and type(threads) is int and 1 <= threads <= MOST_THREADS else None

    @property
    def updated(self) -> str:
        """When it was last written, in ISO 8601; empty where it is not known."""
        return self.data.get("updated") or ""

    @property
    def status_written(self) -> str:
        """The status when run.json was written, whatever was cut since."""
        return str(self.data["status"])

    @property
    def epochs_written(self) -> int:
        """The rows there were when run.json was written."""
        return int(self.data["epochs"])

    @property
    def history_bytes(self) -> int | None:
        return self.data.get("history_bytes")

    @property
    def history_digest(self) -> str | None:
        return self.data.get("history_digest")

    @property
    def probes_digest(self) -> str | None:
        """Of what was measured in its layers; None where nothing was."""
        return self.data.get("probes_digest")

    @property
    def readable(self) -> bool:
        return self.status in STATUSES

    @property
    def ended(self) -> bool:
        """Whether training has said its last word on it."""
        return self.readable and self.status != "running"

    @property
    def refused(self) -> bool:
        return self.status == REFUSED

    def done(self, to_epoch: int) -> bool:
        return self.status == "diverged" or self.epochs >= to_epoch


def read(folder: Path) -> RunRecord | None:
    """The record in a run's folder, which is named by the run's id; None where training may write it anew.

    One of a newer version, of another run, or that cannot be read at all is refused: its cause says what to do.
    """
    path = folder / "run.json"
    try:
        data = files.read_json(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _refused(folder.name, errors.refusal(error))
    except ValueError:
        return None
    return _judged(folder.name, folder, data)


def packed(record: RunRecord) -> bytes:
    """A record in a tenth of the memory; not one that is refused."""
    return json.dumps([record.status, record.epochs, record.cause, record.data]).encode()


@lru_cache(maxsize=1)  # what was found to be whole is read next
def unpacked(run_id: str, content: bytes) -> RunRecord:
    return RunRecord(run_id, *json.loads(content.decode()))


def has_ended(content: bytes) -> bool:
    """Whether what is `packed` is run.json as it stands: of a run that goes on, it depends on the rows."""
    return not content.startswith(b'["running"')


def is_whole(run_id: str, content: bytes) -> bool:
    """Whether `packed` content from elsewhere is what `read` would make of a run.json of a run that has ended."""
    try:
        found = unpacked(run_id, content)
    except (ValueError, TypeError, RecursionError):
        return False
    return found == _judged(run_id, run_id, found.data) and has_ended(content)


def _judged(run_id: str, folder: Path | str, data: Any) -> RunRecord | None:
    if not isinstance(data, dict):
        return None
    if type(schema := data.get("schema")) is int and schema > SCHEMA:
        return _refused(
            run_id,
            f"{folder}/run.json was stored by a newer version (schema {schema}, this one reads "
            f"{SCHEMA}): update this program or use another store.",
        )
    if isinstance(data.get("id"), str) and data["id"] != run_id:
        return _refused(
            run_id,
            f"{folder}/run.json is another run's ({data['id'][:40]!r}); remove {folder} and this run is trained anew.",
        )
    if form.misfit(data, FIELDS) is not None:
        return None
    return RunRecord(data["id"], data["status"], data["epochs"], data.get("cause"), data)


def _refused(run_id: str, cause: str) -> RunRecord:
    return RunRecord(run_id, REFUSED, 0, cause)


def _of_their_kinds(values: Mapping[str, Value]) -> bool:
    """A value that the table does not know is of a user's network, whose record says what it is."""
    return all(BY_NAME[name].holds(value) for name, value in values.items() if name in BY_NAME)


IDENTITY: form.Form = {
    "network": form.text,
    "width": form.number,
    "classes": form.count,
    "seed": form.count,
    "precision": form.text,
    "horizon": form.optional(form.count),
    "values": lambda values: form.mapping(form.word_or_number)(values) and _of_their_kinds(values),
    "dataset": form.fits(
        {"name": form.text, "digest": form.text, **dict.fromkeys(("samples", "side"), form.optional(form.count))}
    ),
}
FIELDS: form.Form = {
    "schema": form.count,
    "id": form.text,
    "identity": form.fits(IDENTITY),
    "status": lambda value: value in STATUSES,
    "epochs": form.count,
    "cause": form.optional(form.text),
    "updated": form.optional(form.text),
    **dict.fromkeys(("history_bytes", "parameters", "peak_memory"), form.optional(form.count)),
    "history_digest": form.optional(form.text),
    "probes_digest": form.optional(form.text),
    "environment": form.optional(form.mapping(form.anything)),
    "seconds": form.optional(form.mapping(form.number)),
    "settings": form.optional(form.mapping(form.anything)),
    "load": form.optional(form.sequence(form.number)),
}
