"""TensorBoard's event files, written so that a TensorBoard that is open follows them.

It reads a file once, from its beginning to its end, and looks for more at that end, or in a file with a later name.
So events that continue what a file holds are appended; other events go to a file with a later name, whose first
event tells the reader to forget what it knew. A kill leaves the beginning of a file, which the next call completes.
"""

import io
from collections.abc import Iterable
from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.summary.writer.record_writer import RecordWriter

PATTERN = "events.out.tfevents.*"


def show(folder: Path, events: Iterable[Event]) -> None:
    """Make `folder` hold these events and no others."""
    content = _content(events)
    for link in filter(Path.is_symlink, list(folder.glob(PATTERN))):
        link.unlink()  # it would lead what is written elsewhere
    files = sorted(folder.glob(PATTERN))
    if files and content.startswith(held := files[-1].read_bytes()):
        if len(content) > len(held):
            with files.pop().open("ab") as file:
                file.write(content[len(held) :])
        else:
            files.pop()
    else:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _after(files)).write_bytes(content)
    for old in files:
        old.unlink()


def _after(files: list[Path]) -> str:
    """A name that sorts after those there are; TensorBoard takes the last dot-separated number for a time."""
    last = files[-1].name.split(".")[3] if files else "0"
    return f"events.out.tfevents.{int(last) + 1 if last.isdigit() else 1:010d}.sweepbook.v2"


def _content(events: Iterable[Event]) -> bytes:
    """Equal events, equal bytes."""
    file = io.BytesIO()
    writer = RecordWriter(file)
    forget = Event(step=0, session_log=SessionLog(status=SessionLog.START))
    for event in (Event(file_version="brain.Event:2"), forget, *events):
        writer.write(event.SerializeToString(deterministic=True))
    return file.getvalue()
