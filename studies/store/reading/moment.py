"""Runs as they were at one moment: a command's decision looks at each of its runs several times."""

from dataclasses import replace

from studies.store.reading.run_reader import RunReader
from studies.store.run_json import RunRecord


class Moment(RunReader):
    """The disk is asked once for a run's record. Of what run.json says it has how far the run got, and when."""

    def __init__(self, reader: RunReader) -> None:
        super().__init__(reader.root)
        self._now: dict[str, RunRecord | None] = {}

    def record(self, run_id: str) -> RunRecord | None:
        if run_id not in self._now:
            found = super().record(run_id)
            parts = found.data.items() if found else ()
            self._now[run_id] = found and replace(found, data={name: part for name, part in parts if name == "updated"})
        return self._now[run_id]
