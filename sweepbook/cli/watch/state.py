"""How far the studies are, in the words of the watched page: from the store, and the tables of its last pages."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system.escapes import plain
from studies.system.formats import clock
from sweepbook.cli.status import Counts, counts

DECIDED = ("better", "worse", "equivalent", "unlearned", "undecided")


@dataclass(frozen=True)
class Snapshot:
    """Every study with its counts, as the store has them at one moment."""

    studies: tuple[tuple[StudyRecord, Counts], ...]

    @property
    def stamp(self) -> tuple[object, ...]:
        """What changes whenever there is something new to show."""
        return tuple((study["name"], study.get("looks"), found) for study, found in self.studies)

    @property
    def training(self) -> bool:
        return any(found.running for _, found in self.studies)

    def networks(self) -> list[str]:
        return list(dict.fromkeys(study["network"] for study, _ in self.studies))


def read(root: Path, network: str | None) -> Snapshot:
    """What the store holds now, of one network or of all."""
    home = Home(root)
    store = Store(home.runs)
    studies = [study for study in catalog.read(home, []) if catalog.is_of(study, network)]
    return Snapshot(tuple((study, counts(study, store)) for study in studies))


def shown(state: Snapshot, pages: Path, words: Mapping[str, str]) -> dict[str, Any]:
    """The rows of the page's head, and a line on all of them together."""
    rows = [_row(study, found, pages, words) for study, found in state.studies]
    left = sum(found.epochs_left for _, found in state.studies)
    running = sum(found.running for _, found in state.studies)
    if not rows:
        line = words["watch_nothing"]
    elif not left:
        line = words["watch_ended"]
    else:
        line = words["watch_running"].format(runs=running, epochs=left, eta=_eta(state))
    return {"line": line, "rows": rows}


def _eta(state: Snapshot) -> str:
    """Of all studies together: the epochs left, at the pace of stored ones, shared by the runs that are trained now."""
    seconds = [found.epochs_left * found.epoch_seconds for _, found in state.studies if found.epoch_seconds is not None]
    running = max(1, sum(found.running for _, found in state.studies))
    unknown = any(found.epochs_left and found.epoch_seconds is None for _, found in state.studies)
    return "?" if unknown else clock(sum(seconds) / running)


def _row(study: StudyRecord, found: Counts, pages: Path, words: Mapping[str, str]) -> list[str]:
    total = found.done + found.running + found.left + found.failed
    told = verdicts(pages / study["network"], study["name"])
    decided = words["comma"].join(f"{words[one]} {told[one]}" for one in DECIDED if told[one])
    return [plain(study["name"]), f"{found.done} / {total}", str(found.running), str(found.epochs_left), decided or "–"]


def verdicts(folder: Path, study: str) -> Counter[str]:
    """How many values have each verdict, by the tables of the page that was written last, over all readings."""
    told: Counter[str] = Counter()
    for path in (folder / f"{study}.csv", *folder.glob(f"{study}-*epochs.csv")):
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                told.update(row.get("verdict", "") for row in csv.DictReader(file))
        except OSError:
            continue  # not written yet, or being written
    return told
