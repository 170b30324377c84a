"""The records under a root, as `studies.store` reads and checks them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studies.store import catalog
from studies.store.history import Epoch
from studies.store.home import Home
from studies.store.run_json import RunRecord
from studies.store.runs import Store


@dataclass
class Stored:
    """What lies under `tuner_dirs`: the studies, and by run id the runs and the rows of their histories."""

    studies: list[dict[str, Any]] = field(default_factory=list)
    runs: dict[str, RunRecord] = field(default_factory=dict)
    histories: dict[str, list[Epoch]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)  # runs whose record or history is damaged, by folder name


def read(root: Path, network: str | None = None) -> Stored:
    """Everything stored under `root/tuner_dirs`, or what one network's studies name; an absent folder is empty.

    A damaged run or study costs itself only: a killed machine must not hide the others.
    """
    home = Home(root)
    found = Stored([study for study in catalog.read(home) if network in (None, study["network"])])
    wanted = {run for study in found.studies for trial in study["trials"] for run in trial["runs"]}
    store = Store(home.runs)
    for run in store.ids():
        if network and run not in wanted:
            continue
        record, rows = store.read(run)
        if record is None or not record.readable:
            found.unreadable.append(run)
            continue
        found.runs[run], found.histories[run] = record, rows
    return found
