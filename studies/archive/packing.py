"""Studies and their runs, as they are stored, into one file of records."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studies.archive import layout
from studies.plan.study_record import StudyRecord
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import files


@dataclass(frozen=True)
class Packed:
    """A file of records, and how many runs are in it; `left_out` have not ended, or cannot be read."""

    path: Path
    runs: int
    left_out: int


def pack(home: Home, studies: Sequence[StudyRecord], path: Path) -> Packed:
    """Write `studies` and their runs to the file `path`; no weights. The same records give the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    store = Store(home.runs)
    named = sorted({run for study in studies for trial in study["trials"] for run in trial["runs"]})
    ended = [run for run in named if _has_ended(store, run)]

    def write(file: object) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:  # type: ignore[call-overload]
            for name, content in _members(store, studies, ended):
                archive.writestr(zipfile.ZipInfo(name, layout.DATE), content, zipfile.ZIP_DEFLATED, 9)

    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_with(path, write)
    return Packed(path, len(ended), len(named) - len(ended))


def _has_ended(store: Store, run: str) -> bool:
    record, rows = store.read(run)
    return record is not None and record.ended and len(rows) == record.epochs


def _members(store: Store, studies: Sequence[StudyRecord], runs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for study in sorted(studies, key=lambda one: one["name"]):
        yield f"studies/{study['name']}/{layout.STUDY_FILE}", files.json_bytes(layout.anywhere(study))
    for run in runs:
        for file in layout.RUN_FILES:
            source = store.folder(run) / file
            if source.is_file() and not source.is_symlink():
                yield f"runs/{run}/{file}", source.read_bytes()
