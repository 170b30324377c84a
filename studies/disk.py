"""Disk: checkpoints within a limit, and clearing outputs away. History is never dropped by a limit."""

import json
import stat
from collections.abc import Collection
from pathlib import Path
from statistics import fmean

from studies import catalog, names
from studies.catalog import Home
from studies.records import Busy, Store

GIB = 1 << 30
OUTPUTS = ("tuner_dirs", "tb_logs", "reports", "bundles", "samples")


def prune(home: Home, store: Store, keep: float) -> int:
    """Drop the checkpoints that were used longest ago until all fit into `keep` GiB. Returns how many were dropped.

    The run that would be exported keeps its checkpoint, for each network and dataset: the bundle is made from it. A run
    without checkpoint is trained again, exactly, when someone asks it for more epochs.
    """
    checkpoints = (folder / "checkpoint.npz" for folder in names.folders(home.runs))
    sizes = {path.parent.name: size(path) for path in checkpoints if path.is_file()}
    total = sum(sizes.values())
    if total <= keep * GIB:
        return 0
    records = [record for record in map(store.record, sizes) if record is not None]
    kept = best_runs(store, sizes)
    dropped = 0
    for record in sorted(records, key=lambda record: str(record.data.get("updated"))):
        if total <= keep * GIB:
            break
        if record.id not in kept and _drop(store, record.id):
            total -= sizes[record.id]
            dropped += 1
    return dropped


def best_runs(store: Store, stored: Collection[str]) -> set[str]:
    """For each network and dataset, of the configuration with the best mean val_accuracy, the best seed's run.

    Only runs in `stored` are named, and only configurations with such a run are compared; their means count all seeds.
    """
    seeds: dict[tuple[str, str], dict[str, list[tuple[float, str]]]] = {}
    for run in store.ids():
        record, rows = store.read(run)
        if record is not None and record.status == "completed" and rows:
            identity = {name: value for name, value in record.data["identity"].items() if name != "seed"}
            key = json.dumps([identity, len(rows)], sort_keys=True)
            place = seeds.setdefault((identity["network"], identity["dataset"]["name"]), {})
            place.setdefault(key, []).append((rows[-1].val_accuracy, record.id))
    best = set()
    for place in seeds.values():
        able = [group for group in place.values() if any(run in stored for _, run in group)]
        if able:
            group = max(able, key=lambda group: fmean(accuracy for accuracy, _ in group))
            best.add(max(pair for pair in group if pair[1] in stored)[1])
    return best


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
        if folder.is_symlink():
            found.append((folder, size(folder)))  # the link goes, what it leads to stays
            continue
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name != "README.md":
                found.append((path, size(path)))
    return found


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; what goes away or cannot be read meanwhile counts nothing."""
    if path.is_dir() and not path.is_symlink():
        return sum(_bytes(file) for file in path.rglob("*"))
    return _bytes(path)


def _bytes(path: Path) -> int:
    try:
        found = path.lstat()
    except OSError:
        return 0
    return found.st_size if not stat.S_ISDIR(found.st_mode) else 0


def studies_at_work(home: Home) -> list[str]:
    """The studies that a process holds right now."""
    locked = [folder.name for folder in names.folders(home.tuner_dirs) if (folder / "lock").exists()]
    return [name for name in locked if name not in catalog.RESERVED and catalog.is_held(home, name)]
