"""Whether a page still shows what is stored: files are compared by size and time, so an unchanged page costs little."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import analysis
import hypermodels
import studies as studies_code
from studies.archive.layout import RUN_FILES
from studies.plan.study_record import StudyRecord
from studies.system.files import write_bytes

NAME = ".made-from"


def fresh(pages: Sequence[Path], made_from: str) -> bool:
    """True if all `pages` are there and were made from just this."""
    try:
        return all(page.exists() for page in pages) and (pages[0].parent / NAME).read_bytes() == made_from.encode()
    except OSError:
        return False


def remember(page: Path, made_from: str) -> None:
    write_bytes(page.parent / NAME, made_from.encode())


def made_from(root: Path, studies: Sequence[StudyRecord], options: dict[str, Any]) -> str:
    """A digest of all that a page depends on: the options, this code, and the stored files of the studies it shows."""
    digest = hashlib.sha256(json.dumps(options, sort_keys=True, default=str).encode())
    for path in _files(root, studies):
        try:
            found = path.stat()
        except OSError:
            continue
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files(root: Path, studies: Sequence[StudyRecord]) -> Iterator[Path]:
    for package in (Path(str(one.__file__)).parent for one in (analysis, studies_code, hypermodels)):
        yield from sorted(path for path in package.rglob("*") if path.suffix in (".py", ".j2", ".css", ".js"))
    for study in studies:
        yield root / "tuner_dirs" / study["name"] / "study.json"
        yield root / "bundles" / study["dataset"]["name"] / study["network"] / "card.json"
    for run in sorted({run for study in studies for trial in study["trials"] for run in trial["runs"]}):
        folder = root / "tuner_dirs" / "runs" / run
        yield from (folder / name for name in RUN_FILES)
