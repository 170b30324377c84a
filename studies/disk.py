"""Disk: checkpoints within a limit, and clearing outputs away. History is never dropped by a limit."""

from pathlib import Path

from studies import catalog
from studies.catalog import Home
from studies.records import Busy, Record, Store

GIB = 1 << 30
OUTPUTS = ("tuner_dirs", "tb_logs", "reports", "bundles", "samples")


def prune(home: Home, store: Store, keep: float) -> int:
    """Drop the checkpoints that were used longest ago until all fit into `keep` GiB. Returns how many were dropped.

    The best run of each network and dataset keeps its checkpoint: the classifier's bundle is made from it. A run
    without checkpoint is trained again, exactly, when someone asks it for more epochs.
    """
    sizes = {path.parent.name: path.stat().st_size for path in home.runs.glob("*/checkpoint.npz")}
    total = sum(sizes.values())
    if total <= keep * GIB:
        return 0
    records = [record for record in map(store.record, sizes) if record is not None]
    kept = best_runs(store, records)
    dropped = 0
    for record in sorted(records, key=lambda record: str(record.data.get("updated"))):
        if total <= keep * GIB:
            break
        if record.id not in kept and _drop(store, record.id):
            total -= sizes[record.id]
            dropped += 1
    return dropped


def best_runs(store: Store, records: list[Record]) -> set[str]:
    """The run with the highest last val_accuracy of each network and dataset."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for record in records:
        identity = record.data["identity"]
        rows = store.history(record.id)
        if record.status == "completed" and rows:
            place = (identity["network"], identity["dataset"]["name"])
            best[place] = max(best.get(place, (-1.0, "")), (rows[-1].val_accuracy, record.id))
    return {run for _, run in best.values()}


def _drop(store: Store, run_id: str) -> bool:
    try:
        store.drop_checkpoint(run_id)
    except Busy:
        return False
    return True


def outputs(home: Home) -> list[tuple[Path, int]]:
    """What `clean` removes, with sizes in bytes: all outputs but the folders' own READMEs."""
    found = []
    for name in OUTPUTS:
        folder = home.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name != "README.md":
                found.append((path, _size(path)))
    return found


def _size(path: Path) -> int:
    if path.is_dir() and not path.is_symlink():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.lstat().st_size


def studies_at_work(home: Home) -> list[str]:
    """The studies that a process holds right now."""
    busy = []
    for study in catalog.read(home):
        if (home.study(study["name"]) / "lock").exists() and catalog.is_held(home, study["name"]):
            busy.append(study["name"])
    return busy
