"""Checkpoints within a limit on the disk. A history is never dropped."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from studies.store import best, catalog
from studies.store.home import Home
from studies.store.runs import Busy, Store
from studies.system.formats import counted

GIB = 1 << 30
NAMED = 3  # studies that are named where many lose checkpoints


@dataclass(frozen=True)
class Surplus:
    """The checkpoints above a limit, by run id with their bytes, in the order in which they go."""

    sizes: dict[str, int]
    held_by: dict[str, int]  # how many of them are of each study

    def __str__(self) -> str:
        of = [f"{count} of {name}" for name, count in sorted(self.held_by.items(), key=lambda one: (-one[1], one[0]))]
        some = [*of[:NAMED], *([f"and others of {len(of) - NAMED} studies more"] if len(of) > NAMED else [])]
        count = counted(len(self.sizes), "checkpoint")
        return f"{count} ({sum(self.sizes.values()) / 1e6:.1f} MB{': ' * bool(some)}{', '.join(some)})"


def surplus(home: Home, store: Store, keep: float) -> Surplus:
    """What has to go until all checkpoints fit into `keep` GiB: those that were used longest ago.

    The run that would be exported keeps its checkpoint, for each network and dataset: the bundle is made from it. A run
    without checkpoint is trained again, exactly, when someone asks it for more epochs. Nothing goes while a study
    cannot be read, since nobody knows then what would be exported.
    """
    sizes = store.checkpoint_sizes()
    above = sum(sizes.values()) - keep * GIB
    going: dict[str, int] = {}
    if above <= 0:
        return Surplus(going, {})
    refused: list[str] = []
    kept = _exported(home, store, refused)
    records = [record for record in map(store.record, sizes) if record is not None]
    for record in sorted(records, key=lambda record: (not record.updated, record.updated)):
        if above > 0 and record.id not in kept and not refused:
            going[record.id] = sizes[record.id]
            above -= sizes[record.id]
    return Surplus(going, _held_by(home, going))


def prune(home: Home, store: Store, keep: float) -> int:
    """Drop the checkpoints of the `surplus`. Returns how many were dropped: one that is in use stays."""
    return sum(_drop(store, run_id) for run_id in surplus(home, store, keep).sizes)


def _exported(home: Home, store: Store, refused: list[str]) -> set[str]:
    groups = best.candidates(home, refused=refused).values()
    return {choice.run.id for group in groups if (choice := best.choose(group, store)) is not None}


def _held_by(home: Home, runs: Collection[str]) -> dict[str, int]:
    """How many of the runs each study asks for; one that several ask for counts for the first."""
    first: dict[str, str] = {}
    for study in catalog.read(home):
        for trial in study["trials"]:
            for run in trial["runs"]:
                first.setdefault(run, study["name"])
    return Counter(first[run] for run in runs if run in first)


def _drop(store: Store, run_id: str) -> bool:
    try:
        store.drop_checkpoint(run_id)
    except Busy:
        return False
    return True
