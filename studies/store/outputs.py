"""What lies in the folders that commands write to: what `clean` would remove, and its size."""

import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from studies.store import catalog
from studies.store.home import Home
from studies.system import names

OUTPUTS = ("tuner_dirs", "tb_logs", "reports", "bundles", "samples")


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


def summary(home: Home, found: Sequence[tuple[Path, int]]) -> Iterator[str]:
    """What `outputs` found, a line a folder: runs, prepared data and caches by themselves, all studies together."""
    totals: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for path, bytes_of_it in found:
        parts = path.relative_to(home.root).parts
        place = "/".join(parts) if len(parts) < 2 or parts[1] in catalog.RESERVED else parts[0]
        totals[place] = totals.get(place, 0) + bytes_of_it
        counts[place] += len(names.folders(path)) if parts[1:] == ("runs",) else 1
    for place, total in totals.items():
        holds = f" ({counts[place]} runs)" if place == "tuner_dirs/runs" and counts[place] > 1 else ""
        yield f"{total / 1e6:10.1f} MB  {home.root / place}{holds}"


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
