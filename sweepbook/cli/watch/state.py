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
from sweepbook.cli.status import Counts, counts, shares

DECIDED = ("better", "worse", "equivalent", "unlearned", "undecided")


@dataclass(frozen=True)
class Snapshot:
    """What the store has at one moment.

    Attributes:
        studies: each with its counts.
        shares: of each study what none before it has, for studies share runs (`status.shares`).
        held: a command has one of them, which need not train at that moment.
    """

    studies: tuple[tuple[StudyRecord, Counts], ...]
    shares: tuple[Counts, ...] = ()
    held: bool = False

    @property
    def stamp(self) -> tuple[object, ...]:
        """What changes whenever there is something new to show."""
        return tuple((study["name"], study.get("looks"), found) for study, found in self.studies)

    @property
    def running(self) -> int:
        """How many runs are trained now."""
        return sum(found.running for found in self.shares)

    @property
    def epochs_left(self) -> int:
        return sum(found.epochs_left for found in self.shares)

    def networks(self) -> list[str]:
        return list(dict.fromkeys(study["network"] for study, _ in self.studies))


def read(root: Path, network: str | None) -> Snapshot:
    """What the store holds now, of one network or of all."""
    home = Home(root)
    store = Store(home.runs)
    studies = [study for study in catalog.read(home, []) if catalog.is_of(study, network)]
    return Snapshot(
        tuple((study, counts(study, store)) for study in studies),
        tuple(shares(studies, store)),
        any(catalog.is_held(home, study["name"]) for study in studies),
    )


def shown(state: Snapshot, at_work: bool, pages: Path, words: Mapping[str, str]) -> dict[str, Any]:
    """The rows of the page's head, and a line on all of them together.

    Args:
        at_work: a command is at work, or was a moment ago: what all is trained may be a step of it.
    """
    rows = [_row(study, found, pages, words) for study, found in state.studies]
    if not rows:
        line = words["watch_nothing"]
    elif state.epochs_left:
        line = words["watch_running"].format(runs=state.running, epochs=state.epochs_left, eta=_eta(state))
    else:
        line = words["watch_step" if at_work else "watch_ended"]
    return {"line": line, "rows": rows}


def _eta(state: Snapshot) -> str:
    """Of all studies together: the epochs left, each at the pace of its study, shared by the runs trained now."""
    paces = [found.epoch_seconds for _, found in state.studies]
    left = [(share.epochs_left, pace) for share, pace in zip(state.shares, paces, strict=True) if share.epochs_left]
    if any(pace is None for _, pace in left):
        return "?"
    return clock(sum(epochs * (pace or 0.0) for epochs, pace in left) / max(1, state.running))


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
