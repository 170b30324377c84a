"""run.json: what a run is and how it ended, read whole and with every field's type checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studies.system import files, form, trouble

SCHEMA = 1
STATUSES = ("running", "completed", "diverged", "failed")
REFUSED = "refused"  # a record that is somebody else's, or cannot be read: it is left as it is
DAMAGED = "damaged"  # a record with a damaged history: the checkpoint may repair it


@dataclass(frozen=True)
class Record:
    """What the store knows of a run."""

    id: str
    status: str  # one of STATUSES, REFUSED or DAMAGED
    epochs: int
    cause: str | None  # of a failure, or why it cannot be read
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        return self.status in STATUSES

    @property
    def refused(self) -> bool:
        return self.status == REFUSED

    def done(self, to_epoch: int) -> bool:
        return self.status == "diverged" or self.epochs >= to_epoch


def read(folder: Path) -> Record | None:
    """The record in a run's folder, which is named by the run's id; None where training may write it anew.

    One of a newer version, of another run, or that cannot be read at all is refused: its cause says what to do.
    """
    path = folder / "run.json"
    try:
        data = files.read_json(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _refused(folder, trouble.sentence(error))
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    if type(schema := data.get("schema")) is int and schema > SCHEMA:
        return _refused(
            folder,
            f"{path} was stored by a newer version (schema {schema}, this one reads "
            f"{SCHEMA}): update this program or use another store.",
        )
    if isinstance(data.get("id"), str) and data["id"] != folder.name:
        return _refused(
            folder, f"{path} is another run's ({data['id'][:40]!r}); remove {folder} and this run is trained anew."
        )
    if form.misfit(data, FIELDS) is not None:
        return None
    return Record(data["id"], data["status"], data["epochs"], data.get("cause"), data)


def _refused(folder: Path, cause: str) -> Record:
    return Record(folder.name, REFUSED, 0, cause)


IDENTITY: form.Form = {
    "network": form.text,
    "width": form.number,
    "classes": form.count,
    "seed": form.count,
    "precision": form.text,
    "values": form.mapping(form.word_or_number),
    "dataset": form.fits({"name": form.text, "digest": form.text, "samples": form.optional(form.count)}),
}
FIELDS: form.Form = {
    "schema": form.count,
    "id": form.text,
    "identity": form.fits(IDENTITY),
    "status": lambda value: value in STATUSES,
    "epochs": form.count,
    "cause": form.optional(form.text),
    "updated": form.optional(form.text),
    "history_bytes": form.optional(form.count),
    "history_digest": form.optional(form.text),
    "environment": form.optional(form.mapping(form.anything)),
    "seconds": form.optional(form.mapping(form.number)),
    "settings": form.optional(form.mapping(form.anything)),
    "load": form.optional(form.sequence(form.number)),
    "parameters": form.optional(form.count),
    "peak_memory": form.optional(form.count),
}
