"""TensorBoard's event files, written so that a TensorBoard that is open follows them.

It reads a file once, from its beginning to its end, and looks for more at that end, or in a file with a later name.
So events that continue what a file holds are appended; other events go to a file with a later name, whose first
event tells the reader to forget what it knew. A kill leaves the beginning of a file, which the next call completes.
"""

import math
import os
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import google_crc32c
from tensorboard.compat.proto.event_pb2 import Event, SessionLog

from studies.system import names
from studies.views.layout import BEGINNING

_TIME, _VALUE = -1.2345678e-300, -1.5e38  # a time and a value whose bytes are in no name and no length
_TOO_LARGE = 2.0**128 - 2.0**103  # for a float of 32 bits, to which less is rounded


def show(parent: Path, name: str, events: Iterable[bytes]) -> None:
    """Make the folder `parent/name` hold these events and no others.

    Args:
        events: each as `packed` or `scalars` gives it.

    Raises:
        UsageError: a link lies there.
    """
    content = _content(events)
    path = f"{parent}/{name}"
    if _made(parent, path):  # what is new is no link, and holds nothing
        with open(f"{path}/{_after([])}", "wb", buffering=0) as file:  # noqa: PTH123  of 300,000 folders
            file.write(content)
        return
    folder = names.inside(parent, name)
    files = _held(folder)
    if files and content.startswith(held := files[-1].read_bytes()):
        if len(content) > len(held):
            with files.pop().open("ab") as file:
                file.write(content[len(held) :])
        else:
            files.pop()
    else:
        (folder / _after(files)).write_bytes(content)
    for old in files:
        old.unlink()


def _made(parent: Path, path: str) -> bool:
    """Make a folder; False where something of its name is there."""
    try:
        os.mkdir(path)  # noqa: PTH102  as above
    except FileNotFoundError:
        parent.mkdir(parents=True, exist_ok=True)
        return _made(parent, path)
    except FileExistsError:
        return False
    return True


def _held(folder: Path) -> list[Path]:
    """The event files there are, by name. A link goes: it would lead what is written elsewhere."""
    found = [entry for entry in os.scandir(folder) if entry.name.startswith(BEGINNING)]
    for entry in found:
        if entry.is_symlink():
            os.unlink(entry.path)  # noqa: PTH108
    return sorted(Path(entry.path) for entry in found if not entry.is_symlink())


def _after(files: list[Path]) -> str:
    """A name that sorts after those there are; TensorBoard takes the last dot-separated number for a time."""
    last = files[-1].name.split(".")[3] if files else "0"
    return f"events.out.tfevents.{int(last) + 1 if last.isdecimal() else 1:010d}.sweepbook.v2"


def packed(event: Event) -> bytes:
    """Equal events, equal bytes."""
    content: bytes = event.SerializeToString(deterministic=True)
    return content


def scalars(when: float, epoch: int, tags: tuple[str, ...], values: Sequence[float]) -> bytes:
    """The event with these scalars, as `packed`: a board of 100,000 runs has 6 million of them.

    Args:
        when: seconds since 1970.
    """
    layout, fields = _layout(epoch, tags)
    fields = fields.copy()
    fields[1::2] = (when, *values)
    try:
        return layout.pack(*fields)
    except OverflowError:
        return scalars(when, epoch, tags, [_in_32_bits(value) for value in values])


@lru_cache(maxsize=1024)
def _layout(epoch: int, tags: tuple[str, ...]) -> tuple[struct.Struct, list[Any]]:
    """How an event of this epoch is packed, and what stands before and after its time and each value.

    Protobuf writes it once, with numbers that no other bytes are taken for.
    """
    event = Event(wall_time=_TIME, step=epoch)
    for tag in tags:
        event.summary.value.add(tag=tag, simple_value=_VALUE)
    rest, form = packed(event), "<"
    fields: list[Any] = []
    for kind, number in (("d", _TIME), *[("f", _VALUE)] * len(tags)):
        before, _, rest = rest.partition(struct.pack(f"<{kind}", number))
        fields += [before, number]
        form += f"{len(before)}s{kind}"
    return struct.Struct(f"{form}{len(rest)}s"), [*fields, rest]


def _in_32_bits(value: float) -> float:
    """As C casts a number that is too large."""
    return value if abs(value) < _TOO_LARGE or not math.isfinite(value) else math.copysign(math.inf, value)


def _content(events: Iterable[bytes]) -> bytes:
    return _beginning() + b"".join([_record(event) for event in events])


@lru_cache(maxsize=1)
def _beginning() -> bytes:
    """What a file begins with: its version, and that the reader is to forget what it knew."""
    forget = Event(step=0, session_log=SessionLog(status=SessionLog.START))
    return b"".join(_record(packed(event)) for event in (Event(file_version="brain.Event:2"), forget))


def _record(data: bytes) -> bytes:
    """A record as TensorFlow frames it (its `core/lib/io/record_writer.h`): length and its sum, data and their sum.

    TensorBoard's own writer computes the sums byte by byte in Python, which took a third of a board's time.
    """
    return _head(len(data)) + data + _sum(data)


@lru_cache(maxsize=1024)
def _head(length: int) -> bytes:
    written = struct.pack("<Q", length)
    return written + _sum(written)


def _sum(data: bytes) -> bytes:
    """The masked CRC-32C: rotated to the right by 15 bits, and a constant added."""
    crc = google_crc32c.value(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)
