"""Files of records, checked as a whole, into a store. Nothing in them runs, and nothing of them lands elsewhere."""

import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studies.archive import checks, layout
from studies.plan.uniting import united
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Busy, Store
from studies.system import errors, names
from studies.system.errors import UsageError


@dataclass(frozen=True)
class Taken:
    """The studies that came into a store, by name; their runs that are new here, and those that were here before."""

    studies: tuple[str, ...]
    new: int
    known: int


def unpack(home: Home, paths: Sequence[Path]) -> Taken:
    """Take the studies and runs of files of records into the store of `home`.

    A run of which something is stored here stays as it is; a study grows.

    Raises:
        UsageError: a file is torn, foreign, damaged or newer, or contradicts what is stored. Nothing was kept.
        OSError: the store cannot be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        found, store = Home(Path(folder)), Store(home.runs)
        for path in paths:
            checks.check(path, found, _extract(path, found))
        studies = [
            layout.anywhere(checks.checked(folder))
            for folder in names.folders(found.tuner_dirs)
            if folder.name != "runs"
        ]
        for one in studies:  # refuses before anything is kept
            before = catalog.stored(home, one["name"])
            checks.check_build(united(before, one), found, home)
        ids = Store(found.runs).ids()
        new = sum(_adopt(store, run, found.runs / run) for run in ids)
        for one in studies:
            catalog.unite(home, one)
    return Taken(tuple(one["name"] for one in studies), new, len(ids) - new)


def _adopt(store: Store, run: str, source: Path) -> bool:
    """
    Raises:
        UsageError: the run is being trained here.
    """
    try:
        return store.adopt(run, source)
    except Busy:
        raise UsageError(
            f"Run {run} is being trained here: wait until that has ended, and give this command again. What was taken "
            "before it stays."
        ) from None


def _extract(path: Path, found: Home) -> list[Path]:
    """The members of an archive, whose names and sizes are checked, as a store has them; returns where they are."""
    targets = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if not members:
                raise UsageError(f"{path} is no file of records: it is empty.")
            if len(members) > layout.MOST_MEMBERS or sum(one.file_size for one in members) > layout.MOST_IN_ALL:
                raise UsageError(f"{path} holds more than any file of records does; nothing was taken from it.")
            for member in members:
                target = _target(path, found, member.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_content(path, archive, member))
                targets.append(target)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise UsageError(f"{path} is torn, or no file of records. Get it again; nothing was taken from it.") from None
    except OSError as error:
        if error.filename not in (None, str(path)):
            raise
        raise UsageError(errors.refusal(error)) from None
    return targets


def _target(path: Path, found: Home, member: str) -> Path:
    """Where a member belongs; a name that is none of ours refuses the whole file."""
    strange = UsageError(f"{path} is no file of records: it holds {member[:80]!r}. Nothing was taken from it.")
    name = layout.MEMBER.fullmatch(member)
    if name is None or name["file"] not in (None, *layout.RUN_FILES) or name["study"] in catalog.RESERVED:
        raise strange
    if name["run"]:
        return found.runs / name["run"] / name["file"]
    try:
        return found.study(name["study"]) / layout.STUDY_FILE
    except UsageError:  # a name that leads elsewhere
        raise strange from None


def _content(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a member holds: no more than it says, and no more than any record has."""
    with archive.open(member) as file:
        content = file.read(layout.MOST_BYTES + 1)
    if len(content) > layout.MOST_BYTES or len(content) != member.file_size:
        raise UsageError(f"{path} is no file of records: {member.filename} is too long. Nothing was taken from it.")
    return content
