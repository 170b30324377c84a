"""The stored records as plain dictionaries. `studies.store` reads and checks them."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from hypermodels.dimensions import BASELINE
from studies.store import catalog
from studies.store.history import COLUMNS as COLUMNS
from studies.store.home import Home
from studies.store.runs import Store as Runs
from studies.system import files


@dataclass
class Store:
    """What lies under `tuner_dirs`: the studies, and by run id the runs and the rows of their histories (COLUMNS)."""

    studies: list[dict[str, Any]] = field(default_factory=list)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    histories: dict[str, list[list[float]]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)  # runs whose record or history is damaged, by folder name


def studies(root: Path) -> list[dict[str, Any]]:
    """The studies' records, by name; those that cannot be read are left out (`catalog` says why)."""
    return catalog.read(Home(root))


def read(root: Path, network: str | None = None) -> Store:
    """Everything stored under `root/tuner_dirs`, or what one network's studies name; an absent folder is empty.

    A damaged run or study costs itself only: a killed machine must not hide the others.
    """
    store = Store([study for study in studies(root) if network in (None, study["network"])])
    wanted = {run for study in store.studies for trial in study["trials"] for run in trial["runs"]}
    runs = Runs(Home(root).runs)
    for run in runs.ids():
        if network and run not in wanted:
            continue
        record, rows = runs.read(run)
        if record is None or not record.readable:
            store.unreadable.append(run)
            continue
        store.runs[run] = _whole(record.data)
        store.histories[run] = [list(astuple(row)) for row in rows]
    return store


def _whole(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with the table's baseline for values that it does not name: it may be older than a dimension."""
    identity = record["identity"]
    return {**record, "identity": {**identity, "values": {**BASELINE, **identity["values"]}}}


def card(root: Path, dataset: str, network: str) -> dict[str, Any] | None:
    """The card of the exported model, if there is one and it can be read."""
    path = root / "bundles" / dataset / network / "card.json"
    try:
        content = files.read_json(path)
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
