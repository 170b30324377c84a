"""probes.csv: what was measured in a run's layers at the end of its epochs, for runs that were trained with probes.

A row an epoch; 0 is the state before the first update. A column is a measure of a layer (`gradient/c1`), or one of what
the network says. `studies.training.probing` says what each measure is.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studies.store.run_json import RunRecord
from studies.system import errors, files
from studies.system.errors import UsageError

NAME = "probes.csv"
MOST_BYTES = 64 << 20  # of a file: a thousand epochs of a network of a thousand layers
DIGITS = 6  # significant ones that are kept
EPOCH = "epoch"
OF_KERNELS = ("gradient", "weights", "update")  # measures of each kernel,
OF_ACTIVATIONS = ("dead", "mean", "spread")  # of each activation,
OF_NETWORK = ("right", "sure", "sure_wrong")  # and of what the network says


@dataclass(frozen=True)
class Probes:
    """What was measured, by epoch: numbers in the order of `columns`, which may be infinite or NaN."""

    columns: tuple[str, ...]
    rows: Mapping[int, tuple[float, ...]]

    @property
    def text(self) -> str:
        """The file that holds it."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow([EPOCH, *self.columns])
        writer.writerows([epoch, *(f"{one:.{DIGITS}g}" for one in row)] for epoch, row in sorted(self.rows.items()))
        return written.getvalue()

    @property
    def digest(self) -> str:
        """What tells it from another run's."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def until(self, epoch: int) -> "Probes":
        """Up to an epoch."""
        return Probes(self.columns, {one: row for one, row in self.rows.items() if one <= epoch})


def columns(kernels: Sequence[str], activations: Sequence[str]) -> tuple[str, ...]:
    """What is measured in a network with these layers, in the order of the file."""
    return (
        *(f"{measure}/{name}" for measure in OF_KERNELS for name in kernels),
        *(f"{measure}/{name}" for measure in OF_ACTIVATIONS for name in activations),
        *OF_NETWORK,
    )


def of_epoch(epoch: int, measured: Mapping[str, float]) -> Probes:
    """What was measured at the end of one epoch, with the digits that are kept."""
    return Probes(tuple(measured), {epoch: tuple(float(f"{one:.{DIGITS}g}") for one in measured.values())})


def together(first: Probes | None, second: Probes | None) -> Probes | None:
    """The epochs of both; where they share one, or were measured otherwise, the second's."""
    if first is None or second is None:
        return first or second
    return Probes(second.columns, {**first.rows, **second.rows}) if first.columns == second.columns else second


def parse(text: str) -> Probes:
    """
    Raises:
        ValueError: it is none of ours.
    """
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as cause:
        raise ValueError(str(cause)) from None
    if not lines or lines[0][:1] != [EPOCH] or not text.endswith("\n"):
        raise ValueError("it is not whole")
    names = tuple(lines[0][1:])
    rows = {int(epoch): tuple(map(float, numbers)) for epoch, *numbers in lines[1:]}
    if len(set(names)) < len(names) or any(len(row) != len(names) for row in rows.values()) or min(rows) < 0:
        raise ValueError("its rows are not of its columns")
    if names != columns(_layers(names, OF_KERNELS[0]), _layers(names, OF_ACTIVATIONS[0])):
        raise ValueError("its columns are not those that are measured")
    return Probes(names, rows)


def _layers(names: Sequence[str], measure: str) -> list[str]:
    return [name.removeprefix(f"{measure}/") for name in names if name.startswith(f"{measure}/")]


def write(folder: Path, found: Probes) -> None:
    """Store the probes of a run in its folder: whole, or not at all."""
    files.write_bytes(folder / NAME, found.text.encode())


def read(folder: Path, record: RunRecord, epochs: int) -> Probes | None:
    """The probes of a run with so many epochs; None where none are stored, or they are written right now.

    Raises:
        UsageError: they are damaged, another run's, or cannot be read.
    """
    path = folder / NAME
    remedy = "remove it, and the run counts without its probes."
    try:
        content = files.read_regular(path, MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None
    try:
        found = parse(content.decode())
    except ValueError as cause:
        raise UsageError(f"{path} is damaged ({cause}): {remedy}") from None
    if found.digest == record.probes_digest:
        return found.until(epochs)
    if record.status_written == "running":  # the file comes before the record that tells of it
        return None
    raise UsageError(f"{path} is damaged, or another run's (run.json tells of others): {remedy}")


def to_go_on(folder: Path, record: RunRecord | None, kept: Probes | None) -> Probes | None:
    """What a run goes on with: what its checkpoint `kept`, or the file's where that begins so and has more.

    A file that no record tells of yet is of a process that was killed just then.
    """
    try:
        found = parse(files.read_regular(folder / NAME, MOST_BYTES).decode())
    except (OSError, ValueError):
        return kept
    told = record is not None and (record.status_written == "running" or record.probes_digest == found.digest)
    return found if told and (kept is None or found.text.startswith(kept.text)) else kept
