"""What a process knows of the runs below a folder: what it has read, and before that what the index says."""

from collections.abc import Callable, Collection
from pathlib import Path

from studies.store import run_json
from studies.store.reading import index
from studies.store.reading.unchanged import IndexEntry, Stamp
from studies.store.run_json import RunRecord

WORTH = 1000  # runs that were read from their own files: it takes a tenth of a second
LENGTH = 16  # of a run's id


class Known:
    """By run id. A stamp must have been taken before the files were read."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, IndexEntry] = {}
        self._indexed: dict[str, IndexEntry] | None = None  # None: not looked at yet
        self._fresh = 0

    def get(self, run_id: str, now: Stamp | None) -> IndexEntry | None:
        """What was read, where the files are still the same."""
        if now is None:
            return None
        found = self._read.get(run_id) or self._from_index(run_id, now)
        return found if found is not None and found.facts == now.facts else None

    def keep(self, run_id: str, before: Stamp | None, record: RunRecord) -> None:
        if before is not None and before.settled:
            self._read[run_id] = IndexEntry(before.facts, run_json.packed(record))

    def keep_rows(self, run_id: str, before: Stamp | None, rows: bytes) -> None:
        """Beside the record, where that was kept of the same files."""
        if (known := self.get(run_id, before)) is not None:
            self._read[run_id] = IndexEntry(known.facts, known.record, rows)
            self._fresh += 1

    def _from_index(self, run_id: str, now: Stamp) -> IndexEntry | None:
        if self._indexed is None:
            self._indexed = index.load(self._root)
        found = self._indexed.pop(run_id, None)
        if found is None or found.facts != now.facts or not run_json.is_whole(run_id, found.record):
            return None
        self._read[run_id] = found
        return found

    def save(self, ids: Callable[[], Collection[str]]) -> None:
        """Write the index anew, of the runs that there are (`ids`), where that is worth the time.

        Raises:
            OSError, UsageError: it cannot be written.
        """
        if self._fresh < WORTH or self._fresh < len(there := set(ids())) // 10:
            return
        every = {**(self._indexed or {}), **self._read}
        ended = {
            run_id: entry
            for run_id, entry in every.items()
            if run_id in there and len(run_id) == LENGTH and entry.rows is not None and run_json.has_ended(entry.record)
        }
        index.save(self._root, ended)
        self._fresh = 0
