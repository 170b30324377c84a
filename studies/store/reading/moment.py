"""Runs as they were at one moment: a command's decision looks at each of its runs several times."""

from studies.store.reading.run_reader import RunReader
from studies.store.reading.unchanged import Stamp
from studies.store.run_json import RunRecord


class Moment(RunReader):
    """The disk is asked once for a run. Of what run.json says, `record` has how far the run got, and when."""

    def __init__(self, reader: RunReader) -> None:
        super().__init__(reader.root)
        self._stamps: dict[str, Stamp | None] = {}
        self._now: dict[str, RunRecord | None] = {}

    def stamp(self, run_id: str) -> Stamp | None:
        if run_id not in self._stamps:
            self._stamps[run_id] = super().stamp(run_id)
        return self._stamps[run_id]

    def record(self, run_id: str) -> RunRecord | None:
        if run_id not in self._now:
            found = super().record(run_id)
            parts = {"updated": found.data["updated"]} if found and "updated" in found.data else {}
            self._now[run_id] = found and RunRecord(found.id, found.status, found.epochs, found.cause, parts)
        return self._now[run_id]
